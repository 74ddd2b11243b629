import * as z from 'zod'
import { commandSchema } from './command.ts'
import { publicEventSchema } from './event.ts'
import { commandIdSchema, gameIdSchema, joinCodeSchema, playerIdSchema } from './ids.ts'
import { settingsChangeSchema } from './settings.ts'
import { clueWordSchema, gameNameSchema, playerNameSchema } from './text.ts'
import { gameViewSchema, momentSchema } from './view.ts'
import { callFailureSchema, phaseSchema, teamSchema } from './vocabulary.ts'

export const createGameInputSchema = z.strictObject({
  gameName: gameNameSchema,
  playerName: playerNameSchema,
  settings: settingsChangeSchema.optional(),
})
export const createGameOutputSchema = z.strictObject({
  gameId: gameIdSchema,
  joinCode: joinCodeSchema,
  playerId: playerIdSchema,
})

/** By the id in a link, or by a spoken code. */
export const joinGameInputSchema = z.union([
  z.strictObject({ gameId: gameIdSchema, playerName: playerNameSchema }),
  z.strictObject({ joinCode: joinCodeSchema, playerName: playerNameSchema }),
])
export const joinGameOutputSchema = z.strictObject({
  gameId: gameIdSchema,
  gameName: z.string(),
  playerId: playerIdSchema,
})

export const gameInputSchema = z.strictObject({ gameId: gameIdSchema })

/** A STUN or TURN server, as `RTCPeerConnection` takes it. */
export const iceServerSchema = z.strictObject({
  urls: z.array(z.string().regex(/^(?:stun|turn)s?:\S+$/)).min(1),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
})
export type IceServer = z.infer<typeof iceServerSchema>

const readyTicketSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    status: z.literal('ready'),
    kind: z.literal('daily'),
    /** The private room. */
    url: z.url({ protocol: /^https$/ }),
    /** For this player alone. A bearer credential: not for URLs, logs or storage. */
    token: z.string(),
    expiresAtMs: momentSchema,
  }),
  /** Between the browsers themselves: who is in it is told by `watchCall`. */
  z.strictObject({
    status: z.literal('ready'),
    kind: z.literal('peer'),
    /** STUN and TURN; none where everyone is in one network. */
    iceServers: z.array(iceServerSchema),
    maxParticipants: z.int().min(2),
  }),
])

/** How to join the table's call, or why that is not possible now. Never cached. */
export const callTicketOutputSchema = z.discriminatedUnion('status', [
  readyTicketSchema,
  z.strictObject({ status: z.literal('pending'), reason: z.null() }),
  z.strictObject({ status: z.literal('unavailable'), reason: callFailureSchema }),
])
export type CallTicket = z.infer<typeof callTicketOutputSchema>

export const playInputSchema = z.strictObject({
  gameId: gameIdSchema,
  commandId: commandIdSchema,
  command: commandSchema,
})
/** `seq` is the number of the last event that the command caused, or of the last one at all if it caused none. */
export const playOutputSchema = z.strictObject({ seq: z.int().min(0) })

/** `lastEventId` is the `seq` that the client saw last; the tRPC client sends it on every reconnect. */
export const watchGameInputSchema = z.strictObject({
  gameId: gameIdSchema,
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

export const numberedEventSchema = z.strictObject({
  /** 1 for the first event of a game, without gaps. */
  seq: z.int().min(1),
  event: publicEventSchema,
})
export type NumberedEvent = z.infer<typeof numberedEventSchema>

/**
 * What `watchGame` sends, tracked by `seq`. A `view` replaces all that was known: the first message is one, and
 * so is the message after anything that changes what the watcher may see. `presence` says who is here now.
 */
export const watchMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: gameViewSchema }),
  z.strictObject({ type: z.literal('events'), events: z.array(numberedEventSchema).min(1) }),
  z.strictObject({ type: z.literal('presence'), online: z.array(playerIdSchema) }),
])
export type WatchMessage = z.infer<typeof watchMessageSchema>

/** A game that is listed in the lobby. */
export const listedGameSchema = z.strictObject({
  gameId: gameIdSchema,
  gameName: z.string(),
  hostName: z.string(),
  phase: phaseSchema,
  round: z.int().min(0),
  /** By team: whether the spymaster's seat is free, and how many operatives sit. */
  seats: z.record(
    teamSchema,
    z.strictObject({ hasSpymaster: z.boolean(), operatives: z.int().min(0) }),
  ),
  players: z.int().min(0),
  spectators: z.boolean(),
  createdAtMs: momentSchema,
})
export type ListedGame = z.infer<typeof listedGameSchema>

export const listGamesOutputSchema = z.array(listedGameSchema)

/** `clock`: the server's time, in milliseconds since the Unix epoch. */
export const clockOutputSchema = z.strictObject({ nowMs: momentSchema })

export const checkClueInputSchema = z.strictObject({ gameId: gameIdSchema, word: clueWordSchema })

export const replayInputSchema = z.strictObject({ gameId: gameIdSchema, round: z.int().min(1) })
/** The whole course of a finished round, targets and key included. */
export const replayOutputSchema = z.strictObject({
  round: z.int().min(1),
  events: z.array(numberedEventSchema),
})
export type Replay = z.infer<typeof replayOutputSchema>
