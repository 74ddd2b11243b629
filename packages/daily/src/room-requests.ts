import * as z from 'zod'

import type { DailyRequest } from './exchange.ts'

/** A room as it is asked for. */
export interface WantedRoom {
  readonly name: string
  /** Where Daily must say that it is. */
  readonly url: string
  /** When it closes, in whole seconds since the Unix epoch. */
  readonly expiresAtSeconds: number
}

/** The part of Daily's room object that the package relies on. */
export interface RoomAnswer {
  readonly privacy: string
  /** Shows only what differs from the defaults. */
  readonly config: { readonly exp?: number | undefined }
}

/** How far the closing time of a room may be from the wanted one. */
const EXPIRY_TOLERANCE_SECONDS = 60

/** The most that Daily puts on a page. */
export const ROOMS_PER_PAGE = 100

const roomPageSchema = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string(), created_at: z.string() })),
})
export type RoomPage = z.infer<typeof roomPageSchema>
export type ListedRoom = RoomPage['data'][number]

const domainSchema = z.object({
  // It becomes a part of a host name, so it must be able to be one.
  domain_name: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/iu)
    .toLowerCase(),
  domain_id: z.string().min(1).max(128),
})
export type Domain = z.infer<typeof domainSchema>

export const readDomain: DailyRequest<Domain> = {
  method: 'GET',
  route: '/',
  answer: domainSchema,
}

export const createRoom = (wanted: WantedRoom): DailyRequest<RoomAnswer> => ({
  method: 'POST',
  route: '/rooms',
  body: { name: wanted.name, ...terms(wanted) },
  answer: wantedRoomSchema(wanted),
})

export const findRoom = (wanted: WantedRoom): DailyRequest<RoomAnswer> => ({
  method: 'GET',
  route: '/rooms/:name',
  name: wanted.name,
  answer: foundRoomSchema(wanted),
})

/** Makes a room that is already there into the one that is wanted. */
export const reconcileRoom = (wanted: WantedRoom): DailyRequest<RoomAnswer> => ({
  method: 'POST',
  route: '/rooms/:name',
  name: wanted.name,
  body: terms(wanted),
  answer: wantedRoomSchema(wanted),
})

/** One page of all rooms of the domain, newest first; the first page when `after` is null. */
export const listRooms = (after: string | null): DailyRequest<RoomPage> => ({
  method: 'GET',
  route: '/rooms',
  query: { limit: String(ROOMS_PER_PAGE), ...(after !== null && { starting_after: after }) },
  answer: roomPageSchema,
})

/** All or nothing: one name that is not there, and none is deleted. */
export const deleteRooms = (
  names: readonly string[],
): DailyRequest<{ readonly deleted_count: number }> => ({
  method: 'DELETE',
  route: '/batch/rooms',
  body: { rooms: names },
  answer: z.object({ deleted_count: z.int().nonnegative() }),
})

export const deleteRoom = (name: string): DailyRequest<unknown> => ({
  method: 'DELETE',
  route: '/rooms/:name',
  name,
  answer: z.unknown(),
})

/** Whether a room that is already there can be taken as it is. */
export function isAsWanted({ privacy, config }: RoomAnswer, wanted: WantedRoom): boolean {
  return privacy === 'private' && closingTimeSchema(wanted).safeParse(config.exp).success
}

const closingTimeSchema = ({ expiresAtSeconds }: WantedRoom) =>
  z
    .int()
    .min(expiresAtSeconds - EXPIRY_TOLERANCE_SECONDS)
    .max(expiresAtSeconds + EXPIRY_TOLERANCE_SECONDS)

/** A room of that name, on Daily's own host; what else it is like remains to be seen. */
const foundRoomSchema = (wanted: WantedRoom) =>
  z.object({
    name: z.literal(wanted.name),
    url: z.literal(wanted.url),
    privacy: z.string(),
    config: z.object({ exp: z.int().optional() }).default({}),
  })

/** Exactly the room that was asked for. */
const wantedRoomSchema = (wanted: WantedRoom) =>
  foundRoomSchema(wanted).extend({
    privacy: z.literal('private'),
    config: z.object({ exp: closingTimeSchema(wanted).optional() }).default({}),
  })

function terms({ expiresAtSeconds }: WantedRoom) {
  return {
    // Beside `properties`, never in it: nested, Daily would leave the room public.
    privacy: 'private',
    properties: {
      exp: expiresAtSeconds,
      eject_at_room_exp: true,
      start_audio_off: true,
      start_video_off: true,
      // A spymaster who shares the wrong window would show the key.
      enable_screenshare: false,
      enforce_unique_user_ids: true,
      // Of everyone who is no owner, and nobody is. Presence and receiving stay as Daily has them: all.
      permissions: { canSend: ['video', 'audio'], canAdmin: false },
    },
  }
}
