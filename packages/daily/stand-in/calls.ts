import { randomUUID } from 'node:crypto'

import * as z from 'zod'

import { found, refusal, type Reply } from './reply.ts'
import { invalid, permissionsSchema, type CanReceive } from './room-properties.ts'
import type { RoomShelf } from './room-shelf.ts'

/** Somebody in the call in a room, as they are now. */
export interface StandInParticipant {
  /** Of this one entry; entering again gives another. */
  readonly id: string
  readonly userId: string
  /** Whose tracks they may receive. */
  readonly canReceive: CanReceive
  /** Whether they are in the call; false once they were ejected. */
  readonly isPresent: boolean
  /** Whether both are in the call and the voice of the other reaches this one. */
  hears(other: StandInParticipant): boolean
}

/** The calls in the rooms of a domain: who is there, and what Daily says about them. */
export interface Calls {
  /** Null where there is no such room, and for who is banned. */
  enter(room: string, userId: string): StandInParticipant | null
  presence(room: string, query: URLSearchParams): Reply
  eject(room: string, body: unknown): Reply
  updatePermissions(room: string, body: unknown): Reply
}

interface Call {
  readonly sessionId: string
  participants: readonly Participant[]
  /** Ids of users. Daily forgets them when the call is over, and so does this. */
  readonly banned: Set<string>
}

interface Participant extends StandInParticipant {
  canReceive: CanReceive
  isPresent: boolean
  readonly joinedAtMs: number
}

export function createCalls(shelf: RoomShelf, now: () => number): Calls {
  const calls = new Map<string, Call>()

  const roomNamed = (name: string) => shelf.live().find((room) => room.name === name)
  /** There is one as long as somebody is in it. */
  const callIn = (name: string) => (roomNamed(name) ? calls.get(name) : undefined)

  function leave(room: string, call: Call, leaving: readonly Participant[]): void {
    for (const participant of leaving) participant.isPresent = false
    call.participants = call.participants.filter(({ isPresent }) => isPresent)
    if (call.participants.length === 0) calls.delete(room)
  }

  return {
    enter(name, userId) {
      const room = roomNamed(name)
      if (!room) return null
      const call = calls.get(name) ?? newCall()
      if (call.banned.has(userId)) return null
      calls.set(name, call)
      const earlier = call.participants.filter((participant) => participant.userId === userId)
      const { permissions } = roomPermissionsSchema.parse(room.config)
      const participant = newParticipant(userId, { ...OPEN, ...permissions?.canReceive }, now())
      call.participants = [...call.participants, participant]
      if (room.config['enforce_unique_user_ids'] === true) leave(name, call, earlier)
      return participant
    },

    presence(room, query) {
      if (!roomNamed(room)) return ABSENT
      const wanted = presenceQuerySchema.safeParse(Object.fromEntries(query))
      if (!wanted.success) return invalid(wanted.error)
      const { limit, userId } = wanted.data
      const call = callIn(room)
      const present = (call?.participants ?? [])
        .filter((participant) => userId === undefined || participant.userId === userId)
        .map((participant) => ({
          room,
          id: participant.id,
          userId: participant.userId,
          userName: null,
          mtgSessionId: call?.sessionId,
          joinTime: new Date(participant.joinedAtMs).toISOString(),
          duration: Math.floor((now() - participant.joinedAtMs) / 1_000),
        }))
      return found({ total_count: present.length, data: present.slice(0, limit) })
    },

    eject(room, body) {
      const wanted = ejectionSchema.safeParse(body)
      if (!wanted.success) return invalid(wanted.error)
      const call = callIn(room)
      if (!call) return ABSENT
      const { ids = [], user_ids: userIds = [], ban = false } = wanted.data
      if (ban) for (const userId of userIds) call.banned.add(userId)
      const ejected = call.participants.filter(
        ({ id, userId }) => ids.includes(id) || userIds.includes(userId),
      )
      leave(room, call, ejected)
      return found({ ejectedIds: ejected.map(({ id }) => id) })
    },

    updatePermissions(room, body) {
      const wanted = permissionChangesSchema.safeParse(body)
      if (!wanted.success) return invalid(wanted.error)
      const call = callIn(room)
      if (!call) return ABSENT
      const { data } = wanted.data
      for (const participant of call.participants) {
        const changes = data[participant.id] ?? data['*']
        participant.canReceive = { ...participant.canReceive, ...changes?.canReceive }
      }
      return found({})
    },
  }
}

const OPEN: CanReceive = { base: true, byUserId: {}, byParticipantId: {} }

const newCall = (): Call => ({ sessionId: randomUUID(), participants: [], banned: new Set() })

const newParticipant = (
  userId: string,
  canReceive: CanReceive,
  joinedAtMs: number,
): Participant => ({
  id: randomUUID(),
  userId,
  joinedAtMs,
  canReceive,
  isPresent: true,
  hears(other) {
    return this.isPresent && other.isPresent && audioOf(other, this.canReceive)
  },
})

/** The most specific word on the voice of a participant holds. */
function audioOf({ id, userId }: StandInParticipant, { base, ...exceptions }: CanReceive): boolean {
  const words = [exceptions.byParticipantId?.[id], exceptions.byUserId?.[userId], base]
  const audio = words.map((word) => (typeof word === 'object' ? word.audio : word))
  return audio.find((may) => may !== undefined) ?? true
}

const ABSENT = refusal(404, 'not-found', 'no such call')

const MENTIONS_MAX = 100
const mentions = z.array(z.string().min(1)).max(MENTIONS_MAX).optional()
const ejectionSchema = z.strictObject({
  ids: mentions,
  user_ids: mentions,
  ban: z.boolean().optional(),
})

const permissionChangesSchema = z.strictObject({
  data: z.record(z.string().min(1), permissionsSchema),
})

const roomPermissionsSchema = z.looseObject({ permissions: permissionsSchema.optional() })

const presenceQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MENTIONS_MAX).default(MENTIONS_MAX),
  userId: z.string().optional(),
  userName: z.string().optional(),
})
