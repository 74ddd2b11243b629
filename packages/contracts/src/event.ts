import * as z from 'zod'
import { BOARD_SIZE } from './board-size.ts'
import { joinCodeSchema, gameIdSchema, playerIdSchema } from './ids.ts'
import { settingsSchema } from './settings.ts'
import { momentSchema } from './view.ts'
import {
  callFailureSchema,
  cardIndexSchema,
  countSchema,
  endingSchema,
  kindSchema,
  roleSchema,
  teamSchema,
  turnEndingSchema,
  turnNumberSchema,
} from './vocabulary.ts'

/** Every event says when it happened and who caused it; null is the server. */
const fact = { atMs: momentSchema, by: playerIdSchema.nullable() }
const key = z.array(kindSchema).length(BOARD_SIZE)
const seat = z.strictObject({ playerId: playerIdSchema, team: teamSchema, role: roleSchema })

/**
 * An event as it leaves the server, for one audience. What the audience may not know is null.
 * The stored event has the same name and more (`GameEvent` in `@wordfare/game`).
 */
export const publicEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...fact,
    type: z.literal('GameCreated'),
    gameId: gameIdSchema,
    gameName: z.string(),
    /** Null for someone who has not joined. */
    joinCode: joinCodeSchema.nullable(),
    settings: settingsSchema,
  }),
  z.strictObject({
    ...fact,
    type: z.literal('PlayerJoined'),
    playerId: playerIdSchema,
    name: z.string(),
    isHost: z.boolean(),
  }),
  z.strictObject({ ...fact, type: z.literal('PlayerLeft'), playerId: playerIdSchema }),
  z.strictObject({ ...fact, type: z.literal('PlayerRemoved'), playerId: playerIdSchema }),
  z.strictObject({
    ...fact,
    type: z.literal('PlayerRenamed'),
    playerId: playerIdSchema,
    name: z.string(),
  }),
  z.strictObject({ ...fact, type: z.literal('HostChanged'), playerId: playerIdSchema }),
  z.strictObject({ ...fact, ...seat.shape, type: z.literal('SeatTaken') }),
  z.strictObject({ ...fact, type: z.literal('SeatLeft'), playerId: playerIdSchema }),
  /** Everyone's seats at once: by lot, or as the spymasters rotate. Who is not named has none. */
  z.strictObject({
    ...fact,
    type: z.literal('SeatsChanged'),
    reason: z.enum(['shuffle', 'rotation']),
    seats: z.array(seat),
  }),
  z.strictObject({ ...fact, type: z.literal('SettingsChanged'), settings: settingsSchema }),
  z.strictObject({
    ...fact,
    type: z.literal('RoundStarted'),
    round: z.int().min(1),
    startingTeam: teamSchema,
    words: z.array(z.string()).length(BOARD_SIZE),
    /** Null for everyone who may not see the key. */
    key: key.nullable(),
  }),
  z.strictObject({
    ...fact,
    type: z.literal('ClueGiven'),
    team: teamSchema,
    turn: turnNumberSchema,
    word: z.string(),
    count: countSchema,
    /** Null for everyone but the spymaster who gave the clue, or where none were named. */
    targets: z.array(cardIndexSchema).nullable(),
  }),
  z.strictObject({ ...fact, type: z.literal('CardMarked'), card: cardIndexSchema }),
  z.strictObject({ ...fact, type: z.literal('CardUnmarked'), card: cardIndexSchema }),
  z.strictObject({
    ...fact,
    type: z.literal('CardCovered'),
    card: cardIndexSchema,
    kind: kindSchema,
    team: teamSchema,
    turn: turnNumberSchema,
  }),
  z.strictObject({
    ...fact,
    type: z.literal('TurnEnded'),
    reason: turnEndingSchema,
    /** The turn that begins. */
    next: z.strictObject({ team: teamSchema, number: turnNumberSchema }),
  }),
  z.strictObject({
    ...fact,
    type: z.literal('RoundEnded'),
    winner: teamSchema,
    ending: endingSchema,
    /** The whole key; public from here on (E3). */
    key,
    /** The targets of every clue of the round, in the order of the clues; public from here on (E3). */
    targets: z.array(z.array(cardIndexSchema).nullable()),
  }),
  z.strictObject({ ...fact, type: z.literal('KeySeen'), playerId: playerIdSchema }),
  /** Every client turns its microphone off; its owner may turn it on again (V2). */
  z.strictObject({ ...fact, type: z.literal('AllMuted') }),
  z.strictObject({ ...fact, type: z.literal('CallReady') }),
  z.strictObject({ ...fact, type: z.literal('CallUnavailable'), reason: callFailureSchema }),
])
export type PublicEvent = z.infer<typeof publicEventSchema>
