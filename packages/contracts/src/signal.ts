import * as z from 'zod'
import { gameIdSchema, playerIdSchema } from './ids.ts'

/** Longest session description or candidate that may pass, in characters. */
const SDP_MAX_CHARACTERS = 12_000
const CANDIDATE_MAX_CHARACTERS = 1_000

/** One stay of one browser in a call, drawn at random by the browser; a reload is another. */
export const callEpochSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/)
  .brand<'CallEpoch'>()
export type CallEpoch = z.infer<typeof callEpochSchema>

/** Why a camera or microphone can't be used. */
const blockedSchema = z.enum(['permissions', 'missing', 'in-use']).nullable()

/** What a participant of a peer call sends, as they say themselves. */
export const mediaStateSchema = z.strictObject({
  audio: z.boolean(),
  video: z.boolean(),
  audioBlocked: blockedSchema,
  videoBlocked: blockedSchema,
})
export type MediaState = z.infer<typeof mediaStateSchema>

/** Somebody in a peer call. The server names them: nobody can be there as somebody else. */
export const callPeerSchema = z.strictObject({
  playerId: playerIdSchema,
  name: z.string(),
  epoch: callEpochSchema,
  media: mediaStateSchema,
})
export type CallPeer = z.infer<typeof callPeerSchema>

/** What one browser tells another so that they can connect. */
const descriptionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['offer', 'answer']),
    sdp: z.string().max(SDP_MAX_CHARACTERS),
  }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.string().max(CANDIDATE_MAX_CHARACTERS),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.int().min(0).max(64).nullable(),
    usernameFragment: z.string().max(256).nullable(),
  }),
  /** The answerer asks the offerer for an ICE restart. */
  z.strictObject({ type: z.literal('restart') }),
])
export type CallDescription = z.infer<typeof descriptionSchema>

/** `watchCall`: being in the call and listening to it are one. `media` is what the participant sends at first. */
export const watchCallInputSchema = z.strictObject({
  gameId: gameIdSchema,
  epoch: callEpochSchema,
  media: mediaStateSchema,
})

/** What `watchCall` sends. `roster` comes first and replaces all that was known. */
export const callMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('roster'),
    you: playerIdSchema,
    peers: z.array(callPeerSchema),
  }),
  z.strictObject({ type: z.literal('joined'), peer: callPeerSchema }),
  z.strictObject({ type: z.literal('left'), playerId: playerIdSchema }),
  z.strictObject({ type: z.literal('media'), playerId: playerIdSchema, media: mediaStateSchema }),
  z.strictObject({
    type: z.literal('signal'),
    from: playerIdSchema,
    /** The stay that the signal comes from and the one that it is meant for; any other is of the past. */
    fromEpoch: callEpochSchema,
    toEpoch: callEpochSchema,
    description: descriptionSchema,
  }),
  /** The same player joined from another browser or tab, or was removed: this stay is over. */
  z.strictObject({ type: z.literal('ended'), reason: z.enum(['elsewhere', 'removed', 'full']) }),
])
export type CallMessage = z.infer<typeof callMessageSchema>

/** `signal`: what a participant sends. Only to somebody in the same call, only from a stay that is on. */
export const signalInputSchema = z.strictObject({
  gameId: gameIdSchema,
  epoch: callEpochSchema,
  message: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('media'), media: mediaStateSchema }),
    z.strictObject({
      type: z.literal('signal'),
      to: playerIdSchema,
      toEpoch: callEpochSchema,
      description: descriptionSchema,
    }),
  ]),
})
export type SignalInput = z.infer<typeof signalInputSchema>
