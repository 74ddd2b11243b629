import { randomBytes, randomUUID } from 'node:crypto'

import * as z from 'zod'

import { found, refusal, type Reply } from './reply.ts'
import {
  configured,
  invalid,
  roomCreationSchema,
  roomUpdateSchema,
  type RoomConfig,
} from './room-properties.ts'

/** A room as Daily shows it. */
export interface StandInRoom {
  readonly id: string
  readonly name: string
  readonly api_created: true
  readonly privacy: 'public' | 'private'
  readonly url: string
  readonly created_at: string
  readonly config: RoomConfig
}

export interface RoomShelfOptions {
  readonly domain: string
  readonly maxRooms: number
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
}

/** The rooms of a domain, and what Daily says about them. */
export interface RoomShelf {
  /** Those that have not expired, newest first. */
  live(): readonly StandInRoom[]
  create(body: unknown): Reply
  read(name: string): Reply
  update(name: string, body: unknown): Reply
  remove(name: string): Reply
  /** All or nothing. */
  removeAll(body: unknown): Reply
  list(query: URLSearchParams): Reply
}

export function createRoomShelf({ domain, maxRooms, now }: RoomShelfOptions): RoomShelf {
  /** Oldest first. Expired rooms stay until their name is used again or they are deleted, as with Daily. */
  const rooms = new Map<string, StandInRoom>()

  const isPast = ({ exp }: RoomConfig) => typeof exp === 'number' && exp * 1_000 <= now()
  const live = () => [...rooms.values()].filter(({ config }) => !isPast(config)).toReversed()
  const liveRoom = (name: string) => live().find((room) => room.name === name)
  const show = (room: StandInRoom) => found({ ...room })

  return {
    live,

    create(body) {
      const wanted = roomCreationSchema.safeParse(body)
      if (!wanted.success) return invalid(wanted.error)
      const { name = randomBytes(15).toString('base64url'), privacy = 'public' } = wanted.data
      const config = configured({}, wanted.data.properties ?? {})
      if (isPast(config)) return PAST_EXP
      if (liveRoom(name)) {
        return refusal(400, 'invalid-request-error', `a room named ${name} already exists`)
      }
      if (live().length >= maxRooms) {
        return refusal(400, 'invalid-request-error', 'maximum number of rooms reached')
      }
      const room: StandInRoom = {
        id: randomUUID(),
        name,
        api_created: true,
        privacy,
        url: `https://${domain}.daily.co/${name}`,
        created_at: new Date(now()).toISOString(),
        config,
      }
      rooms.delete(name)
      rooms.set(name, room)
      return show(room)
    },

    read(name) {
      const room = liveRoom(name)
      return room ? show(room) : ABSENT
    },

    update(name, body) {
      const room = liveRoom(name)
      if (!room) return ABSENT
      const changes = roomUpdateSchema.safeParse(body)
      if (!changes.success) return invalid(changes.error)
      const config = configured(room.config, changes.data.properties ?? {})
      if (isPast(config)) return PAST_EXP
      const changed = { ...room, privacy: changes.data.privacy ?? room.privacy, config }
      rooms.set(name, changed)
      return show(changed)
    },

    remove(name) {
      const wasLive = liveRoom(name) !== undefined
      if (!rooms.delete(name)) return ABSENT
      return wasLive
        ? found({ deleted: true, name })
        : { status: 404, body: { ...ABSENT.body, deleted: true } }
    },

    removeAll(body) {
      const wanted = batchSchema.safeParse(body)
      if (!wanted.success) return invalid(wanted.error)
      const names = new Set(wanted.data.rooms)
      const absent = [...names].find((name) => !liveRoom(name))
      if (absent !== undefined) {
        return refusal(400, 'invalid-request-error', `no room named ${absent}`)
      }
      for (const name of names) rooms.delete(name)
      return found({ deleted_count: names.size })
    },

    list(query) {
      const all = live()
      const limit = Number(query.get('limit') ?? LIST_MAX)
      if (!Number.isInteger(limit) || limit < 1 || limit > LIST_MAX) {
        return refusal(400, 'invalid-request-error', `limit must be from 1 to ${LIST_MAX}`)
      }
      const place = (id: string | null) => all.findIndex((room) => room.id === id)
      const after = query.has('starting_after') ? place(query.get('starting_after')) + 1 : 0
      const end = query.has('ending_before') ? place(query.get('ending_before')) : all.length
      return found({ total_count: all.length, data: all.slice(after, end).slice(0, limit) })
    },
  }
}

const LIST_MAX = 100
const BATCH_MAX = 1_000
const batchSchema = z.strictObject({ rooms: z.array(z.string()).min(1).max(BATCH_MAX) })
const ABSENT = refusal(404, 'not-found', 'room not found')
const PAST_EXP = refusal(
  400,
  'invalid-request-error',
  'exp must be in the future, in seconds since the unix epoch',
)
