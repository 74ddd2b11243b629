import { test } from '@fast-check/vitest'
import { isTrackedEnvelope, TRPCError } from '@trpc/server'
import {
  callEpochSchema,
  commandIdSchema,
  joinCodeSchema,
  playerIdSchema,
  playerNameSchema,
  type Command,
  type GameId,
  type Kind,
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
  type Move,
} from '../random-game.ts'
import { openProcedures, type ProcedureName, type Procedures } from './procedures.ts'

/** Somebody at the table, at another one, or without a session. */
const everybody = [...people, stranger, null]

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

/** The log of a game that these moves have made, as far as the rules allowed them. */
async function logAfter(moves: readonly Move[]): Promise<{ gameId: GameId; log: GameEvent[] }> {
  const store = createMemoryEventStore()
  const { games } = openProcedures(store, {
    ...createGameWorld(),
    newJoinCode: () => joinCode,
  })
  const gameId = await playAtRandom(games, moves, { visibility: 'listed' })
  return { gameId, log: (await store.read(gameId)).map(({ event }) => event) }
}

/** The log up to the guess that has ended the last round, if it is over. */
function whileItIsOn(log: readonly GameEvent[]): readonly GameEvent[] {
  const start = log.findLastIndex(({ type }) => type === 'RoundStarted')
  const end = log.findIndex(({ type }, index) => index > start && type === 'RoundEnded')
  return end < 0 ? log : log.slice(0, end - 1)
}

/** The same game with another key: the kinds that nobody has seen or meant yet are turned by some places. */
function withOtherKey(log: readonly GameEvent[], turns: number): readonly GameEvent[] {
  const start = log.findLastIndex(({ type }) => type === 'RoundStarted')
  const fixed = new Set(
    log.slice(start).flatMap((event) => {
      if (event.type === 'CardCovered') return [event.card]
      return event.type === 'ClueGiven' ? (event.targets ?? []) : []
    }),
  )
  return log.map((event, index) =>
    event.type === 'RoundStarted' && index === start
      ? { ...event, key: turned(event.key, fixed, turns) }
      : event,
  )
}

function turned(key: readonly Kind[], fixed: ReadonlySet<number>, turns: number): Kind[] {
  const free = key.flatMap((_, card) => (fixed.has(card) ? [] : [card]))
  return key.map((kind, card) => {
    const place = free.indexOf(card)
    return place < 0 ? kind : (key[free[(place + turns) % free.length] ?? card] ?? kind)
  })
}

/** A server whose only game has this log. */
async function worldOf(gameId: GameId, log: readonly GameEvent[]): Promise<Procedures> {
  const store: EventStore = createMemoryEventStore()
  const index = { joinCode, listed: null, expiresAtMs: Number.MAX_SAFE_INTEGER }
  await store.append(gameId, 0, { events: log, cause: null, index })
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
    ...['0', '1', '5', '9', '15', '999999'].map(
      (lastEventId): Ask =>
        (api, gameId) =>
          firstOf(api.watchGame({ gameId, lastEventId })),
    ),
  ],
  checkClue: [(api, gameId) => api.checkClue({ gameId, word: 'harbour' })],
  replay: [1, 2, 3].map(
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
      { type: 'startRound' },
      { type: 'shuffleTeams' },
      { type: 'giveClue', word: 'zyxqd', count: 1, targets: [3] },
      { type: 'mark', card: 7 },
      { type: 'guess', card: 7, turn: 99 },
      { type: 'endTurn', turn: 99 },
      { type: 'makeHost', playerId: playerIdSchema.parse('z'.repeat(22)) },
      { type: 'rename', name: playerNameSchema.parse('Zoe') },
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

async function allThatComesOf(
  world: Procedures,
  gameId: GameId,
  who: PlayerId | null,
): Promise<string[]> {
  const answers: string[] = []
  for (const [name, each] of Object.entries(asks)) {
    for (const ask of each) {
      answers.push(`${name} ${await answerOf(() => ask(world.as(who), gameId))}`)
    }
  }
  return answers
}

describe('[B14] [B15] two keys that differ in what is not covered yet', () => {
  test.prop([fc.array(move, { maxLength: 30 }), fc.integer({ min: 1, max: 20 }), fc.nat(59)], {
    numRuns: 500,
  })(
    'look the same, whoever may not see them asks whatever of any procedure',
    async (moves, turns, chance) => {
      const { gameId, log: whole } = await logAfter(moves)
      const log = whileItIsOn(whole)
      const other = withOtherKey(log, turns)
      fc.pre(JSON.stringify(other) !== JSON.stringify(log))
      const state = log.reduce(evolve, initialState)
      const blind = everybody.filter((one) => !audienceOf(state, one).seesKey)
      const who = blind[chance % blind.length] ?? null
      const [here, there] = [await worldOf(gameId, log), await worldOf(gameId, other)]
      expect(await allThatComesOf(there, gameId, who)).toEqual(
        await allThatComesOf(here, gameId, who),
      )
    },
  )

  it('look different to a spymaster, so the comparison sees what it looks for', async () => {
    const { gameId, log } = await logAfter([])
    const [here, there] = [await worldOf(gameId, log), await worldOf(gameId, withOtherKey(log, 1))]
    const answers = await allThatComesOf(here, gameId, host ?? null)
    expect(await allThatComesOf(there, gameId, host ?? null)).not.toEqual(answers)
    expect(answers.join('')).toContain('assassin')
  })
})
