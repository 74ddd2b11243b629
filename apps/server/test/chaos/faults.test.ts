import { once } from 'node:events'
import type { GameId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { EventStore } from '@wordfare/event-store'
import { openRedisEventStore } from '@wordfare/event-store/redis'
import { startRedisServer } from '@wordfare/redis-server'
import { openRedisSwitchboard } from '@wordfare/switchboard/redis'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createGameWorld } from '../../src/game/game-world.ts'
import { PING_INTERVAL_MS, PONG_TIMEOUT_MS } from '../../src/limits.ts'
import { textFrame } from '../../src/trpc/frame-line.ts'
import { openBrowser, type Address, type Browser } from '../browser.ts'
import { openSocket } from '../raw-socket.ts'
import { expectCode } from '../refusal.ts'
import { createGame, joinGame, play } from '../table.ts'
import { ORIGIN, startServer, type TestServer } from '../test-server.ts'
import { watch, type Watching } from '../watching.ts'
import { createDice } from './dice.ts'
import { chaosSeed } from './env.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { expectKept, expectSeen, expectWholeLog, hammer, type Hammer } from './hammering.ts'
import { expectWhole } from './whole-stream.ts'

const CONVERGE_WITHIN_MS = 5_000
/** What a socket is pinged within, and as much again as the answer may take. */
const REAPED_WITHIN_MS = PING_INTERVAL_MS + 2 * PONG_TIMEOUT_MS

const portOf = ({ url }: { readonly url: string }): number => Number(new URL(url).port)

interface Party {
  readonly gameId: GameId
  readonly browsers: readonly Browser[]
  readonly watchings: readonly Watching[]
}

/** People at one table, each by the address of their own. */
async function gather(...addresses: readonly Address[]): Promise<Party> {
  const browsers = addresses.map((address) => openBrowser(address))
  const [host, ...guests] = browsers
  const { gameId } = await createGame(host!, 'Player 0')
  for (const [index, guest] of guests.entries()) {
    await joinGame(guest, gameId, `Player ${index + 1}`)
  }
  const watchings: Watching[] = []
  for (const browser of browsers) watchings.push(await watch(browser, gameId, { again: true }))
  return { gameId, browsers, watchings }
}

/** Everybody plays on while things go wrong; once all is well again, all of them see the same, and nothing is lost. */
async function expectConvergence(
  store: EventStore,
  { gameId, browsers, watchings }: Party,
  { disturb, heal }: { disturb: (load: Load) => Promise<void>; heal: () => void },
): Promise<void> {
  let isOn = true
  const count = { now: 0, awaited: Infinity, reached: () => {} }
  const hammers: Hammer[] = browsers.map((browser, index) =>
    hammer(browser, gameId, `Player ${index}`, {
      goesOn: () => isOn,
      onAcknowledged() {
        count.now += 1
        if (count.now >= count.awaited) count.reached()
      },
    }),
  )
  sums.faults += 1
  await disturb({
    after: (more) =>
      new Promise((resolve) => {
        count.awaited = count.now + more
        count.reached = resolve
      }),
    untilRefused: () =>
      vi.waitUntil(() => hammers.some(({ unavailable }) => unavailable() > 0), patience),
  })
  isOn = false
  heal()
  const healedAtMs = performance.now()
  await Promise.all(hammers.map(({ done }) => done))
  const log = await store.read(gameId)
  for (const watching of watchings) {
    await watching.untilReceived(({ id }) => Number(id) === log.length)
  }
  const healingMs = performance.now() - healedAtMs
  expect(healingMs).toBeLessThan(CONVERGE_WITHIN_MS)
  expectWholeLog(log)
  for (const { acknowledged } of hammers) {
    expectKept(log, acknowledged)
    sums.commands += acknowledged.length
  }
  sums.events += log.length
  sums.slowestMs = Math.max(sums.slowestMs, healingMs)
  for (const watching of watchings) expectSeen(log, watching)
}

/** What all of it went through. */
const sums = { faults: 0, cuts: 0, commands: 0, events: 0, slowestMs: 0 }
afterAll(() => {
  const { faults, cuts, commands, events, slowestMs } = sums
  console.log(
    `${faults} kinds of lines that fail, and one cut after each of ${cuts} bytes: of ${commands} answered commands and ` +
      `${events} events none was lost; all saw the same at most ${Math.round(slowestMs)} ms after`,
  )
})

const patience = { timeout: 30_000 }

interface Load {
  /** Resolves after so many more acknowledged commands. */
  readonly after: (count: number) => Promise<void>
  /** Resolves once somebody was told that it can not be done now. */
  readonly untilRefused: () => Promise<unknown>
}

type Disturbance = (proxy: FaultProxy, load: Load) => Promise<void>

const roll = createDice(chaosSeed)

const disturbances: readonly (readonly [string, Disturbance])[] = [
  [
    'is slow',
    async (proxy, { after }) => {
      proxy.slowDown(40)
      await after(40)
    },
  ],
  [
    'is narrow',
    async (proxy, { after }) => {
      proxy.narrow(40)
      await after(60)
    },
  ],
  [
    'breaks at any byte',
    async (proxy) => {
      for (let i = 0; i < 30; i++) await proxy.cutAfter(roll(4_000))
    },
  ],
  [
    'is reset again and again',
    async (proxy, { after }) => {
      for (let i = 0; i < 30; i++) {
        await after(roll(20))
        proxy.reset()
      }
    },
  ],
]

describe.concurrent(`when the line (CHAOS_SEED=${chaosSeed})`, { timeout: 180_000 }, () => {
  it.each(disturbances)(
    '[B25] to the server %s, all see the same soon after',
    async (_how, disturb) => {
      const store = createMemoryEventStore()
      await using server = await startServer({ store })
      await using proxy = await startFaultProxy(portOf(server))
      const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
      const party = await gather(behind, server, behind)
      await expectConvergence(store, party, {
        disturb: (load) => disturb(proxy, load),
        heal: () => proxy.heal(),
      })
      await Promise.all(party.browsers.map((browser) => browser.close()))
    },
  )

  it.each([
    ...disturbances,
    [
      'goes deaf',
      async (proxy, { after, untilRefused }) => {
        await after(20)
        proxy.deafen()
        await untilRefused()
      },
    ],
    [
      'leads nowhere',
      async (proxy, { after, untilRefused }) => {
        await after(20)
        proxy.blackhole()
        await untilRefused()
      },
    ],
  ] satisfies typeof disturbances)(
    '[B25] to Redis %s, all see the same soon after',
    async (_how, disturb) => {
      await using redis = await startRedisServer()
      await using proxy = await startFaultProxy(portOf(redis))
      await using behind = await startAt(`redis://127.0.0.1:${proxy.port}`)
      await using direct = await startAt(redis.url)
      const party = await gather(behind, direct, behind)
      const log = await openRedisEventStore({ url: redis.url })
      await expectConvergence(log, party, {
        disturb: (load) => disturb(proxy, load),
        heal: () => proxy.heal(),
      })
      // Who comes now is told of by the other server, and seen by those behind the line.
      const late = openBrowser(direct)
      await joinGame(late, party.gameId, 'Late')
      await watch(late, party.gameId)
      await party.watchings[0]!.until(
        ({ players }) => players.length === 4 && players.every(({ isOnline }) => isOnline),
      )
      await late.close()
      await Promise.all(party.browsers.map((browser) => browser.close()))
      await log.close()
    },
  )

  it('[B22] breaks after any byte of a frame, the event in it comes once and in order', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store, world: createPatientWorld() })
    await using proxy = await startFaultProxy(portOf(server))
    const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
    const { gameId, browsers, watchings } = await gather(server, behind)
    const [host, guest] = browsers
    const watching = watchings[1]!
    // All numbers are of the same length from here on, and so are the frames.
    const rename = async (past: number): Promise<number> =>
      (await play(host!, gameId, { type: 'rename', name: `Ada ${past % 2}` })).seq
    let seq = 0
    while (seq < 100) seq = await rename(seq)
    await watching.untilReceived(({ id }) => Number(id) === seq)
    const length = textFrame(guest!.frames.at(-1)!).length

    for (let offset = 1; offset <= length; offset++) {
      const before = guest!.frames.length
      const resumed = watching.received.length
      const cut = proxy.cutAfter(offset)
      seq = await rename(seq)
      await cut
      // What comes last when somebody comes back is who is here.
      await watching.untilReceived((one) => {
        const isNew = watching.received.indexOf(one) >= resumed
        return isNew && one.message.type === 'presence' && Number(one.id) === seq
      })
      const [first = ''] = guest!.frames.slice(before)
      // A frame that is not whole is none: the line that came next began with saying so.
      expect(first.includes('"type":"started"')).toBe(offset < length)
    }
    expect(seq).toBeGreaterThan(length)
    expect(seq).toBeLessThan(1_000)
    sums.cuts += length
    expectSeen(await store.read(gameId), watching)
    expect(expectWhole(watching.received)).toBe(seq)
    await Promise.all(browsers.map((browser) => browser.close()))
  })

  it('[B25] goes deaf, its socket is let go of, and whoever was at it comes back to all that they missed', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store })
    await using proxy = await startFaultProxy(portOf(server))
    const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
    const { gameId, browsers, watchings } = await gather(server, behind)
    const [host, guest] = browsers
    const idle = openSocket({ url: behind.url })
    await once(idle, 'open')
    proxy.deafen()
    const deafAtMs = performance.now()
    const { clients } = server.app.http.websocketServer
    expect(clients.size).toBe(3)
    await vi.waitUntil(() => clients.size === 1, patience)
    expect(performance.now() - deafAtMs).toBeLessThan(REAPED_WITHIN_MS)
    await watchings[0]!.until(({ players }) => players.some(({ isOnline }) => !isOnline))

    await play(host!, gameId, { type: 'rename', name: 'Ada' })
    guest!.cutLine()
    await watchings[1]!.until(({ players }) => players.some(({ name }) => name === 'Ada'))
    expectSeen(await store.read(gameId), watchings[1]!)
    idle.terminate()
    await Promise.all(browsers.map((browser) => browser.close()))
  })
})

it('while Redis is away says so, and goes on with everybody once it is back', async () => {
  await using redis = await startRedisServer()
  await using server = await startAt(redis.url)
  const { gameId, browsers, watchings } = await gather(server, server)
  const [host] = browsers
  await redis.kill()
  await expectCode(play(host!, gameId, { type: 'rename', name: 'Ada' }), 'SERVICE_UNAVAILABLE')
  await expectCode(createGame(host!, 'Ada'), 'SERVICE_UNAVAILABLE')
  // What would be refused anyway is not refused over what may be out of date.
  await expectCode(play(host!, gameId, { type: 'startRound' }), 'SERVICE_UNAVAILABLE')
  await redis.start()
  const isBack = () =>
    play(host!, gameId, { type: 'rename', name: 'Ada II' }).then(Boolean, () => false)
  await vi.waitUntil(isBack, patience)
  for (const watching of watchings) {
    await watching.until(({ players }) => players.some(({ name }) => name === 'Ada II'))
  }
  await Promise.all(browsers.map((browser) => browser.close()))
})

/** A world by whose clock nobody sends too much. */
function createPatientWorld() {
  let nowMs = Date.now()
  return { ...createGameWorld(), now: () => (nowMs += 1_000) }
}

/** A server with this Redis. */
async function startAt(url: string): Promise<TestServer> {
  const [store, switchboard] = await Promise.all([
    openRedisEventStore({ url }),
    openRedisSwitchboard({ url }),
  ])
  return startServer({ store, switchboard })
}
