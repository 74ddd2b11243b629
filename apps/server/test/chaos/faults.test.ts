import type { GameId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { EventStore } from '@wordfare/event-store'
import { openRedisEventStore } from '@wordfare/event-store/redis'
import { startRedisServer } from '@wordfare/redis-server'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createGameWorld } from '../../src/game/game-world.ts'
import { PING_INTERVAL_MS, PONG_TIMEOUT_MS } from '../../src/limits.ts'
import { textFrame } from '../../src/trpc/frame-line.ts'
import { asTheWebApp } from '../as-the-web-app.ts'
import { openBrowser, type Address, type Browser } from '../browser.ts'
import { startServerOnRedis } from '../server-on-redis.ts'
import { createGame, joinGame, play } from '../table.ts'
import { ORIGIN, startServer } from '../test-server.ts'
import { watch, type Watching } from '../watching.ts'
import { createDice } from './dice.ts'
import { chaosSeed } from './env.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { expectKept, expectSeen, expectWholeLog, hammer, playOn, type Hammer } from './hammering.ts'
import { expectWhole } from './whole-stream.ts'

const CONVERGE_WITHIN_MS = 5_000
/** A socket is pinged when it has been silent for so long, and let go of when no answer comes; a busy machine looks late. */
const REAPED_WITHIN_MS = PING_INTERVAL_MS + PONG_TIMEOUT_MS + 1_000

const portOf = ({ url }: { readonly url: string }): number => Number(new URL(url).port)

interface Party {
  readonly gameId: GameId
  readonly browsers: readonly Browser[]
  readonly watchings: readonly Watching[]
}

/** People at one table, each by the address of their own, who come back as the web app does. */
const gather = (...addresses: readonly Address[]): Promise<Party> =>
  seat(addresses.map((address) => openBrowser(address, null, asTheWebApp)))

async function seat(browsers: readonly Browser[]): Promise<Party> {
  const [host, ...guests] = browsers
  const { gameId } = await createGame(host!, 'Player 0')
  for (const [index, guest] of guests.entries()) {
    await joinGame(guest, gameId, `Player ${index + 1}`)
  }
  const watchings: Watching[] = []
  for (const browser of browsers) watchings.push(await watch(browser, gameId, { again: true }))
  return { gameId, browsers, watchings }
}

const sums = { cuts: 0, commands: 0, events: 0, convergedMs: [] as number[], reapedMs: 0 }

function expectSoonAfter(healedAtMs: number): void {
  const tookMs = performance.now() - healedAtMs
  expect(tookMs).toBeLessThan(CONVERGE_WITHIN_MS)
  sums.convergedMs.push(tookMs)
}

/**
 * Two behind a line and one beside it play on while things go wrong; once all is well again, all of them see the same, and
 * nothing is lost.
 */
async function expectConvergence(
  store: EventStore,
  { gameId, browsers, watchings }: Party,
  { disturb, heal }: { disturb: (load: Load) => Promise<void>; heal: () => void },
): Promise<void> {
  let isOn = true
  const waits = new Set<{
    left: number
    readonly places: readonly number[]
    readonly done: () => void
  }>()
  const counting =
    (...places: readonly number[]) =>
    (left: number): Promise<void> =>
      new Promise((done) => waits.add({ left, places, done }))
  const hammers: Hammer[] = browsers.map((browser, place) =>
    hammer(browser, gameId, `Player ${place}`, {
      goesOn: () => isOn,
      onAcknowledged() {
        for (const wait of waits) {
          if (!wait.places.includes(place)) continue
          wait.left -= 1
          if (wait.left === 0) wait.done()
        }
      },
    }),
  )
  await disturb({
    after: counting(0, 1, 2),
    behind: counting(0, 2),
    elsewhere: counting(1),
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
  expectSoonAfter(healedAtMs)
  expectWholeLog(log)
  for (const { acknowledged } of hammers) {
    expectKept(log, acknowledged)
    sums.commands += acknowledged.length
  }
  sums.events += log.length
  for (const watching of watchings) expectSeen(log, watching)
}

const patience = { timeout: 30_000 }

interface Load {
  /** Resolves after so many more acknowledged commands: of anybody, of those behind the line, of the one beside it. */
  readonly after: (count: number) => Promise<void>
  readonly behind: (count: number) => Promise<void>
  readonly elsewhere: (count: number) => Promise<void>
  /** Resolves once somebody was told that it can not be done now. */
  readonly untilRefused: () => Promise<unknown>
}

type Disturbance = (proxy: FaultProxy, load: Load) => Promise<void>

const roll = createDice(chaosSeed)
/** In [0, 1). */
const random = (): number => (roll(1_000) - 1) / 1_000

const toServer: readonly (readonly [string, Disturbance])[] = [
  [
    'is slow, and never twice alike',
    async (proxy, { behind }) => {
      proxy.slowDown(500, 250)
      await behind(6)
    },
  ],
  ['breaks at any byte', breakAtAnyByte],
  ['is reset again and again', resetAgainAndAgain],
  [
    'holds back what comes',
    async (proxy, { after, elsewhere }) => {
      await after(20)
      proxy.stall()
      await elsewhere(200)
    },
  ],
]

const toRedis: readonly (readonly [string, Disturbance])[] = [
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
  ['breaks at any byte', breakAtAnyByte],
  ['is reset again and again', resetAgainAndAgain],
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
]

async function breakAtAnyByte(proxy: FaultProxy): Promise<void> {
  for (let i = 0; i < 30; i++) await proxy.cutAfter(roll(4_000))
}

async function resetAgainAndAgain(proxy: FaultProxy, { after }: Load): Promise<void> {
  for (let i = 0; i < 30; i++) {
    await after(roll(20))
    proxy.reset()
  }
}

describe.concurrent(`when the line (CHAOS_SEED=${chaosSeed})`, { timeout: 180_000 }, () => {
  it.each(toServer)(
    '[B25] to the server %s, all see the same soon after',
    async (_how, disturb) => {
      const store = createMemoryEventStore()
      await using server = await startServer({ store })
      await using proxy = await startFaultProxy(portOf(server), random)
      const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
      const party = await gather(behind, server, behind)
      await expectConvergence(store, party, {
        disturb: (load) => disturb(proxy, load),
        heal: () => proxy.heal(),
      })
      await Promise.all(party.browsers.map((browser) => browser.close()))
    },
  )

  it('[B25] to the server is narrow for everybody, all see the same soon after', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store })
    await using proxy = await startFaultProxy(portOf(server))
    const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
    const party = await gather(behind, behind, behind)
    await expectConvergence(store, party, {
      async disturb({ after }) {
        proxy.narrow(32)
        await after(90)
      },
      heal: () => proxy.heal(),
    })
    await Promise.all(party.browsers.map((browser) => browser.close()))
  })

  it('[B25] to the server ends without a word that gets through, all see the same soon after', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store })
    await using proxy = await startFaultProxy(portOf(server))
    const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
    const party = await gather(behind, server, behind)
    await expectConvergence(store, party, {
      async disturb({ behind: ofThoseBehind }) {
        proxy.closeSlowly(2_000)
        for (let i = 0; i < 3; i++) {
          await ofThoseBehind(roll(20))
          for (const socket of server.app.http.websocketServer.clients) socket.terminate()
        }
      },
      heal: () => proxy.heal(),
    })
    await Promise.all(party.browsers.map((browser) => browser.close()))
  })

  it('[B22] breaks after any byte of a frame, the event in it comes once and in order', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store, world: createPatientWorld() })
    await using proxy = await startFaultProxy(portOf(server))
    const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
    const { gameId, browsers, watchings } = await seat([openBrowser(server), openBrowser(behind)])
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

  it.each(toRedis)('[B25] to Redis %s, all see the same soon after', async (_how, disturb) => {
    await using redis = await startRedisServer()
    await using proxy = await startFaultProxy(portOf(redis))
    await using behind = await startServerOnRedis(`redis://127.0.0.1:${proxy.port}`)
    await using direct = await startServerOnRedis(redis.url)
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
  })

  it('[B25] to the server leads nowhere, its sockets are let go of, and all see the same soon after it leads there again', async () => {
    const store = createMemoryEventStore()
    await using server = await startServer({ store })
    await using proxy = await startFaultProxy(portOf(server))
    const behind = { url: `http://127.0.0.1:${proxy.port}`, origin: ORIGIN }
    const { gameId, browsers, watchings } = await gather(behind, server, behind)
    const { clients } = server.app.http.websocketServer
    expect(clients.size).toBe(browsers.length)
    proxy.blackhole()
    const deafAtMs = performance.now()
    const names = ['Ada', 'Bob', 'Cleo']
    // What those behind the line want goes nowhere either, and is carried out all the same once there is a line.
    const moves = browsers.map((browser, place) =>
      playOn(browser, gameId, { type: 'rename', name: names[place]! }),
    )
    await vi.waitUntil(() => clients.size === 1, patience)
    sums.reapedMs = performance.now() - deafAtMs
    expect(sums.reapedMs).toBeLessThan(REAPED_WITHIN_MS)
    await watchings[1]!.until(
      ({ players }) => players.filter(({ isOnline }) => !isOnline).length === 2,
    )

    proxy.heal()
    const healedAtMs = performance.now()
    const acknowledged = await Promise.all(moves)
    for (const watching of watchings) {
      await watching.until(({ players }) =>
        players.every(({ name, isOnline }) => isOnline && names.includes(name)),
      )
    }
    expectSoonAfter(healedAtMs)
    const log = await store.read(gameId)
    expectWholeLog(log)
    for (const { commandId, seq } of acknowledged)
      expect(log[seq - 1]?.cause).toMatch(new RegExp(`:${commandId}$`))
    for (const watching of watchings) expectSeen(log, watching)
    await Promise.all(browsers.map((browser) => browser.close()))
  })

  afterAll(() => {
    const { cuts, commands, events, convergedMs, reapedMs } = sums
    console.log(
      `of ${commands} answered commands and ${events} events none was lost on ${convergedMs.length} bad lines, nor after ${cuts} cuts of a frame; ` +
        `all agreed after ${Math.round(Math.max(0, ...convergedMs))} ms at most, and dead sockets were gone after ` +
        `${Math.round(reapedMs)} ms`,
    )
  })
})

/** A world by whose clock nobody sends too much. */
function createPatientWorld() {
  let nowMs = Date.now()
  return { ...createGameWorld(), now: () => (nowMs += 1_000) }
}
