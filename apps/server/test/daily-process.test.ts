import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GameId } from '@wordfare/contracts'
import { startDailyStandIn, type DailyStandIn, type Failure } from '@wordfare/daily/stand-in'
import { afterEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { startProcess } from './server-process.ts'
import { shows } from './shows.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import { createGame, createGameSoon } from './table.ts'
import { watch } from './watching.ts'

const apiKey = 'k3y-of-a-daily-account-for-tests'
const HOUR_MS = 3_600_000
/** Rooms younger than that are left alone, for the game may be about to be stored. */
const YOUNG_MS = 20 * 60_000

let daily: DailyStandIn
afterEach(() => daily.close())

it('the key is in nothing that the server says, whatever Daily does', async () => {
  daily = await startDailyStandIn({ apiKey })
  daily.fail({ behaviour: { kind: 'status', status: 500 } })
  using folder = temporaryFolder()
  const secret = 'cookie-secret-of-a-test-which-is-long-enough'
  const roomNameSecret = 'room-name-secret-of-a-test-which-is-long-enough'
  await using server = await startProcess({
    DATA_DIR: folder.path,
    VIDEO: 'daily',
    DAILY_API_KEY: apiKey,
    DAILY_API_URL: daily.url,
    COOKIE_SECRETS: secret,
    ROOM_NAME_SECRET: roomNameSecret,
    LOG_LEVEL: 'trace',
  })
  const browser = openBrowser(server)
  const { gameId, joinCode } = await createGame(browser, 'Ada')
  const watching = await watch(browser, gameId)
  await watching.until(({ call }) => call.status !== 'pending')
  daily.recover()
  const another = await createGame(browser, 'Ada')
  const second = await watch(browser, another.gameId)
  await second.until(({ call }) => call.status === 'ready')
  const ticket = await browser.api.callTicket.mutate({ gameId: another.gameId })
  if (ticket.status !== 'ready' || ticket.kind !== 'daily') throw new Error('the room is there')
  await browser.request('/trpc/listGames?input=harbour')
  server.signal('SIGTERM')
  const { output, code } = await server.ended
  expect(code).toBe(0)
  expect(output).toContain('/trpc/createGame')
  const session = browser.cookie()?.split('=')[1]?.split('.')[0] ?? ''
  expect(session).not.toBe('')
  for (const text of [
    apiKey,
    secret,
    roomNameSecret,
    ticket.token,
    joinCode,
    another.joinCode,
    session,
    'harbour',
  ]) {
    expect(shows(output, text)).toBe(false)
  }
  await browser.close()
})

describe('when the key is exchanged at Daily', () => {
  const newKey = 'n3w-key-of-a-daily-account-for-tests'

  it('no table notices: all are made, and all get their room once the file holds the new one', async () => {
    daily = await startDailyStandIn({ apiKey })
    using folder = temporaryFolder()
    const file = join(folder.path, 'daily-key')
    writeFileSync(file, `${apiKey}\n`)
    await using server = await startProcess({
      STORE: 'memory',
      VIDEO: 'daily',
      DAILY_API_KEY_FILE: file,
      DAILY_API_URL: daily.url,
      LOG_LEVEL: 'trace',
    })
    const browser = openBrowser(server)
    const makeTables = (count: number) =>
      Promise.all(Array.from({ length: count }, () => createGameSoon(server)))
    await makeTables(40)
    daily.acceptKey(newKey)
    const [table] = await makeTables(30)
    if (!table) throw new Error('30 tables were made')
    const watching = await watch(browser, table)
    await watching.until(({ call }) => call.reason === 'key-refused')
    writeFileSync(file, `${newKey}\n`)
    await makeTables(30)
    await eventually(() => expect(daily.rooms).toHaveLength(100))
    await watching.until(({ call }) => call.status === 'ready')
    expect(new Set(daily.rooms.map(({ name }) => name)).size).toBe(100)
    expect(server.output()).toContain('another key is in use')
    for (const key of [apiKey, newKey]) expect(shows(server.output(), key)).toBe(false)
    await browser.close()
  })

  it('SIGHUP has it read again, also before anybody has need of it', async () => {
    daily = await startDailyStandIn({ apiKey })
    using folder = temporaryFolder()
    const file = join(folder.path, 'daily-key')
    writeFileSync(file, apiKey)
    await using server = await startProcess({
      STORE: 'memory',
      VIDEO: 'daily',
      DAILY_API_KEY_FILE: file,
      DAILY_API_URL: daily.url,
    })
    daily.acceptKey(newKey)
    writeFileSync(file, newKey)
    server.signal('SIGHUP')
    await eventually(() => expect(server.output()).toContain('another key is in use'))
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    await (await watch(browser, gameId)).until(({ call }) => call.status === 'ready')
    await browser.close()
  })
})

/** A game whose server was killed, as soon as `isTime`. */
async function crash(
  dataDir: string,
  failure: Failure | null,
  isTime: (standIn: DailyStandIn) => boolean,
): Promise<{
  readonly env: Record<string, string>
  readonly cookie: string | null
  readonly gameId: GameId
}> {
  let behindMs = YOUNG_MS
  daily = await startDailyStandIn({ apiKey, now: () => Date.now() - behindMs })
  if (failure) daily.fail(failure)
  const env = {
    DATA_DIR: dataDir,
    VIDEO: 'daily',
    DAILY_API_KEY: apiKey,
    DAILY_API_URL: daily.url,
  }
  await using server = await startProcess(env)
  const browser = openBrowser(server)
  const { gameId } = await createGame(browser, 'Ada')
  await eventually(() => expect(isTime(daily)).toBe(true))
  server.signal('SIGKILL')
  await server.ended
  await browser.close()
  daily.recover()
  // By the next start whatever room was made has been there for a while.
  behindMs = 0
  return { env, cookie: browser.cookie(), gameId }
}

/** Starts the server again, and expects a room for each of these games and for a new one, and no other. */
async function expectRoomsAfterRestart(
  { env, cookie }: Awaited<ReturnType<typeof crash>>,
  games: readonly GameId[],
): Promise<void> {
  await using server = await startProcess(env)
  const browser = openBrowser(server, cookie)
  const { gameId: newGame } = await createGame(browser, 'Ada')
  const urls = new Set<unknown>()
  for (const gameId of [...games, newGame]) {
    await (await watch(browser, gameId)).until(({ call }) => call.status === 'ready')
    const ticket = await browser.api.callTicket.mutate({ gameId })
    urls.add('url' in ticket && ticket.url)
  }
  await eventually(() => expect(new Set(daily.rooms.map(({ url }) => url))).toEqual(urls))
  expect(daily.requests.some(({ path }) => path.startsWith('/rooms?'))).toBe(true)
  await browser.close()
}

/** Before Daily has done anything, or before its answer is there. */
const silence = (on: string): Failure => ({ on, behaviour: { kind: 'silence' } })
const silenceAfterWork = (on: string): Failure => ({
  on,
  behaviour: { kind: 'silence-after-work' },
})
const wasAsked = ({ requests }: DailyStandIn): boolean =>
  requests.some(({ method, path }) => method === 'POST' && path === '/rooms')
const hasRoom = ({ rooms }: DailyStandIn): boolean => rooms.length === 1

describe('after a crash there is a room for every game, and no other', () => {
  it.each([
    ['before the room was made', silence('POST /rooms'), wasAsked],
    ['before the answer was there', silenceAfterWork('POST /rooms'), hasRoom],
    ['after it', null, hasRoom],
  ])('when it came %s', async (_when, failure, isTime) => {
    using folder = temporaryFolder()
    const crashed = await crash(folder.path, failure, isTime)
    await expectRoomsAfterRestart(crashed, [crashed.gameId])
  })

  it.each([
    ['before the room was made', silence('POST /rooms'), wasAsked],
    ['before the room was deleted', null, hasRoom],
  ])('when the game has ended, and it came %s', async (_when, failure, isTime) => {
    using folder = temporaryFolder()
    const crashed = await crash(folder.path, failure, isTime)
    const store = openSqlite(folder.path)
    expect(await store.expire(Date.now() + 25 * HOUR_MS)).toEqual([crashed.gameId])
    await store.close()
    await expectRoomsAfterRestart(crashed, [])
  })
})
