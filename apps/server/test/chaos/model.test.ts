import type { GameId, PlayerId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { EventStore } from '@wordfare/event-store'
import { audienceOf, decide, evolve, initialState, viewFor, type GameState } from '@wordfare/game'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { createGameWorld } from '../../src/game/game-world.ts'
import { openBrowser, type Browser } from '../browser.ts'
import { errorOf } from '../refusal.ts'
import { createGame, joinGame, newCommandId, play, type Command } from '../table.ts'
import { startServer, type TestServer } from '../test-server.ts'
import { watch, type Watching } from '../watching.ts'
import { playOn } from './hammering.ts'
import { expectWhole } from './whole-stream.ts'

const PEOPLE = 3
/** Each is a table of its own. */
const RUNS = 500
const SCHEDULED_RUNS = 500
const MOVES_MAX = 25

const world = createGameWorld()

/** What should be so: the rules themselves, beside the server. */
interface Model {
  state: GameState
  version: number
  /** What was sent, by its id, and what was answered. */
  readonly sent: { by: number; command: Command; commandId: string; answer: number | string }[]
}

/** The server, and the people at one of its tables. */
interface Real {
  readonly servers: Servers
  readonly gameId: GameId
  readonly browsers: readonly Browser[]
  readonly ids: readonly PlayerId[]
  readonly watchings: readonly Watching[]
}

/** One server after the other on the same store. */
interface Servers extends AsyncDisposable {
  readonly store: EventStore
  current(): TestServer
  /** Ends the present one, and starts the next. */
  restart(): Promise<void>
}

async function startServers(): Promise<Servers> {
  const store = createMemoryEventStore()
  const lasting: EventStore = { ...store, close: async () => {} }
  let nowMs = Date.now()
  // By this clock nobody ever sends too much.
  const start = () =>
    startServer({
      store: lasting,
      // So many games in so short a time are not what the rates are for.
      switchboard: { ...createMemorySwitchboard(), spend: async () => 0 },
      world: { ...world, now: () => (nowMs += 1_000) },
    })
  let server = await start()
  return {
    store,
    current: () => server,
    async restart() {
      await server[Symbol.asyncDispose]()
      server = await start()
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

type Step = fc.AsyncCommand<Model, Real>

const step = (name: string, run: Step['run']): Step => ({
  check: () => true,
  run,
  toString: () => name,
})

/** What the rules answer, and what becomes of the model; dice and deals are read from the log. */
async function expected(model: Model, real: Real, by: number, command: Command) {
  const decision = decide(model.state, asRule(command), {
    by: real.ids[by]!,
    nowMs: 0,
    random: Math.random,
    wordPool: world.wordPool(model.state.settings.words),
    lexicon: world.lexicon,
  })
  if (!decision.ok) return decision.reason
  const news = await real.servers.store.read(real.gameId, model.version)
  expect(news.map(({ event }) => event.type)).toEqual(decision.events.map(({ type }) => type))
  model.state = news.reduce((state, { event }) => evolve(state, event), model.state)
  model.version += news.length
  return model.version
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brands alone differ
const asRule = (command: Command) => command as Parameters<typeof decide>[1]

/** The number that a command is answered with, or the reason for which it is refused. */
async function answerTo(real: Real, by: number, command: Command, commandId: string) {
  const [result] = await Promise.allSettled([
    playOn(real.browsers[by]!, real.gameId, command, { commandId }),
  ])
  if (result.status === 'fulfilled') return result.value.seq
  return (await errorOf(Promise.reject(result.reason))).rejection ?? 'no reason'
}

const command = fc.oneof(
  fc.record({
    type: fc.constant('takeSeat' as const),
    team: fc.constantFrom('red' as const, 'blue' as const),
    role: fc.constantFrom('spymaster' as const, 'operative' as const),
  }),
  fc.constantFrom<Command>(
    { type: 'leaveSeat' },
    { type: 'startRound' },
    { type: 'muteAll' },
    { type: 'seeKey' },
    { type: 'giveClue', word: 'zyxqa', count: 'unlimited' },
  ),
  fc.record({ type: fc.constant('mark' as const), card: fc.nat(24) }),
  fc.record({
    type: fc.constant('guess' as const),
    card: fc.nat(24),
    turn: fc.integer({ min: 1, max: 3 }),
  }),
)
const person = fc.nat(PEOPLE - 1)

async function expectMove(model: Model, real: Real, by: number, move: Command): Promise<void> {
  const commandId = newCommandId()
  const answer = await answerTo(real, by, move, commandId)
  expect(answer).toBe(await expected(model, real, by, move))
  model.sent.push({ by, command: move, commandId, answer })
}

/** What was carried out is remembered; what was refused, or changed nothing, would be asked anew. */
async function expectSameAnswer(model: Model, real: Real, back: number): Promise<void> {
  const log = await real.servers.store.read(real.gameId)
  const causes = new Set(log.map(({ cause }) => cause?.split(':')[1]))
  const earlier = model.sent.filter(({ commandId }) => causes.has(commandId)).at(-1 - back)
  if (!earlier) return
  const answer = await answerTo(real, earlier.by, earlier.command, earlier.commandId)
  expect(answer).toBe(earlier.answer)
  expect(await real.servers.store.read(real.gameId)).toHaveLength(model.version)
}

const moving = fc
  .tuple(person, command)
  .map(([by, move]) =>
    step(`person ${by}: ${JSON.stringify(move)}`, (model, real) =>
      expectMove(model, real, by, move),
    ),
  )

const repeating = fc
  .nat(20)
  .map((back) =>
    step(`what was done ${back} before is sent again`, (model, real) =>
      expectSameAnswer(model, real, back),
    ),
  )

const cutting = person.map((who) =>
  step(`the line of person ${who} is cut`, async (_model, real) => {
    real.browsers[who]!.cutLine()
  }),
)

const restarting = fc.constant(
  step('the server is restarted', async (_model, real) => {
    await real.servers.restart()
    for (const browser of real.browsers) browser.moveTo(real.servers.current())
  }),
)

const looking = person.map((who) =>
  step(`person ${who} looks`, async (model, real) => {
    await expectSeesPresent(model, real, who)
  }),
)

/** Whoever watches comes to see what the rules say that they see, and has missed nothing on the way. */
async function expectSeesPresent(model: Model, { ids, watchings }: Real, who: number) {
  const watching = watchings[who]!
  await watching.untilReceived(({ id }) => Number(id) === model.version)
  const audience = audienceOf(model.state, ids[who]!)
  const view = await watching.until(({ you }) => you?.role === roleOf(model.state, ids[who]!))
  const online = new Set(
    ids.filter((id) => view.players.some((p) => p.isOnline && p.playerId === id)),
  )
  expect(view).toEqual(viewFor(model.state, audience, online))
  expectWhole(watching.received)
}

const roleOf = ({ players }: GameState, playerId: PlayerId) =>
  players.find((player) => player.playerId === playerId)?.role ?? null

async function setUp(servers: Servers): Promise<{ model: Model; real: Real }> {
  const browsers = Array.from({ length: PEOPLE }, () => openBrowser(servers.current()))
  const { gameId, playerId } = await createGame(browsers[0]!, 'Player 0')
  const ids = [playerId]
  const watchings: Watching[] = []
  for (const [index, browser] of browsers.entries()) {
    if (index > 0) ids.push(await joinGame(browser, gameId, `Player ${index}`))
    watchings.push(await watch(browser, gameId, { again: true }))
  }
  const log = await servers.store.read(gameId)
  const state = log.reduce((past, { event }) => evolve(past, event), initialState)
  return {
    model: { state, version: log.length, sent: [] },
    real: { servers, gameId, browsers, ids, watchings },
  }
}

const close = ({ browsers }: Real) => Promise.all(browsers.map((browser) => browser.close()))

describe('the table over the wire', { timeout: 180_000 }, () => {
  let servers: Servers
  beforeAll(async () => {
    servers = await startServers()
  })
  afterAll(() => servers[Symbol.asyncDispose]())

  it('[B18] is what the rules make of it, through retries, cut lines and restarts', async () => {
    const steps = fc.commands([moving, moving, moving, repeating, cutting, looking, restarting], {
      maxCommands: MOVES_MAX,
    })
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        const { model, real } = await setUp(servers)
        try {
          await fc.asyncModelRun(() => ({ model, real }), some)
          for (const who of real.ids.keys()) await expectSeesPresent(model, real, who)
        } finally {
          await close(real)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('[B18] is the same for all who move at once, in whatever order their answers come', async () => {
    const moves = fc.array(fc.tuple(person, command), { minLength: 2, maxLength: MOVES_MAX })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), moves, async (scheduler, some) => {
        const { real } = await setUp(servers)
        const send = scheduler.scheduleFunction(async (by: number, move: Command) => {
          const commandId = newCommandId()
          // Twice, as by a client that lost patience.
          const answers = await Promise.allSettled([
            play(real.browsers[by]!, real.gameId, move, commandId),
            play(real.browsers[by]!, real.gameId, move, commandId),
          ])
          return { commandId, answers }
        })
        const sending = some.map(([by, move]) => send(by, move))
        await scheduler.waitFor(Promise.all(sending))
        const sent = await Promise.all(sending)

        const log = await servers.store.read(real.gameId)
        const causes = log.map(({ cause }) => cause?.split(':')[1])
        for (const { commandId, answers } of sent) {
          const seqs = answers.flatMap((answer) =>
            answer.status === 'fulfilled' ? [answer.value.seq] : [],
          )
          const last = causes.lastIndexOf(commandId)
          expect(seqs).toEqual(seqs.map((seq) => (last < 0 ? seq : last + 1)))
        }
        const state = log.reduce((past, { event }) => evolve(past, event), initialState)
        for (const who of real.ids.keys()) {
          await expectSeesPresent({ state, version: log.length, sent: [] }, real, who)
        }
        await close(real)
      }),
      { numRuns: SCHEDULED_RUNS },
    )
  })
})
