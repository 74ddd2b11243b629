import * as z from 'zod'

import { refusal, type Reply } from './reply.ts'

const flag = z.boolean()
const text = z.string()
const whole = z.int32()

/** Seconds since the Unix epoch; what is too large for the type is most likely meant in milliseconds. */
const moment = z.int32().min(0)

const recording = z.enum(['cloud', 'cloud-audio-only', 'local', 'raw-tracks'])

const media = z.strictObject({
  video: flag.optional(),
  audio: flag.optional(),
  screenVideo: flag.optional(),
  screenAudio: flag.optional(),
  customVideo: z.record(text, flag).optional(),
  customAudio: z.record(text, flag).optional(),
})
const receivable = z.union([flag, media])
const canReceiveSchema = z.strictObject({
  base: receivable.optional(),
  byUserId: z.record(text, receivable).optional(),
  byParticipantId: z.record(text, receivable).optional(),
})
/** Whose tracks somebody may receive: by participant, else by user, else the base. */
export type CanReceive = Readonly<z.infer<typeof canReceiveSchema>>

/** Of everyone in a room who is no owner, or of one of them. */
export const permissionsSchema = z.strictObject({
  hasPresence: flag.optional(),
  canSend: z
    .union([flag, z.array(z.enum(['video', 'audio', 'screenVideo', 'screenAudio']))])
    .optional(),
  canReceive: canReceiveSchema.optional(),
  canAdmin: z
    .union([flag, z.array(z.enum(['participants', 'streaming', 'transcription']))])
    .optional(),
})

/** Everything that a room can be told to be. Daily refuses any other property, and so does this. */
const shape = {
  nbf: moment,
  exp: moment,
  max_participants: whole.min(1),
  eject_after_elapsed: whole.min(0),
  eject_at_room_exp: flag,
  enable_people_ui: flag,
  enable_cpu_warning_notifications: flag,
  enable_pip_ui: flag,
  enable_emoji_reactions: flag,
  enable_hand_raising: flag,
  enable_prejoin_ui: flag,
  enable_live_captions_ui: flag,
  enable_network_ui: flag,
  enable_noise_cancellation_ui: flag,
  enable_breakout_rooms: flag,
  enable_knocking: flag,
  enable_screenshare: flag,
  enable_video_processing_ui: flag,
  enable_chat: flag,
  enable_shared_chat_history: flag,
  enable_advanced_chat: flag,
  enable_hidden_participants: flag,
  enable_recording: z.union([recording, z.array(recording)]),
  enable_raw_tracks_transcoded_audio: text,
  enable_mesh_sfu: flag,
  enable_adaptive_simulcast: flag,
  enable_multiparty_adaptive_simulcast: flag,
  enable_terse_logging: flag,
  enable_transcription_storage: flag,
  enable_dialout: flag,
  enforce_unique_user_ids: flag,
  experimental_optimize_large_calls: flag,
  start_video_off: flag,
  start_audio_off: flag,
  disable_rtmp_geo_fallback: flag,
  sfu_switchover: z.number(),
  lang: text,
  geo: text,
  rtmp_geo: text,
  meeting_join_hook: text,
  recordings_template: text,
  transcription_template: text,
  recordings_bucket: z.looseObject({}),
  transcription_bucket: z.looseObject({}),
  auto_transcription_settings: z.looseObject({}),
  dialout_config: z.looseObject({}),
  streaming_endpoints: z.array(z.looseObject({})),
  sip: z.looseObject({}),
  permissions: permissionsSchema,
}

/** What a room is where nobody has said otherwise; a room's `config` shows only what differs from it. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  max_participants: 200,
  eject_at_room_exp: false,
  enable_screenshare: true,
  enable_video_processing_ui: true,
  enable_chat: false,
  enable_shared_chat_history: true,
  enable_advanced_chat: false,
  enable_hidden_participants: false,
  enable_adaptive_simulcast: true,
  enable_multiparty_adaptive_simulcast: false,
  enable_dialout: false,
  enable_terse_logging: false,
  enable_transcription_storage: false,
  disable_rtmp_geo_fallback: false,
  sfu_switchover: 0.5,
  enforce_unique_user_ids: false,
  start_video_off: false,
  start_audio_off: false,
  lang: 'en',
}

const privacySchema = z.enum(['public', 'private'])

/** Body of `POST /rooms`. */
export const roomCreationSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9_-]+$/u)
    .optional(),
  privacy: privacySchema.optional(),
  properties: z.strictObject(shape).partial().optional(),
})

/** Body of `POST /rooms/:name`; null puts a property back to its default. */
export const roomUpdateSchema = z.strictObject({
  privacy: privacySchema.optional(),
  properties: z
    .strictObject(shape)
    .partial()
    .extend(
      Object.fromEntries(
        Object.entries(shape).map(([name, schema]) => [name, schema.nullable().optional()]),
      ),
    )
    .optional(),
})

export type RoomConfig = Readonly<Record<string, unknown>>

/** `config` with the changes made; defaults are not kept. */
export function configured(config: RoomConfig, changes: RoomConfig): RoomConfig {
  return Object.fromEntries(Object.entries({ ...config, ...changes }).filter(isOwn))
}

function isOwn([name, value]: [string, unknown]): boolean {
  return value !== null && value !== undefined && value !== DEFAULTS[name]
}

/** How Daily refuses a body or a query that is not as it should be. */
export function invalid(error: z.ZodError): Reply {
  const [issue] = error.issues
  const place = issue?.path.join('.') || 'body'
  return refusal(400, 'invalid-request-error', `${place}: ${issue?.message ?? 'invalid'}`)
}
