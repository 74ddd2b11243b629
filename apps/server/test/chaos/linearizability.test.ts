import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GameId, PlayerId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { decide, evolve, initialState, type GameState } from '@wordfare/game'
import { describe, expect, it } from 'vitest'
import { createGameWorld } from '../../src/game/game-world.ts'
import { openBrowser, type Browser } from '../browser.ts'
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
import { playOn } from './hammering.ts'
import { findWitness, type Operation } from './witness.ts'

const CLIENTS = 16
const COMMANDS = 200
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
  expect(new Set(operations.map(({ outcome }) => typeof outcome))).toEqual(
    new Set(['number', 'string']),
  )
})

describe('of two who want what only one can have', () => {
  it('[B20] one gets the seat, 300 times', async () => {
    await using server = await startPatientServer()
    const browsers = [openBrowser(server), openBrowser(server)]
    const { gameId } = await createGame(browsers[0]!, 'Ada')
    await joinGame(browsers[1]!, gameId, 'Bob')
    for (let i = 0; i < 300; i++) {
      const attempts = browsers.map((browser) =>
        playOn(browser, gameId, { type: 'takeSeat', team: 'red', role: 'spymaster' }),
      )
      expect(await losersOf(attempts)).toEqual(['seat-taken'])
      const winners = await Promise.allSettled(attempts)
      const winner = winners.findIndex(({ status }) => status === 'fulfilled')
      await playOn(browsers[winner]!, gameId, { type: 'leaveSeat' })
    }
    await Promise.all(browsers.map((browser) => browser.close()))
  })

  it('[B20] one covers the last card, 60 times', async () => {
    await using server = await startPatientServer()
    const { table, others } = await seatSix(server)
    for (let round = 1; round <= 60; round++) {
      await startRound(table, round)
      const { team, spymaster, operative } = await activePair(table, 1)
      const cards = openCards(spymaster, team)
      await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 'unlimited' })
      const last = cards.pop()!
      for (const card of cards) await operative.play({ type: 'guess', card, turn: 1 })
      const attempts = [operative.browser, others[team]].map((browser) =>
        playOn(browser, table.gameId, { type: 'guess', card: last, turn: 1 }),
      )
      expect(await losersOf(attempts)).toEqual(['no-round'])
    }
    await table.close()
  })

  it('[B20] either the guess or the end of the turn comes first, 200 times', async () => {
    await using server = await startPatientServer()
    const { table, others } = await seatSix(server)
    let races = 0
    for (let round = 1; races < 200; round++) {
      await startRound(table, round)
      for (let turn = 1; ; turn++) {
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
        const attempts = [
          playOn(operative.browser, table.gameId, { type: 'guess', card: bystander, turn }),
          playOn(others[team], table.gameId, { type: 'endTurn', turn }),
        ]
        expect(await losersOf(attempts)).toEqual(['stale-turn'])
        races += 1
      }
    }
    await table.close()
  })
})

/** A server by whose clock nobody is ever too fast. */
function startPatientServer() {
  let nowMs = Date.now()
  return startServer({
    store: createMemoryEventStore(),
    world: { ...createGameWorld(), now: () => (nowMs += 1_000) },
  })
}

/** The reasons for which all but one were refused. */
async function losersOf(attempts: readonly Promise<unknown>[]): Promise<(string | null)[]> {
  const outcomes = await Promise.allSettled(attempts)
  const lost = attempts.filter((_, index) => outcomes[index]?.status === 'rejected')
  expect(lost).toHaveLength(attempts.length - 1)
  return Promise.all(lost.map(async (attempt) => (await errorOf(attempt)).rejection))
}

/** Two operatives in each team. */
async function seatSix(server: Parameters<typeof seatFour>[0]) {
  const table = await seatFour(server)
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
