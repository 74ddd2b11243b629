import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { GameId, PlayerId, Rejection } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { EventStore, StoredEvent } from '@wordfare/event-store'
import {
  audienceOf,
  decide,
  evolve,
  initialState,
  viewFor,
  type GameCommand,
  type GameEvent,
  type GameState,
} from '@wordfare/game'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGameWorld } from '../../src/game/game-world.ts'
import { createScrub } from '../../src/log.ts'
import { openBrowser, type Browser } from '../browser.ts'
import { opening } from '../random-game.ts'
import { errorOf } from '../refusal.ts'
import { createGame, joinGame, newCommandId } from '../table.ts'
import { startServer, type TestServer } from '../test-server.ts'
import { watch, type Watching } from '../watching.ts'
import { chaosRuns, chaosSeed } from './env.ts'
import { playOn, untilAnswered } from './hammering.ts'
import { scheduledStore } from './scheduled-store.ts'
import { expectWhole } from './whole-stream.ts'
import { wishesOf, type Act, type Deed } from './wish.ts'
import { findWitness, type Operation } from './witness.ts'

/** Four in their seats, and one who comes late. */
const PEOPLE = 5
const LATECOMER = PEOPLE - 1
/** Each is a table of its own. */
const RUNS_MIN = 500
const RUNS = Math.max(RUNS_MIN, Math.ceil(chaosRuns / 2))
const STEPS_MAX = 20
const TABLE_TIMEOUT_MS = 20_000
const TIMEOUT_MS = 240_000 * (RUNS / RUNS_MIN)
/** Turns of the event loop that a frame takes from one end to the other, and some more. */
const WIRE_TURNS = 2
const EXPLAINED_WITHIN_MS = 20_000

const world = createGameWorld()

/** What should be so: the rules themselves, beside the server. */
interface Model {
  state: GameState
  version: number
  /** What was asked for before, by its id. */
  readonly asked: { readonly act: Act; readonly commandId: string }[]
  /** How lots are drawn at this table, now as ever. */
  readonly lot: number
}

/** The servers, and the people at one of their tables. */
interface Real {
  readonly servers: Servers
  readonly gameId: GameId
  readonly browsers: readonly Browser[]
  readonly ids: readonly PlayerId[]
  readonly watchings: readonly Watching[]
}

/** Servers on the same store, each of which may be followed by another one. */
interface Servers extends AsyncDisposable {
  readonly store: EventStore
  /** How the servers draw lots from now on. */
  drawLots(lot: number): void
  /** The server that somebody is at. */
  of(person: number): TestServer
  /** Ends the server that somebody is at, and starts the next one in its place. */
  restart(person: number): Promise<void>
}

/** `store` is for looking into, `served` is the same one for the servers. */
async function startServers(
  count: number,
  store: EventStore,
  served: EventStore = store,
): Promise<Servers> {
  let nowMs = Date.now()
  let lot = 0
  const start = () =>
    startServer({
      store: { ...served, close: async () => {} },
      // So many games in so short a time are not what the rates are for.
      switchboard: { ...createMemorySwitchboard(), spend: async () => 0 },
      // By this clock nobody ever sends too much.
      world: { ...world, now: () => (nowMs += 1_000), random: () => lot },
      log: { level: 'silent', scrub: createScrub() },
    })
  const servers = await Promise.all(Array.from({ length: count }, start))
  return {
    store,
    drawLots(next) {
      lot = next
    },
    of: (person) => servers[person % count]!,
    async restart(person) {
      await servers[person % count]![Symbol.asyncDispose]()
      servers[person % count] = await start()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
    },
  }
}

const add = (sums: Record<string, number>, name: string) => (sums[name] = (sums[name] ?? 0) + 1)
const sum = (sums: Record<string, number>) => Object.values(sums).reduce((a, b) => a + b, 0)

/** What all the runs of a test went through. */
function createTally() {
  const carriedOut: Record<string, number> = {}
  const refused: Record<string, number> = {}
  const events: Record<string, number> = {}
  const seen = { tables: 0, repeats: 0, cuts: 0, restarts: 0 }
  return {
    seen,
    add({ type }: Deed, outcome: Outcome) {
      if (typeof outcome === 'string' && outcome !== JOINED) add(refused, outcome)
      else add(carriedOut, type)
    },
    addLog(log: readonly StoredEvent[]) {
      for (const { event } of log) add(events, event.type)
    },
    /** Expects that rounds were really played, with all that belongs to them, and what the rules refuse in them. */
    expectPlayed() {
      expect(seen.tables).toBeGreaterThanOrEqual(RUNS)
      // More than the one with which each table opens.
      expect(events['RoundStarted']).toBeGreaterThan(seen.tables)
      expect(events['RoundEnded']).toBeGreaterThan(seen.tables / 10)
      expect(events['TurnEnded']).toBeGreaterThan(seen.tables / 5)
      expect(events['CardCovered']).toBeGreaterThan(seen.tables)
      expect(Object.keys(carriedOut)).toEqual(expect.arrayContaining([...deedsOfRounds]))
      expect(Object.keys(refused)).toEqual(expect.arrayContaining([...refusalsOfRounds]))
    },
    text: () =>
      `${seen.tables} tables: ${sum(carriedOut)} deeds carried out and ${sum(refused)} refused for ` +
      `${Object.keys(refused).length} reasons, ${events['RoundStarted']} rounds started and ` +
      `${events['RoundEnded']} ended, ${events['CardCovered']} cards covered; ` +
      `${seen.repeats} sent again, ${seen.cuts} lines cut, ${seen.restarts} restarts`,
  }
}

const JOIN = 'joinGame'
const deedsOfRounds: readonly Deed['type'][] = [
  'endTurn',
  'giveClue',
  'guess',
  JOIN,
  'leaveGame',
  'leaveSeat',
  'mark',
  'seeKey',
  'shuffleTeams',
  'startRound',
  'takeSeat',
]
const refusalsOfRounds: readonly Rejection[] = [
  'clue-already-given',
  'clue-used-before',
  'guess-due',
  'no-clue-yet',
  'no-round',
  'not-a-player',
  'not-a-spectator',
  'not-an-operative',
  'not-your-turn',
  'round-in-progress',
  'seat-taken',
  'stale-turn',
]

/** Joining is answered without a number. */
const JOINED = 'joined'
/** The number that a deed is answered with, or the reason for which it is refused. */
type Outcome = number | string

/** What the rules make of a deed at a table: what comes of it, or why not. */
function ruled({ state, lot }: Pick<Model, 'state' | 'lot'>, { by, deed }: Act, ids: Real['ids']) {
  return decide(state, asRule(deed, ids[by]!, by), {
    by: ids[by]!,
    nowMs: 0,
    random: () => lot,
    get wordPool() {
      return world.wordPool(state.settings.words)
    },
    lexicon: world.lexicon,
  })
}

const nameOf = (person: number) => `Player ${person}`

function asRule(deed: Deed, playerId: PlayerId, person: number): GameCommand {
  if (deed.type === JOIN) return { type: JOIN, playerId, playerName: nameOf(person) }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brands alone differ
  return deed as GameCommand
}

/** Events but for the time, which is the server's own. */
const timeless = (events: readonly GameEvent[]) => events.map((event) => ({ ...event, atMs: 0 }))

const eventsIn = (log: readonly StoredEvent[]) => log.map(({ event }) => event)

/** Does it over the wire, however often the line fails meanwhile. */
async function outcomeOf(
  { browsers, gameId }: Real,
  { by, deed }: Act,
  commandId: string,
): Promise<Outcome> {
  const browser = browsers[by]!
  const [result] = await Promise.allSettled([
    deed.type === JOIN
      ? untilAnswered(() => joinGame(browser, gameId, nameOf(by))).then(() => JOINED)
      : playOn(browser, gameId, deed, { commandId }).then(({ seq }) => seq),
  ])
  if (result.status === 'fulfilled') return result.value
  const { rejection } = await errorOf(Promise.reject(result.reason))
  if (rejection === null) throw result.reason
  return rejection
}

/** Does something, and expects the very events and the very answer that the rules foretell. */
async function expectForetold(
  model: Model,
  real: Real,
  act: Act,
  commandId = newCommandId(),
): Promise<Outcome> {
  const decision = ruled(model, act, real.ids)
  const outcome = await outcomeOf(real, act, commandId)
  const news = await real.servers.store.read(real.gameId, model.version)
  expect(timeless(eventsIn(news))).toEqual(decision.ok ? timeless(decision.events) : [])
  model.state = eventsIn(news).reduce(evolve, model.state)
  model.version += news.length
  const answer = act.deed.type === JOIN ? JOINED : model.version
  expect(outcome).toBe(decision.ok ? answer : decision.reason)
  model.asked.push({ act, commandId })
  return outcome
}

/** What was carried out is answered as it was; what was refused, or changed nothing, is asked anew. */
async function expectSameAnswer(
  model: Model,
  real: Real,
  { act, commandId }: Model['asked'][number],
): Promise<Outcome> {
  const log = await real.servers.store.read(real.gameId)
  const done = log.findLast(({ cause }) => cause === `${real.ids[act.by]}:${commandId}`)
  if (!done) return expectForetold(model, real, act, commandId)
  const outcome = await outcomeOf(real, act, commandId)
  expect(outcome).toBe(done.seq)
  expect(await real.servers.store.read(real.gameId)).toHaveLength(model.version)
  return outcome
}

/** Whoever watches comes to see what the rules say that they see, and has missed nothing on the way. */
async function expectSeesPresent(
  { state, version }: Pick<Model, 'state' | 'version'>,
  { ids, watchings }: Real,
  who: number,
) {
  const watching = watchings[who]!
  await watching.untilReceived(({ id }) => Number(id) === version)
  const audience = audienceOf(state, ids[who]!)
  const view = await watching.until(({ you }) => (you?.playerId ?? null) === audience.playerId)
  const online = new Set(
    ids.filter((id) => view.players.some((p) => p.isOnline && p.playerId === id)),
  )
  expect(view).toEqual(viewFor(state, audience, online))
  expectWhole(watching.received)
}

const openBrowsers = (servers: Servers): Browser[] =>
  Array.from({ length: PEOPLE }, (_, person) => openBrowser(servers.of(person)))

/** A table at which a round is on, as the rules foretold it. */
async function openTable(
  servers: Servers,
  browsers: readonly Browser[],
  lot: number,
): Promise<{ model: Model; real: Real }> {
  servers.drawLots(lot)
  const { gameId, playerId } = await createGame(browsers[0]!, nameOf(0))
  const ids = [playerId]
  for (const [person, browser] of browsers.entries()) {
    if (person > 0) ids.push(await joinGame(browser, gameId, nameOf(person)))
  }
  const watchings: Watching[] = []
  const real = { servers, gameId, browsers, ids, watchings }
  const log = await servers.store.read(gameId)
  const state = eventsIn(log).reduce(evolve, initialState)
  const model = { state, version: log.length, asked: [], lot }
  await expectForetold(model, real, { by: LATECOMER, deed: { type: 'leaveGame' } })
  for (const { by, command } of opening) await expectForetold(model, real, { by, deed: command })
  for (const browser of browsers) watchings.push(await watch(browser, gameId, { again: true }))
  return { model, real }
}

/** Ends a run; nothing of it stays behind for the others. */
async function leaveTable({ browsers, watchings, servers, gameId }: Real, tally: Tally) {
  for (const watching of watchings) watching.stop()
  for (const { frames } of browsers) frames.splice(0)
  tally.addLog(await servers.store.read(gameId))
  tally.seen.tables += 1
  await servers.store.expire(Number.MAX_SAFE_INTEGER)
}

/** What was asked for while other things were, and what was answered. */
interface Asked extends Operation {
  readonly act: Act
  readonly commandId: string
  readonly outcome: Outcome
}

/**
 * Expects an order in which all that was asked for could have been done one after the other, from a place in the log on,
 * none before what was answered before it was asked: so that the rules make of it the very events that are in the log, and
 * the very answers. A refusal, or an answer that nothing changes, has to be that of the table as it was at some moment
 * between the call and its answer; of what is carried out, the log says where it belongs.
 */
function expectExplained(
  operations: readonly Asked[],
  log: readonly StoredEvent[],
  start: number,
  { model: { lot }, real: { ids } }: { readonly model: Model; readonly real: Real },
) {
  const states = [initialState]
  const seqs = new Map<string, number>()
  for (const { event, cause, seq } of log) {
    states.push(evolve(states.at(-1)!, event))
    if (cause !== null) seqs.set(cause, seq)
  }
  const events = timeless(eventsIn(log))
  const answered = (place: Place, one: Asked | Operation): Place | null => {
    const { version } = place
    if (!('act' in one)) return version === log.length ? place : null
    const { act, commandId, outcome } = one
    const done = seqs.get(`${ids[act.by]}:${commandId}`)
    if (done !== undefined && done <= version) return outcome === done ? place : null
    const decision = ruled({ state: states[version]!, lot }, act, ids)
    if (!decision.ok) return outcome === decision.reason ? place : null
    const next = version + decision.events.length
    const isJoin = act.deed.type === JOIN
    if (outcome !== (isJoin ? JOINED : next)) return null
    // Nothing in its answer tells where a joining belongs that changes nothing: other places are tried as well.
    if (next === version) return isJoin ? { version } : place
    const isSo = isDeepStrictEqual(timeless(decision.events), events.slice(version, next))
    return isSo ? { version: next } : null
  }
  const witness = findWitness([...operations, theEnd], { version: start }, answered, {
    keyOf: ({ version }) => String(version),
    withinMs: EXPLAINED_WITHIN_MS,
  })
  expect(witness, 'no order explains the answers').toHaveLength(operations.length + 1)
}

/** A place in the log. */
interface Place {
  readonly version: number
}

/** Comes after all else: by then the whole log has to be explained. */
const theEnd: Operation = { calledAtMs: Infinity, returnedAtMs: Infinity }

type Tally = ReturnType<typeof createTally>
type Step = fc.AsyncCommand<Model, Real>

const step = (name: string, run: Step['run']): Step => ({
  check: () => true,
  run,
  toString: () => name,
})

/** A table where something is waited for in vain fails as well, and is told of before the test's own time is up. */
const bounds = {
  timeout: TABLE_TIMEOUT_MS,
  interruptAfterTimeLimit: TIMEOUT_MS - 2 * TABLE_TIMEOUT_MS,
  markInterruptAsFailure: true,
}

interface Case {
  readonly seed: number
  /** Up to the first colon of the one that a failure names: how it was shrunk can't be done again. */
  readonly path: string
}

/** Cases that have failed once: over a fault, or over one that was put in to see whether it is found. */
const failedOnce: Record<'oneByOne' | 'atOnce', readonly Case[]> = {
  // Commands that came again were carried out again.
  oneByOne: [{ seed: 1, path: '0' }],
  // The same; and what came while something was being appended was not looked for.
  atOnce: [
    { seed: 1, path: '0' },
    { seed: 1, path: '79' },
  ],
}

/** Expects that a property holds in cases that have failed before, and in as many others as are run. */
async function expectAlways<T>(cases: readonly Case[], property: fc.IAsyncProperty<T>) {
  for (const one of cases) await fc.assert(property, { ...one, ...bounds, numRuns: 1 })
  await fc.assert(property, { numRuns: RUNS, seed: chaosSeed, ...bounds })
}

/** Before anything else happens, what is on its way between the browsers and the servers may come in. */
async function afterTheWire(task: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < WIRE_TURNS; turn++) await setImmediate()
  await task()
}

/** How lots are drawn at a table: the same way every time, so that the model can tell what is dealt. */
const lots = fc.nat(999).map((thousandths) => thousandths / 1_000)
const wishes = wishesOf(PEOPLE)
const { person } = wishes

describe(`the table over the wire (CHAOS_SEED=${chaosSeed})`, { timeout: TIMEOUT_MS }, () => {
  const tally = createTally()
  let servers: Servers
  let browsers: readonly Browser[]
  beforeAll(async () => {
    servers = await startServers(1, createMemoryEventStore())
    browsers = openBrowsers(servers)
  })
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()))
    await servers[Symbol.asyncDispose]()
    console.log(`one after the other, at ${tally.text()}`)
  })

  const acting = wishes.mixed.map(({ text, actAt }) =>
    step(text, async (model, real) => {
      const act = actAt(model.state, real.ids)
      tally.add(act.deed, await expectForetold(model, real, act))
    }),
  )
  const repeating = fc.nat(20).map((back) =>
    step(`what was asked for ${back} before is sent again`, async (model, real) => {
      const earlier = model.asked.filter(({ act }) => act.deed.type !== JOIN).at(-1 - back)
      if (!earlier) return
      tally.seen.repeats += 1
      await expectSameAnswer(model, real, earlier)
    }),
  )
  const cutting = person.map((who) =>
    step(`the line of person ${who} is cut`, async (_model, real) => {
      tally.seen.cuts += 1
      real.browsers[who]!.cutLine()
    }),
  )
  const restarting = fc.constant(
    step('the server is restarted', async (_model, real) => {
      tally.seen.restarts += 1
      await real.servers.restart(0)
      for (const browser of real.browsers) browser.moveTo(real.servers.of(0))
    }),
  )
  const looking = person.map((who) =>
    step(`person ${who} looks`, (model, real) => expectSeesPresent(model, real, who)),
  )

  it('[B18] is what the rules make of it, through retries, cut lines and restarts', async () => {
    const steps = fc.commands(
      [
        ...Array<typeof acting>(12).fill(acting),
        repeating,
        repeating,
        cutting,
        looking,
        restarting,
      ],
      { maxCommands: STEPS_MAX, size: 'max' },
    )
    await expectAlways(
      failedOnce.oneByOne,
      fc.asyncProperty(lots, steps, async (lot, some) => {
        const { model, real } = await openTable(servers, browsers, lot)
        try {
          await fc.asyncModelRun(() => ({ model, real }), some)
          for (const who of real.ids.keys()) await expectSeesPresent(model, real, who)
        } finally {
          await leaveTable(real, tally)
        }
      }),
    )
    tally.expectPlayed()
  })
})

describe(`the table at two servers (CHAOS_SEED=${chaosSeed})`, { timeout: TIMEOUT_MS }, () => {
  const tally = createTally()
  const memory = createMemoryEventStore()
  const scheduled = scheduledStore(memory)
  let servers: Servers
  let browsers: readonly Browser[]
  beforeAll(async () => {
    servers = await startServers(2, memory, scheduled.store)
    browsers = openBrowsers(servers)
  })
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()))
    await servers[Symbol.asyncDispose]()
    console.log(`all at once, at ${tally.text()}; ${scheduled.conflicts()} decided anew`)
  })

  /** All that goes on at the table of this run. */
  let going: Promise<unknown>[] = []
  let asked: Asked[] = []
  let restarted: Promise<void> = Promise.resolve()

  async function ask(real: Real, act: Act, commandId: string): Promise<void> {
    const calledAtMs = performance.now()
    const outcome = await outcomeOf(real, act, commandId)
    asked.push({ calledAtMs, returnedAtMs: performance.now(), act, commandId, outcome })
    tally.add(act.deed, outcome)
  }

  function letGoOn(task: Promise<void>): void {
    going.push(task)
    // Whoever waits for all of it hears of it.
    task.catch(() => {})
  }

  /** One restart after the other. */
  async function restartAfter(earlier: Promise<void>, { browsers: all }: Real, who: number) {
    await earlier
    await servers.restart(who)
    for (const [each, browser] of all.entries()) browser.moveTo(servers.of(each))
  }

  async function lookAgain(model: Model, { gameId }: Real): Promise<void> {
    const news = await memory.read(gameId, model.version)
    model.state = eventsIn(news).reduce(evolve, model.state)
    model.version += news.length
  }

  const asking = fc.tuple(wishes.mixed, fc.constantFrom(1, 1, 2)).map(([{ text, actAt }, times]) =>
    step(`${text}, ${times} times`, async (model, real) => {
      await lookAgain(model, real)
      const act = actAt(model.state, real.ids)
      const commandId = newCommandId()
      const tasks = Array.from({ length: times }, () => ask(real, act, commandId))
      tally.seen.repeats += times - 1
      tasks.forEach(letGoOn)
      // Not before the server has got to where others may come in between.
      await Promise.race([Promise.allSettled(tasks), scheduled.waits()])
    }),
  )
  const cutting = person.map((who) =>
    step(`the line of person ${who} is cut`, async (_model, real) => {
      tally.seen.cuts += 1
      real.browsers[who]!.cutLine()
    }),
  )
  const restarting = person.map((who) =>
    step(`the server of person ${who} is restarted`, async (_model, real) => {
      tally.seen.restarts += 1
      restarted = restartAfter(restarted, real, who)
      letGoOn(restarted)
    }),
  )

  it('[B18] is what the rules make of it in some order, for all who act at once', async () => {
    const steps = fc.commands([...Array<typeof asking>(18).fill(asking), cutting, restarting], {
      maxCommands: STEPS_MAX,
      size: 'max',
    })
    await expectAlways(
      failedOnce.atOnce,
      fc.asyncProperty(
        fc.scheduler({ act: afterTheWire }),
        lots,
        steps,
        async (scheduler, lot, some) => {
          const { model, real } = await openTable(servers, browsers, lot)
          const start = model.version
          going = []
          asked = []
          try {
            scheduled.follow(real.gameId, scheduler)
            await fc.scheduledModelRun(scheduler, () => ({ model, real }), some)
            await scheduler.waitFor(Promise.all(going))
            scheduled.letGo()
            await scheduler.waitAll()
            const log = await memory.read(real.gameId)
            expectExplained(asked, log, start, { model, real })
            await lookAgain(model, real)
            for (const who of real.ids.keys()) await expectSeesPresent(model, real, who)
          } finally {
            scheduled.letGo()
            await scheduler.waitAll()
            await Promise.allSettled(going)
            await leaveTable(real, tally)
          }
        },
      ),
    )
    tally.expectPlayed()
    expect(scheduled.conflicts()).toBeGreaterThan(0)
  })
})
