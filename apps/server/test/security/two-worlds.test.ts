import { test } from '@fast-check/vitest'
import { isTrackedEnvelope, TRPCError } from '@trpc/server'
import {
  callEpochSchema,
  commandIdSchema,
  joinCodeSchema,
  playerIdSchema,
  type Command,
  type GameId,
  type PlayerId,
} from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { audienceOf, evolve, initialState, type GameEvent } from '@wordfare/game'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GameWorld } from '../../src/game/game-service.ts'
import { createGameWorld } from '../../src/game/game-world.ts'
import { sending } from '../calling.ts'
import {
  host,
  moveOf,
  people,
  playAtRandom,
  stranger,
  takeSeat,
  tryMoves,
  type Move,
} from '../random-game.ts'
import { openProcedures, type ProcedureName, type Procedures } from './procedures.ts'
import { whileItIsOn, withOtherKey } from './with-other-key.ts'

/** The spymaster of another game, who sees the key there. */
const elsewhere = playerIdSchema.parse('y'.repeat(22))
/** Somebody at the table, at none, at another one, or without a session. */
const everybody = [...people, stranger, elsewhere, null]

/** Those over the wire, and those that the rules alone play, make it more than a thousand. */
const GAMES = 900
const TIMEOUT_MS = 120_000

const simple = fc.constantFrom<Command>(
  { type: 'leaveSeat' },
  { type: 'startRound' },
  { type: 'seeKey' },
  { type: 'leaveGame' },
  { type: 'giveClue', word: 'zyxqa', count: 'unlimited' },
  { type: 'giveClue', word: 'zyxqb', count: 2 },
  { type: 'giveClue', word: 'zyxqc', count: 0, targets: [1] },
)
const onCard = fc
  .record({ what: fc.nat(5), card: fc.nat(24), turn: fc.integer({ min: 1, max: 5 }) })
  .map(({ what, card, turn }): Command => {
    if (what === 0) return { type: 'mark', card }
    return what === 1 ? { type: 'endTurn', turn } : { type: 'guess', card, turn }
  })
const move = moveOf(fc.oneof(takeSeat, simple, simple, onCard, onCard))

const joinCode = joinCodeSchema.parse('ABCDEFGH')
/** Time stands still, and the dice fall alike: nothing but the key tells two worlds apart. */
const stillWorld: GameWorld = {
  ...createGameWorld(),
  now: () => 1_800_000_000_000,
  random: () => 0.5,
}

/** A game with a log. */
interface Course {
  readonly gameId: GameId
  readonly log: readonly GameEvent[]
}

/** A game that these moves have made, as far as the rules allowed them; in its second round, if it is to be. */
async function courseOf(moves: readonly Move[], isSecond = false): Promise<Course> {
  const store = createMemoryEventStore()
  const { games } = openProcedures(store, {
    ...createGameWorld(),
    newJoinCode: () => joinCode,
  })
  const gameId = await playAtRandom(games, [], { visibility: 'listed' })
  if (isSecond) await playAgain(games, gameId)
  await tryMoves(games, gameId, moves)
  return { gameId, log: (await store.read(gameId)).map(({ event }) => event) }
}

/** Ends a round that has just begun, and starts the next. */
async function playAgain(games: Procedures['games'], gameId: GameId): Promise<void> {
  const state = await games.stateOf(gameId)
  if (state.phase !== 'clue') throw new Error('the round has just begun')
  const { players, turn, cards } = state
  const [spymaster, operative] = players
    .filter(({ team }) => team === turn.team)
    .map(({ playerId }) => people.indexOf(playerId))
  const card = cards.findIndex(({ kind }) => kind === 'assassin')
  await tryMoves(games, gameId, [
    { by: spymaster!, command: { type: 'giveClue', word: 'zyxqe', count: 1 } },
    { by: operative!, command: { type: 'guess', card, turn: turn.number } },
    { by: 0, command: { type: 'startRound' } },
  ])
}

/** The other game, which is the same in both worlds. */
const otherGame: Course = await courseOf([]).then(({ gameId, log }) => ({
  gameId,
  log: JSON.parse(JSON.stringify(log).replaceAll(host, elsewhere).replaceAll(joinCode, 'HGFEDCBA')),
}))

/** A server with a game that has this log, and the other one. */
async function worldOf(gameId: GameId, log: readonly GameEvent[]): Promise<Procedures> {
  const store: EventStore = createMemoryEventStore()
  const index = { joinCode, listed: null, expiresAtMs: Number.MAX_SAFE_INTEGER }
  await store.append(gameId, 0, { events: log, cause: null, index })
  await store.append(otherGame.gameId, 0, {
    events: otherGame.log,
    cause: null,
    index: { ...index, joinCode: null },
  })
  return openProcedures(store, stillWorld)
}

type Ask = (api: ReturnType<Procedures['as']>, gameId: GameId) => Promise<unknown>

/** The first messages of a subscription, up to a view or who is here. */
async function firstOf(stream: Promise<AsyncIterable<unknown>>): Promise<unknown[]> {
  const messages: unknown[] = []
  for await (const message of await stream) {
    messages.push(message)
    const data = isTrackedEnvelope(message) ? message[1] : message
    if (!JSON.stringify(data).includes('"type":"events"')) break
  }
  return messages
}

const playing =
  (...commands: readonly Command[]): Ask =>
  async (api, gameId) => {
    const answers: unknown[] = []
    for (const [index, command] of commands.entries()) {
      const commandId = commandIdSchema.parse(`command-${index}`)
      answers.push(await answerOf(() => api.play({ gameId, commandId, command })))
    }
    return answers
  }

const epoch = callEpochSchema.parse('e'.repeat(22))

/** Everything that somebody without the key can ask of each procedure, but for what covers a card. */
const asks: { readonly [Name in ProcedureName]: readonly Ask[] } = {
  // Another game altogether.
  createGame: [],
  listGames: [(api) => api.listGames()],
  watchLobby: [(api) => firstOf(api.watchLobby())],
  clock: [(api) => api.clock()],
  watchGame: [
    (api, gameId) => firstOf(api.watchGame({ gameId })),
    ...['1', '15', '999999'].map(
      (lastEventId): Ask =>
        (api, gameId) =>
          firstOf(api.watchGame({ gameId, lastEventId })),
    ),
  ],
  checkClue: [(api, gameId) => api.checkClue({ gameId, word: 'harbour' })],
  replay: [1, 2].map(
    (round): Ask =>
      (api, gameId) =>
        api.replay({ gameId, round }),
  ),
  callTicket: [(api, gameId) => api.callTicket({ gameId })],
  watchCall: [(api, gameId) => firstOf(api.watchCall({ gameId, epoch, media: sending }))],
  signal: [
    (api, gameId) => api.signal({ gameId, epoch, message: { type: 'media', media: sending } }),
  ],
  play: [
    playing(
      { type: 'giveClue', word: 'zyxqd', count: 1, targets: [3] },
      { type: 'mark', card: 7 },
      { type: 'guess', card: 7, turn: 99 },
      { type: 'leaveSeat' },
      { type: 'takeSeat', team: 'red', role: 'operative' },
    ),
  ],
  joinGame: [
    (api, gameId) => api.joinGame({ gameId, playerName: 'Eve' }),
    (api) => api.joinGame({ joinCode, playerName: 'Eve' }),
  ],
}

/** What comes back of a call: more of an error than goes over the wire. */
async function answerOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await ask())
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return `${error.code}: ${error.message}`
  }
}

/** Procedures after which a table is not what it was. */
const changing: ReadonlySet<string> = new Set<ProcedureName>(['play', 'joinGame'])

/** All that these people are answered, one after the other; what changes the table comes when everybody has looked. */
async function allThatComesOf(
  world: Procedures,
  gameId: GameId,
  some: readonly (PlayerId | null)[],
): Promise<string[]> {
  const answers: string[] = []
  for (const isChange of [false, true]) {
    const asked = Object.entries(asks).filter(([name]) => changing.has(name) === isChange)
    for (const who of some) {
      const api = world.as(who)
      for (const [name, each] of asked) {
        for (const ask of each) {
          answers.push(`${who} ${name} ${await answerOf(() => ask(api, gameId))}`)
        }
      }
    }
  }
  return answers
}

describe('[B14] [B15] two keys that differ in what is not covered yet', () => {
  test.prop([fc.array(move, { maxLength: 30 }), fc.integer({ min: 1, max: 20 }), fc.boolean()], {
    numRuns: GAMES,
  })(
    'look the same, whoever may not see them asks whatever of any procedure',
    async (moves, turns, isSecond) => {
      const { gameId, log: whole } = await courseOf(moves, isSecond)
      const log = whileItIsOn(whole)
      const other = withOtherKey(log, turns)
      fc.pre(JSON.stringify(other) !== JSON.stringify(log))
      const state = log.reduce(evolve, initialState)
      const blind = everybody.filter((one) => !audienceOf(state, one).seesKey)
      const [here, there] = [await worldOf(gameId, log), await worldOf(gameId, other)]
      expect(await allThatComesOf(there, gameId, blind)).toEqual(
        await allThatComesOf(here, gameId, blind),
      )
    },
    TIMEOUT_MS,
  )

  it('look different to a spymaster, so the comparison sees what it looks for', async () => {
    const { gameId, log } = await courseOf([])
    const [here, there] = [await worldOf(gameId, log), await worldOf(gameId, withOtherKey(log, 1))]
    const answers = await allThatComesOf(here, gameId, [host])
    expect(await allThatComesOf(there, gameId, [host])).not.toEqual(answers)
    expect(answers.join('')).toContain('assassin')
    const theirs = await allThatComesOf(here, otherGame.gameId, [elsewhere])
    expect(theirs.join('')).toContain('assassin')
  })
})
