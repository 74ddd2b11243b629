import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GameId, PlayerId, Rejection } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { openRedisEventStore } from '@wordfare/event-store/redis'
import { decide, evolve, initialState, type GameState } from '@wordfare/game'
import { startRedisServer } from '@wordfare/redis-server'
import type { Switchboard } from '@wordfare/switchboard'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { openRedisSwitchboard } from '@wordfare/switchboard/redis'
import { afterAll, describe, expect, it } from 'vitest'
import { createGameWorld } from '../../src/game/game-world.ts'
import { openBrowser, type Address, type Browser } from '../browser.ts'
import { errorOf } from '../refusal.ts'
import {
  activePair,
  clueFor,
  createGame,
  joinGame,
  openCards,
  seatFour,
  type Command,
  type Player,
  type Table,
} from '../table.ts'
import { startServer } from '../test-server.ts'
import { startDeployment } from './deployment.ts'
import { createDice } from './dice.ts'
import { chaosSeed } from './env.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { playOn } from './hammering.ts'
import { findWitness, type Operation } from './witness.ts'

const CLIENTS = 16
const COMMANDS = 200
/** Each is run as often at one server and at two. */
const RACES = { seat: 250, lastCard: 50, turn: 200 }
/** What one of two servers may be behind the other. */
const HANDICAP_MAX_MS = 2
const CHECK_WITHIN_MS = 20_000

/** What one client asked for, and what came of it. */
interface Asked extends Operation {
  readonly by: PlayerId
  readonly command: Command
  /** The number of the last event that it caused, or why it was refused. */
  readonly outcome: number | string
}

interface Model {
  readonly state: GameState
  readonly version: number
}

const world = createGameWorld()
/** What all of it went through. */
const sums = { commands: 0, refused: 0, races: 0, byFirst: 0 }

/** The rules, as one client after the other would meet them; null where they would have answered otherwise. */
function answer(model: Model, { by, command, outcome }: Asked): Model | null {
  const { state, version } = model
  const decision = decide(state, parsed(command), {
    by,
    nowMs: 0,
    random: () => 0,
    wordPool: [],
    lexicon: world.lexicon,
  })
  if (!decision.ok) return decision.reason === outcome ? model : null
  const next = version + decision.events.length
  if (next === version) return outcome === version ? model : null
  return outcome === next ? { state: decision.events.reduce(evolve, state), version: next } : null
}

/** Commands as the rules get them; none of those that are sent here changes on its way through the schema. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brands alone differ
const parsed = (command: Command) => command as Parameters<typeof decide>[1]

/** A table in the middle of a round, and what people do at it all at once. */
function randomCommand(roll: (sides: number) => number, players: readonly PlayerId[]): Command {
  const card = roll(25) - 1
  const team = roll(2) === 1 ? 'red' : 'blue'
  switch (roll(8)) {
    case 1:
      return { type: 'leaveSeat' }
    case 2:
    case 3:
      return { type: 'takeSeat', team, role: roll(2) === 1 ? 'operative' : 'spymaster' }
    case 4:
      return { type: 'rename', name: `Name ${roll(12)}` }
    case 5:
      return { type: 'makeHost', playerId: players[roll(players.length) - 1]! }
    case 6:
      return roll(4) === 1
        ? { type: 'guess', card, turn: roll(3) }
        : { type: 'endTurn', turn: roll(3) }
    default:
      return { type: 'mark', card }
  }
}

async function ask(
  browser: Browser,
  gameId: GameId,
  by: PlayerId,
  command: Command,
): Promise<Asked> {
  const calledAtMs = performance.now()
  const [result] = await Promise.allSettled([playOn(browser, gameId, command)])
  const returnedAtMs = performance.now()
  if (result.status === 'fulfilled') {
    return { calledAtMs, returnedAtMs, by, command, outcome: result.value.seq }
  }
  const { rejection } = await errorOf(Promise.reject(result.reason))
  if (rejection === null) throw result.reason
  return { calledAtMs, returnedAtMs, by, command, outcome: rejection }
}

it(`[B19] what ${CLIENTS} clients get from two servers is what they would get one after the other (CHAOS_SEED=${chaosSeed})`, async () => {
  await using deployment = await startDeployment()
  const [one, two] = await Promise.all([deployment.start(), deployment.start()])
  const table = await seatFour([one, two])
  const people = table.players.map(({ browser, playerId }) => ({ browser, playerId }))
  while (people.length < CLIENTS) {
    const browser = table.visit()
    const playerId = await joinGame(browser, table.gameId, `Guest ${people.length}`)
    people.push({ browser, playerId })
  }
  await table.redSpymaster.play({ type: 'startRound' })
  const { spymaster } = await activePair(table, 1)
  await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 'unlimited' })
  const log = await deployment.openLog()
  const before = await log.read(table.gameId)

  const ids = people.map(({ playerId }) => playerId)
  const history = await Promise.all(
    people.map(async ({ browser, playerId }, index) => {
      const roll = createDice(chaosSeed + index)
      const asked: Asked[] = []
      while (asked.length < COMMANDS) {
        asked.push(await ask(browser, table.gameId, playerId, randomCommand(roll, ids)))
      }
      return asked
    }),
  )
  await log.close()
  await table.close()

  const start = before.reduce<Model>(
    (model, { seq, event }) => ({ state: evolve(model.state, event), version: seq }),
    { state: initialState, version: 0 },
  )
  const operations = history.flat()
  const witness = findWitness(operations, start, answer, {
    keyOf: ({ version }) => String(version),
    withinMs: CHECK_WITHIN_MS,
  })
  if (!witness) {
    const file = join(tmpdir(), `wordfare-history-${chaosSeed}.json`)
    writeFileSync(file, JSON.stringify({ before, operations }))
    throw new Error(`no order of the commands explains the answers; the history is in ${file}`)
  }
  expect(witness).toHaveLength(CLIENTS * COMMANDS)
  sums.commands = operations.length
  sums.refused = operations.filter(({ outcome }) => typeof outcome === 'string').length
  expect(new Set(operations.map(({ outcome }) => typeof outcome))).toEqual(
    new Set(['number', 'string']),
  )
})

describe.each([
  ['one server', startOne],
  ['two servers with one Redis', startTwo],
])('of two who want what only one can have, at %s', (_where, start) => {
  it(`[B20] one gets the seat, ${RACES.seat} times`, async () => {
    await using house = await start()
    const runners = createRunners(house)
    const browsers = [0, 1].map((place) =>
      openBrowser(house.addresses[place] ?? house.addresses[0]),
    )
    const { gameId } = await createGame(browsers[0]!, 'Ada')
    await joinGame(browsers[1]!, gameId, 'Bob')
    for (let i = 0; i < RACES.seat; i++) {
      const winner = await runners.expectOneWinner('seat-taken', (runner) =>
        playOn(browsers[runner]!, gameId, { type: 'takeSeat', team: 'red', role: 'spymaster' }),
      )
      await playOn(browsers[winner]!, gameId, { type: 'leaveSeat' })
    }
    expectEachHasWon(runners)
    await Promise.all(browsers.map((browser) => browser.close()))
  })

  it(`[B20] one covers the last card, ${RACES.lastCard} times`, async () => {
    await using house = await start()
    const runners = createRunners(house)
    const { table, others } = await seatSix(house.addresses)
    for (let round = 1; round <= RACES.lastCard; round++) {
      await startRound(table, round)
      const { team, spymaster, operative } = await activePair(table, 1)
      const cards = openCards(spymaster, team)
      await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 'unlimited' })
      const last = cards.pop()!
      for (const card of cards) await operative.play({ type: 'guess', card, turn: 1 })
      const browsers = [operative.browser, others[team]] as const
      await runners.expectOneWinner('no-round', (runner) =>
        playOn(browsers[runner], table.gameId, { type: 'guess', card: last, turn: 1 }),
      )
    }
    expectEachHasWon(runners)
    await table.close()
  })

  it(`[B20] either the guess or the end of the turn comes first, ${RACES.turn} times`, async () => {
    await using house = await start()
    const runners = createRunners(house)
    const { table, others } = await seatSix(house.addresses)
    let races = 0
    for (let round = 1; races < RACES.turn; round++) {
      await startRound(table, round)
      for (let turn = 1; races < RACES.turn; turn++) {
        const { team, spymaster, operative } = await activePair(table, turn)
        const [own, ...more] = openCards(spymaster, team)
        const [bystander] = openCards(spymaster, 'bystander')
        await spymaster.play({ type: 'giveClue', word: clueFor(turn), count: 'unlimited' })
        await operative.play({ type: 'guess', card: own!, turn })
        if (more.length === 0) break
        if (bystander === undefined) {
          await guessAssassin(spymaster, operative, turn)
          break
        }
        await runners.expectOneWinner('stale-turn', (runner) =>
          runner === 0
            ? playOn(operative.browser, table.gameId, { type: 'guess', card: bystander, turn })
            : playOn(others[team], table.gameId, { type: 'endTurn', turn }),
        )
        races += 1
      }
    }
    expectEachHasWon(runners)
    await table.close()
  })
})

afterAll(() => {
  const { commands, refused, races, byFirst } = sums
  console.log(
    `${commands} commands of ${CLIENTS} clients, ${refused} of them refused, have an order that explains them; ` +
      `of ${races} races the first to ask won ${byFirst}, and each had one winner`,
  )
})

/** Where two people are who race, each at one of the addresses as far as there are two. */
interface House extends AsyncDisposable {
  readonly addresses: readonly [Address, ...Address[]]
  /** How late what a server says to the log, and hears of it, is from now on; by chance for each. */
  handicap(latencyMs: () => number): void
}

async function startOne(): Promise<House> {
  const server = await startPatientServer(createMemoryEventStore())
  return {
    addresses: [server],
    handicap() {},
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function startTwo(): Promise<House> {
  const redis = await startRedisServer()
  const port = Number(new URL(redis.url).port)
  const lines = await Promise.all([startFaultProxy(port), startFaultProxy(port)])
  const [one, two] = await Promise.all(lines.map(startBehind))
  return {
    addresses: [one!, two!],
    handicap(latencyMs) {
      for (const line of lines) line.slowDown(latencyMs())
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([one, two].map((server) => server![Symbol.asyncDispose]()))
      await Promise.all(lines.map((line) => line[Symbol.asyncDispose]()))
      await redis[Symbol.asyncDispose]()
    },
  }
}

/** A server whose way to Redis leads over this line. */
async function startBehind({ port }: FaultProxy) {
  const url = `redis://127.0.0.1:${port}`
  return startPatientServer(await openRedisEventStore({ url }), await openRedisSwitchboard({ url }))
}

/** A server by whose clock nobody is ever too fast. */
function startPatientServer(
  store: EventStore,
  switchboard: Switchboard = createMemorySwitchboard(),
) {
  let nowMs = Date.now()
  return startServer({
    store,
    switchboard,
    world: { ...createGameWorld(), now: () => (nowMs += 1_000) },
  })
}

type Runner = 0 | 1

/** Two who set out for the same, time and again. */
function createRunners(house: House) {
  const roll = createDice(chaosSeed)
  const wins = [0, 0]
  return {
    wins,
    /** Has both set out at once, and tells who got there; the other one hears that reason. */
    async expectOneWinner(reason: Rejection, run: (runner: Runner) => Promise<unknown>) {
      const order: readonly Runner[] = roll(2) === 1 ? [0, 1] : [1, 0]
      house.handicap(() => roll(HANDICAP_MAX_MS + 1) - 1)
      const attempts = order.map((runner) => ({ runner, attempt: run(runner) }))
      const outcomes = await Promise.allSettled(attempts.map(({ attempt }) => attempt))
      house.handicap(() => 0)
      const won = attempts.filter((_, place) => outcomes[place]?.status === 'fulfilled')
      const lost = attempts.filter((one) => !won.includes(one))
      expect(won).toHaveLength(1)
      for (const { attempt } of lost)
        expect(await errorOf(attempt)).toMatchObject({ rejection: reason })
      const { runner } = won[0]!
      wins[runner]! += 1
      sums.races += 1
      if (runner === order[0]) sums.byFirst += 1
      return runner
    },
  }
}

const expectEachHasWon = ({ wins }: ReturnType<typeof createRunners>) =>
  expect(Math.min(...wins)).toBeGreaterThan(0)

/** Two operatives in each team. */
async function seatSix(addresses: House['addresses']) {
  const table = await seatFour(addresses)
  const others = { red: table.visit(), blue: table.visit() }
  for (const team of ['red', 'blue'] as const) {
    await joinGame(others[team], table.gameId, `Second ${team}`)
    await playOn(others[team], table.gameId, { type: 'takeSeat', team, role: 'operative' })
  }
  return { table, others }
}

async function startRound({ redSpymaster, players }: Table, round: number): Promise<void> {
  await redSpymaster.watching.until(({ phase }) => phase === 'seating' || phase === 'over')
  await redSpymaster.play({ type: 'startRound' })
  await Promise.all(players.map(({ watching }) => watching.until((view) => view.round === round)))
}

async function guessAssassin(spymaster: Player, operative: Player, turn: number): Promise<void> {
  const [assassin] = openCards(spymaster, 'assassin')
  await operative.play({ type: 'guess', card: assassin!, turn })
}
