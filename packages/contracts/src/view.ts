import * as z from 'zod'
import { gameIdSchema, joinCodeSchema, playerIdSchema } from './ids.ts'
import { settingsSchema } from './settings.ts'
import {
  callFailureSchema,
  cardIndexSchema,
  countSchema,
  endingSchema,
  kindSchema,
  phaseSchema,
  roleSchema,
  teamSchema,
  turnEndingSchema,
  turnNumberSchema,
} from './vocabulary.ts'

/** A moment, in milliseconds since the Unix epoch, by the server's clock. */
export const momentSchema = z.int().min(0)

const seatShape = { team: teamSchema.nullable(), role: roleSchema.nullable() }

/** Somebody at the table. `team` and `role` are both null for a spectator. */
export const playerViewSchema = z.strictObject({
  playerId: playerIdSchema,
  name: z.string(),
  ...seatShape,
  isHost: z.boolean(),
  /** Whether at least one of the player's browsers watches the game right now. */
  isOnline: z.boolean(),
  /** Has seen this round's key without holding a spymaster's seat (R5). */
  hasSeenKey: z.boolean(),
})
export type PlayerView = z.infer<typeof playerViewSchema>

export const cardViewSchema = z.strictObject({
  word: z.string(),
  /** Null where the watcher may not know. */
  kind: kindSchema.nullable(),
  covered: z.boolean(),
  /** Who marked the card (G9), in the order of marking. */
  marks: z.array(playerIdSchema),
})
export type CardView = z.infer<typeof cardViewSchema>

/** A clue of this round and what came of it. */
export const clueRecordSchema = z.strictObject({
  team: teamSchema,
  turn: turnNumberSchema,
  by: playerIdSchema,
  word: z.string(),
  count: countSchema,
  /** What the spymaster meant; null where the watcher may not know, or where none were named. */
  targets: z.array(cardIndexSchema).nullable(),
  /** The cards guessed on it, in order. */
  guesses: z.array(z.strictObject({ card: cardIndexSchema, by: playerIdSchema, kind: kindSchema })),
})
export type ClueRecord = z.infer<typeof clueRecordSchema>

export const roundResultSchema = z.strictObject({
  /** 1 for the first round at this table. */
  round: z.int().min(1),
  winner: teamSchema,
  ending: endingSchema,
})
export type RoundResult = z.infer<typeof roundResultSchema>

export const callViewSchema = z.strictObject({
  status: z.enum(['pending', 'ready', 'unavailable']),
  reason: callFailureSchema.nullable(),
})
export type CallView = z.infer<typeof callViewSchema>

/** One line of the wire copy: what happened, in the order in which it did. Names are those of the moment. */
export const logEntrySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('joined'), atMs: momentSchema, name: z.string() }),
  z.strictObject({ type: z.literal('left'), atMs: momentSchema, name: z.string() }),
  z.strictObject({ type: z.literal('removed'), atMs: momentSchema, name: z.string() }),
  z.strictObject({
    type: z.literal('seated'),
    atMs: momentSchema,
    name: z.string(),
    team: teamSchema,
    role: roleSchema,
  }),
  z.strictObject({ type: z.literal('stoodUp'), atMs: momentSchema, name: z.string() }),
  z.strictObject({ type: z.literal('shuffled'), atMs: momentSchema }),
  z.strictObject({ type: z.literal('settingsChanged'), atMs: momentSchema, name: z.string() }),
  z.strictObject({ type: z.literal('newHost'), atMs: momentSchema, name: z.string() }),
  z.strictObject({
    type: z.literal('renamed'),
    atMs: momentSchema,
    from: z.string(),
    to: z.string(),
  }),
  z.strictObject({ type: z.literal('sawKey'), atMs: momentSchema, name: z.string() }),
  z.strictObject({
    type: z.literal('roundStarted'),
    atMs: momentSchema,
    round: z.int().min(1),
    team: teamSchema,
  }),
  z.strictObject({
    type: z.literal('clue'),
    atMs: momentSchema,
    team: teamSchema,
    name: z.string(),
    word: z.string(),
    count: countSchema,
  }),
  z.strictObject({
    type: z.literal('guess'),
    atMs: momentSchema,
    team: teamSchema,
    name: z.string(),
    word: z.string(),
    kind: kindSchema,
  }),
  z.strictObject({
    type: z.literal('turnEnded'),
    atMs: momentSchema,
    team: teamSchema,
    reason: turnEndingSchema,
    /** Who ended it, where a person did by hand. */
    name: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal('roundEnded'),
    atMs: momentSchema,
    winner: teamSchema,
    ending: endingSchema,
  }),
  z.strictObject({ type: z.literal('allMuted'), atMs: momentSchema }),
  z.strictObject({ type: z.literal('callReady'), atMs: momentSchema }),
  z.strictObject({
    type: z.literal('callUnavailable'),
    atMs: momentSchema,
    reason: callFailureSchema,
  }),
])
export type LogEntry = z.infer<typeof logEntrySchema>

/** How many lines of the wire copy a view carries at most; older ones fall off. */
export const LOG_LENGTH = 200

/** A table as one watcher may see it. */
export const gameViewSchema = z.strictObject({
  gameId: gameIdSchema,
  gameName: z.string(),
  /** Null for someone who has not joined. */
  joinCode: joinCodeSchema.nullable(),
  phase: phaseSchema,
  /** Null before the first round; the last turn once a round is over. */
  turn: z.strictObject({ team: teamSchema, number: turnNumberSchema }).nullable(),
  /** The current or last round; 0 before the first. */
  round: z.int().min(0),
  /** When the current or last round started; null before the first. */
  roundStartedAtMs: momentSchema.nullable(),
  /** The board, row by row; empty before the first round. */
  cards: z.array(cardViewSchema),
  clue: z.strictObject({ word: z.string(), count: countSchema, team: teamSchema }).nullable(),
  /** When the time for the clue, or for the guesses, is up (T2); null where nothing is timed. */
  deadlineAtMs: momentSchema.nullable(),
  /** Null outside the phase `guess`. */
  guessesLeft: z.union([z.int().min(0), z.literal('unlimited')]).nullable(),
  /** Guesses made in this turn. */
  guessesMade: z.int().min(0),
  cardsLeft: z.strictObject({ red: z.int().min(0), blue: z.int().min(0) }),
  winner: teamSchema.nullable(),
  players: z.array(playerViewSchema),
  /** The watcher; null for someone who has not joined. */
  you: z.strictObject({ playerId: playerIdSchema, ...seatShape, isHost: z.boolean() }).nullable(),
  call: callViewSchema,
  settings: settingsSchema,
  /** The rounds played to their end at this table: the score. */
  rounds: z.array(roundResultSchema),
  /** The clues of the current or last round, oldest first. */
  clues: z.array(clueRecordSchema),
  /** Oldest first. */
  log: z.array(logEntrySchema),
})
export type GameView = z.infer<typeof gameViewSchema>
