import * as z from 'zod'

import type { DailyRequest } from './exchange.ts'

/** Whose tracks a participant may receive: the most specific part that names a medium of another decides. */
export interface CanReceive {
  readonly base: boolean
  readonly byUserId: Readonly<Record<string, { readonly audio: boolean }>>
  readonly byParticipantId: Readonly<Record<string, never>>
}

/** By id of the participant, each the id of one entry into the call; `*` stands for everybody who is not named. */
export type PermissionChanges = Readonly<Record<string, { readonly canReceive: CanReceive }>>

/** The most that Daily lists, and far more than are ever at a table. */
const PARTICIPANTS_MAX = 100

const presenceSchema = z.object({
  data: z.array(z.object({ id: z.string().min(1), userId: z.string().nullish() })),
})
export type Presence = z.infer<typeof presenceSchema>

/** Who is in the call in a room; up to a quarter of a minute late. */
export const listParticipants = (name: string): DailyRequest<Presence> => ({
  method: 'GET',
  route: '/rooms/:name/presence',
  name,
  query: { limit: String(PARTICIPANTS_MAX) },
  answer: presenceSchema,
})

/** Only for those who are in the call; nobody who comes later is changed. */
export const updatePermissions = (
  name: string,
  data: PermissionChanges,
): DailyRequest<unknown> => ({
  method: 'POST',
  route: '/rooms/:name/update-permissions',
  name,
  body: { data },
  answer: z.unknown(),
})

/** With a ban, Daily keeps these users out for as long as the call is on. Whoever is not there is passed over. */
export const ejectUsers = (
  name: string,
  userIds: readonly string[],
  { ban }: { readonly ban: boolean },
): DailyRequest<unknown> => ({
  method: 'POST',
  route: '/rooms/:name/eject',
  name,
  body: { user_ids: userIds, ...(ban && { ban }) },
  answer: z.object({ ejectedIds: z.array(z.string()) }),
})
