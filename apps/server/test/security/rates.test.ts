import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { startRedisServer } from '@wordfare/redis-server'
import { openRedisSwitchboard } from '@wordfare/switchboard/redis'
import { describe, expect, it } from 'vitest'
import {
  CODES_PER_ADDRESS,
  GAMES_OF_ALL,
  GAMES_PER_ADDRESS,
  GAMES_PER_SESSION,
  TICKETS_PER_PLAYER,
  WRONG_CODES_OF_ALL,
} from '../../src/limits.ts'
import { newAddress, openBrowser } from '../browser.ts'
import { errorOf } from '../refusal.ts'
import { createGame, createGameSoon, joinGame } from '../table.ts'
import { ORIGIN, startServer, type TestServer } from '../test-server.ts'
import { watch } from '../watching.ts'

const goodGame = { gameName: 'A', playerName: 'B' }
const wrongCode = { joinCode: 'ZZZZZZZZ', playerName: 'Eve' }

/** A call over HTTP from somebody at this address; without a session unless there is a cookie. */
const post = (
  server: TestServer,
  procedure: string,
  input: unknown,
  headers: Record<string, string> = {},
) =>
  fetch(`${server.url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
    body: JSON.stringify(input),
  })

const from = (address: string) => ({ 'x-forwarded-for': address })

/** How many of the answers have each status. */
function tally(answers: readonly { readonly status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

const times = <T>(count: number, task: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => task(index)))

const FLOOD_AT_ONCE = 10

/** Asks for game after game, several at a time, until it is stopped. */
function startFlood(server: TestServer, headers: () => Record<string, string>) {
  const refusal = Promise.withResolvers<void>()
  const life = { isOn: true }
  let made = 0
  async function flood(): Promise<void> {
    while (life.isOn) {
      const answers = await times(FLOOD_AT_ONCE, () =>
        post(server, 'createGame', goodGame, headers()),
      )
      const { 200: given = 0, 429: refused = 0 } = tally(answers)
      made += given
      if (refused > 0) refusal.resolve()
    }
  }
  const flooding = flood()
  return {
    /** Resolves once it is too much. */
    isRefused: refusal.promise,
    /** How many it has got. */
    made: () => made,
    async stop() {
      life.isOn = false
      await flooding
    },
  }
}

const perMinute = GAMES_PER_ADDRESS[0]?.count ?? 0

describe('[B10] who makes many games', () => {
  it('from one address makes a few, is told when to come back, and holds up nobody else', async () => {
    await using server = await startServer()
    const here = from(newAddress())
    const answers = await times(50, () => post(server, 'createGame', goodGame, here))
    expect(tally(answers)).toEqual({ 200: perMinute, 429: 50 - perMinute })
    const refused = answers.find(({ status }) => status === 429)
    expect(await refused?.json()).toMatchObject({
      error: {
        data: { code: 'TOO_MANY_REQUESTS', rejection: null, retryAfterMs: expect.any(Number) },
      },
    })
    const seconds = Number(refused?.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect((await post(server, 'createGame', goodGame, from(newAddress()))).status).toBe(200)
  })

  it('from one network of IPv6 has one address', async () => {
    await using server = await startServer()
    const answers = await times(20, (index) =>
      post(server, 'createGame', goodGame, from(`2001:db8:1:2::${index}`)),
    )
    expect(tally(answers)).toEqual({ 200: perMinute, 429: 20 - perMinute })
    const next = await post(server, 'createGame', goodGame, from('2001:db8:1:3::1'))
    expect(next.status).toBe(200)
  })

  it('with one session makes a few, wherever it is', async () => {
    await using server = await startServer()
    const browser = openBrowser(server)
    await browser.request('/session', { method: 'POST' })
    const cookie = browser.cookie() ?? ''
    const answers = await times(GAMES_PER_SESSION.count + 5, () =>
      post(server, 'createGame', goodGame, { ...from(newAddress()), cookie }),
    )
    expect(tally(answers)).toEqual({ 200: GAMES_PER_SESSION.count, 429: 5 })
  })

  it('from a thousand addresses gets as many as all may have, and nobody is asked to wait long', async () => {
    await using server = await startServer()
    const startedAt = performance.now()
    const answers = await times(1_000, () =>
      post(server, 'createGame', goodGame, from(newAddress())),
    )
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000)
    const { 200: made = 0, 429: refused = 0 } = tally(answers)
    expect(made).toBeGreaterThanOrEqual(GAMES_OF_ALL.count)
    expect(made).toBeLessThanOrEqual(GAMES_OF_ALL.count * (seconds + 1))
    expect(made + refused).toBe(1_000)
    const waits = await Promise.all(
      answers.filter(({ status }) => status === 429).map((answer) => answer.text()),
    )
    for (const wait of waits) {
      expect(Number(/"retryAfterMs":(\d+)/.exec(wait)?.[1])).toBeLessThanOrEqual(GAMES_OF_ALL.perMs)
    }
  })

  it.each([
    ['one address', () => from('192.0.2.1')],
    ['one session', (cookie: string) => ({ ...from(newAddress()), cookie })],
  ])('from %s does not keep others from theirs while it goes on', async (_where, headers) => {
    await using server = await startServer()
    const browser = openBrowser(server)
    await browser.request('/session', { method: 'POST' })
    const flooding = startFlood(server, () => headers(browser.cookie() ?? ''))
    await flooding.isRefused
    for (let creator = 0; creator < 5; creator++) {
      expect((await post(server, 'createGame', goodGame, from(newAddress()))).status).toBe(200)
    }
    await flooding.stop()
    expect(flooding.made()).toBeLessThanOrEqual(Math.max(perMinute, GAMES_PER_SESSION.count))
  })

  it('from many addresses keeps nobody from theirs who comes again when told to', async () => {
    await using server = await startServer()
    const flooding = startFlood(server, () => from(newAddress()))
    await flooding.isRefused
    const gameId = await createGameSoon(server)
    await flooding.stop()
    expect((await watch(openBrowser(server), gameId)).view.players).toHaveLength(1)
  })

  it('says that it is somebody else in vain, where no proxy is trusted', async () => {
    await using server = await startServer({ trustedProxies: null })
    const answers = await times(20, () => post(server, 'createGame', goodGame, from(newAddress())))
    expect(tally(answers)).toEqual({ 200: perMinute, 429: 20 - perMinute })
    // If there is a proxy, whoever runs the server has to know.
    expect(server.lines.filter((line) => line.includes('TRUST_PROXY'))).toHaveLength(1)
  })

  it('says so in vain before a proxy that is trusted, which adds whom it hears', async () => {
    await using server = await startServer()
    const address = newAddress()
    const answers = await times(20, () =>
      post(server, 'createGame', goodGame, from(`${newAddress()}, ${address}`)),
    )
    expect(tally(answers)).toEqual({ 200: perMinute, 429: 20 - perMinute })
  })
})

const GUESSES = 10_000
const GUESSES_AT_ONCE = 500

/** Wrong codes, without the way over the wire: that they are too many is for the server to see. */
async function guessOften({ app }: TestServer, headers: Record<string, string>) {
  const answers: { readonly status: number }[] = []
  while (answers.length < GUESSES) {
    const some = await times(GUESSES_AT_ONCE, () =>
      app.http.inject({
        method: 'POST',
        url: '/trpc/joinGame',
        headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
        payload: wrongCode,
      }),
    )
    answers.push(...some.map(({ statusCode }) => ({ status: statusCode })))
  }
  return answers
}

describe('[B11] who guesses join codes', () => {
  it('has a few guesses, and by then no right one either', async () => {
    await using server = await startServer()
    const host = openBrowser(server)
    const { gameId, joinCode } = await createGame(host, 'Ada')
    const here = from(newAddress())
    const counts = tally(await guessOften(server, here))
    expect(counts).toEqual({
      404: CODES_PER_ADDRESS.count,
      429: GUESSES - CODES_PER_ADDRESS.count,
    })
    const right = await post(server, 'joinGame', { joinCode, playerName: 'Eve' }, here)
    expect(right.status).toBe(429)
    // A link is no guess.
    expect((await post(server, 'joinGame', { gameId, playerName: 'Eve' }, here)).status).toBe(200)
  })

  it('learns nothing of a code from how it is refused', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store })
    const { joinCode } = await createGame(openBrowser(server), 'Ada')
    await store.expire(Number.MAX_SAFE_INTEGER)
    const [unknown, expired] = await Promise.all(
      [wrongCode, { joinCode, playerName: 'Eve' }].map(async (input) => {
        const answer = await post(server, 'joinGame', input, from(newAddress()))
        const headers = [...answer.headers].filter(([name]) => name !== 'date')
        return { status: answer.status, headers, body: await answer.text() }
      }),
    )
    expect(expired).toEqual(unknown)
    expect(unknown?.status).toBe(404)
  })

  it('alarms whoever runs the server, once, by whatever number of addresses', async () => {
    await using server = await startServer()
    const alarms = (): unknown[] =>
      server.lines
        .filter((line) => line.includes('join codes are being guessed'))
        .map((line): unknown => JSON.parse(line))
    const guess = () => post(server, 'joinGame', wrongCode, from(newAddress()))
    await times(WRONG_CODES_OF_ALL.count, guess)
    expect(alarms()).toEqual([])
    expect((await guess()).status).toBe(404)
    expect(alarms()).toMatchObject([{ level: 40 }])
    await times(20, guess)
    expect(alarms()).toHaveLength(1)
  })
})

describe('[B10] who asks for a ticket to the call again and again', () => {
  it('gets some, as one player, and others get theirs', async () => {
    await using server = await startServer({ video: { kind: 'peer', iceServers: [] } })
    const [host, guest] = [openBrowser(server), openBrowser(server)]
    const { gameId } = await createGame(host, 'Ada')
    await joinGame(guest, gameId, 'Bob')
    await times(TICKETS_PER_PLAYER.count, () => host.api.callTicket.mutate({ gameId }))
    expect(await errorOf(host.api.callTicket.mutate({ gameId }))).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryAfterMs: expect.any(Number),
    })
    expect(await guest.api.callTicket.mutate({ gameId })).toMatchObject({ status: 'ready' })
  })
})

describe('[B10] [B11] on several servers', () => {
  it('callers are counted by all of them together', async () => {
    await using redis = await startRedisServer()
    const start = async () =>
      startServer({ switchboard: await openRedisSwitchboard({ url: redis.url }) })
    await using one = await start()
    await using other = await start()
    const here = from(newAddress())
    const made = await times(20, (index) =>
      post(index % 2 === 0 ? one : other, 'createGame', goodGame, here),
    )
    expect(tally(made)).toEqual({ 200: perMinute, 429: 20 - perMinute })
    const guesses = await times(40, (index) =>
      post(index % 2 === 0 ? one : other, 'joinGame', wrongCode, here),
    )
    expect(tally(guesses)).toEqual({
      404: CODES_PER_ADDRESS.count,
      429: 40 - CODES_PER_ADDRESS.count,
    })
  })
})
