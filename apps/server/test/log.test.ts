import { startDailyStandIn } from '@wordfare/daily/stand-in'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { startRedisServer } from '@wordfare/redis-server'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { openBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { expectCode } from './refusal.ts'
import { startProcess } from './server-process.ts'
import { shows } from './shows.ts'
import { clueFor, createGame, play, playToTheLastCard, seatFour } from './table.ts'
import { startServer } from './test-server.ts'

const API_KEY = 'k3y-of-a-daily-account-for-tests'
const COOKIE_SECRET = 'cookie-secret-of-a-test-which-is-long-enough'
const ROOM_NAME_SECRET = 'room-name-secret-of-a-test-which-is-long-enough'

it('[R5] at its most talkative the log gives nothing away, over a whole round with a call', async () => {
  const daily = await startDailyStandIn({ apiKey: API_KEY })
  onTestFinished(() => daily.close())
  await using server = await startProcess({
    STORE: 'memory',
    VIDEO: 'daily',
    DAILY_API_KEY: API_KEY,
    DAILY_API_URL: daily.url,
    COOKIE_SECRETS: COOKIE_SECRET,
    ROOM_NAME_SECRET,
    LOG_LEVEL: 'trace',
  })
  const table = await seatFour(server, { teamTalk: true })
  const { gameId, joinCode, players, redOperative } = table
  await redOperative.watching.until(({ call }) => call.status === 'ready')
  const tickets = await Promise.all(
    players.map(({ browser }) => browser.api.callTicket.mutate({ gameId })),
  )
  await playToTheLastCard(table, async (turn) => {
    if (turn === 2) redOperative.browser.cutLine()
    // Errors are what a log is told most about.
    if (turn === 3) {
      const query = encodeURIComponent(JSON.stringify({ gameId, word: 'harbour' }))
      await redOperative.browser.request(`/trpc/checkClue?input=${query}`)
      await redOperative.browser.request('/trpc/play', { method: 'POST', body: '{"harbour' })
    }
  })
  server.signal('SIGTERM')
  const { output, code } = await server.ended
  expect(code).toBe(0)

  const lines = output.trimEnd().split('\n')
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) })
  const requests = lines.filter((line) => line.includes('"msg":"request"'))
  expect(requests.length).toBeGreaterThan(10)
  for (const request of requests) expect(JSON.parse(request)).toHaveProperty('reqId')

  const secrets = [
    API_KEY,
    COOKIE_SECRET,
    ROOM_NAME_SECRET,
    joinCode,
    'harbour',
    clueFor(1),
    ...daily.rooms.map(({ name }) => name),
    ...tickets.flatMap((ticket) => ('token' in ticket ? [ticket.token] : [])),
    ...players.map(({ browser }) => browser.cookie()?.split('=')[1]?.split('.')[0] ?? ''),
  ]
  expect(secrets).not.toContain('')
  expect(secrets).toHaveLength(6 + 1 + 4 + 4)
  for (const secret of secrets) expect(shows(output, secret)).toBe(false)
  expect(output).not.toMatch(/assassin|bystander|eyJ/)
  for (const { name } of players) expect(output).not.toMatch(new RegExp(`\\b${name}\\b`))
  await table.close()
})

it('the password of Redis is in no line, though Redis takes it no longer', async () => {
  await using redis = await startRedisServer()
  const admin = new Redis(redis.url)
  const [password, another] = ['first-password-of-a-test', 'second-password-of-a-test']
  await admin.config('SET', 'requirepass', password)
  await using server = await startProcess({
    STORE: 'redis',
    REDIS_URL: redis.url.replace('//', `//:${password}@`),
    COOKIE_SECRETS: COOKIE_SECRET,
    LOG_LEVEL: 'trace',
  })
  await admin.config('SET', 'requirepass', another)
  await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  await eventually(() => expect(server.output()).toContain('WRONGPASS'))
  server.signal('SIGTERM')
  const { output } = await server.ended
  expect(shows(output, password)).toBe(false)
  admin.disconnect()
})

it('a call that fails is told of with the request by which it came, or its socket did', async () => {
  const store = createMemoryEventStore()
  await using server = await startServer({
    store: {
      ...store,
      async append(gameId, expected, append) {
        if (expected > 0) throw new Error('the store is broken')
        return store.append(gameId, expected, append)
      },
    },
  })
  const host = openBrowser(server)
  const { gameId } = await createGame(host, 'Ada')
  const guest = openBrowser(server)
  await expectCode(
    guest.api.joinGame.mutate({ gameId, playerName: 'Bob' }),
    'INTERNAL_SERVER_ERROR',
  )
  await expectCode(
    play(host, gameId, { type: 'takeSeat', team: 'red', role: 'spymaster' }),
    'INTERNAL_SERVER_ERROR',
  )
  const said = server.lines.map((line) => JSON.parse(line))
  const failed = said.filter(({ msg }) => msg === 'a call failed')
  expect(failed).toMatchObject([
    { path: 'joinGame', gameId, err: { message: 'the store is broken' } },
    { path: 'play', gameId, err: { message: 'the store is broken' } },
  ])
  const requestOf = (path: string) =>
    said.find((line) => line.msg === 'request' && line.path === path)
  expect(failed[0].reqId).toBe(requestOf('/trpc/joinGame').reqId)
  expect(failed[1].reqId).toEqual(expect.any(String))
  await Promise.all([host.close(), guest.close()])
})
