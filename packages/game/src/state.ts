import type {
  CallFailure,
  Count,
  GameId,
  JoinCode,
  Kind,
  LogEntry,
  PlayerId,
  Role,
  RoundResult,
  Settings,
  Team,
} from '@wordfare/contracts'
import type { Room } from './event.ts'
import type { GuessesLeft } from './guesses-left.ts'
import { noTimer } from './timer.ts'

/** Somebody at the table. `team` and `role` are both null for a spectator. */
export interface Player {
  readonly playerId: PlayerId
  readonly name: string
  readonly team: Team | null
  readonly role: Role | null
  /** Has seen the key of this round without holding a spymaster's seat (R5); everyone sees the mark. */
  readonly hasSeenKey: boolean
}

/** A card on the board. `kind` is secret until the card is covered or the round is over. */
export interface Card {
  readonly word: string
  readonly kind: Kind
  readonly isCovered: boolean
  /** Who marked the card (G9), in the order of marking. */
  readonly marks: readonly PlayerId[]
}

export interface Turn {
  readonly team: Team
  /** 1 is the round's first. */
  readonly number: number
}

/** A clue of this round and what came of it. `targets` are secret until the round is over (C4). */
export interface Clue {
  readonly team: Team
  readonly turn: number
  readonly by: PlayerId
  readonly word: string
  readonly count: Count
  readonly targets: readonly number[] | null
  readonly guesses: readonly {
    readonly card: number
    readonly by: PlayerId
    readonly kind: Kind
  }[]
}

/** The table's call. The room, null where none is needed, is secret: only tickets for it leave the server. */
export type Call =
  | { readonly status: 'pending' }
  | { readonly status: 'ready'; readonly room: Room | null }
  | { readonly status: 'unavailable'; readonly reason: CallFailure }

/** What a table has in every phase. */
export interface Table {
  readonly gameId: GameId
  readonly gameName: string
  readonly joinCode: JoinCode
  /** In milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  readonly settings: Settings
  /** Null only while nobody is at the table. */
  readonly hostId: PlayerId | null
  /** In the order of joining. */
  readonly players: readonly Player[]
  /** Who has seen this round's key without a spymaster's seat; whoever leaves and joins again is still in it. */
  readonly seenKey: readonly PlayerId[]
  /** Who was removed and can't come back. */
  readonly removed: readonly PlayerId[]
  readonly call: Call
  /** All words dealt at this table, those used longest ago first (E4). */
  readonly usedWords: readonly string[]
  /** The rounds played to their end: the score. */
  readonly rounds: readonly RoundResult[]
  /** The wire copy: public facts, oldest first. */
  readonly log: readonly LogEntry[]
}

/** What exists from the first deal on. */
export interface Round {
  /** 1 for the first round at this table. */
  readonly round: number
  /** In milliseconds since the Unix epoch. */
  readonly startedAtMs: number
  /** The board, row by row. */
  readonly cards: readonly Card[]
  readonly turn: Turn
  /** When the time for the clue, or for the guesses, is up (T2); null where nothing is timed. */
  readonly deadlineAtMs: number | null
  /** Guesses made in this turn. */
  readonly guessesMade: number
  /** Oldest first. */
  readonly clues: readonly Clue[]
}

/** A table before its first round. */
export type SeatingState = Table & { readonly phase: 'seating' }
/** A round that is on. */
export type LiveState =
  | (Table & Round & { readonly phase: 'clue' })
  | (Table & Round & { readonly phase: 'guess'; readonly guessesLeft: GuessesLeft })
/** A table after a round. */
export type OverState = Table & Round & { readonly phase: 'over'; readonly winner: Team }

/** Every phase carries exactly the data that exists in it. */
export type GameState = SeatingState | LiveState | OverState

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no schema makes the id that names nothing
const NOTHING = '' as GameId & JoinCode

/** Before `GameCreated`: nobody's table, without a name. */
export const initialState: GameState = {
  phase: 'seating',
  gameId: NOTHING,
  gameName: '',
  joinCode: NOTHING,
  createdAtMs: 0,
  settings: {
    visibility: 'link',
    clueCheck: 'strict',
    spymasterRotation: false,
    spectators: false,
    straightFace: false,
    teamTalk: false,
    timer: noTimer,
    words: { packs: [], custom: [] },
  },
  hostId: null,
  players: [],
  seenKey: [],
  removed: [],
  call: { status: 'pending' },
  usedWords: [],
  rounds: [],
  log: [],
}

/** Whether a round is on. */
export function isLive(state: GameState): state is LiveState {
  return state.phase === 'clue' || state.phase === 'guess'
}

export const isCreated = (state: GameState): boolean => state.gameId !== NOTHING

export const opponentOf = (team: Team): Team => (team === 'red' ? 'blue' : 'red')

export const playerAt = (
  players: readonly Player[],
  playerId: PlayerId | null,
): Player | undefined => players.find((player) => player.playerId === playerId)

export const spymasterOf = (players: readonly Player[], team: Team): Player | undefined =>
  players.find((player) => player.team === team && player.role === 'spymaster')

export const operativesOf = (players: readonly Player[], team: Team): readonly Player[] =>
  players.filter((player) => player.team === team && player.role === 'operative')

/** The cards of a team that are not covered yet. */
export const cardsLeft = (cards: readonly Card[], team: Team): number =>
  cards.filter((card) => card.kind === team && !card.isCovered).length
