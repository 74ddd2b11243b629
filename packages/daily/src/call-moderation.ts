import type { PlayerId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'

import {
  ejectUsers,
  listParticipants,
  updatePermissions,
  type CanReceive,
  type Presence,
  type PermissionChanges,
} from './call-requests.ts'
import type { DailyClient } from './daily-client.ts'
import { isError } from './daily-error.ts'

const OPEN: CanReceive = { base: true, byUserId: {}, byParticipantId: {} }

/** Who is in a call, and who hears whom in it. */
export interface CallModeration {
  /**
   * Takes a player out of the call in a room, wherever they are in it; that nobody is there is a success. Who
   * `mayReturn` can enter again with a ticket; who may not is kept out by Daily for as long as the call is on.
   * @throws {DailyError} when Daily refuses, answers nonsense, or does not answer in time
   */
  eject(
    room: Room,
    playerId: PlayerId,
    options: { readonly mayReturn: boolean },
    signal?: AbortSignal,
  ): Promise<void>
  /**
   * Lets these players be heard by each other alone, until it is called with null: then everybody hears everybody.
   * Reaches those who are in the call now: who enters later hears everybody, and a player of theirs who entered in the
   * last few seconds may not hear the others yet, until it is called again. Of two calls at once for one room, either
   * may be the last to take effect.
   * @throws {DailyError} when Daily refuses, answers nonsense, or does not answer in time
   */
  confine(room: Room, players: ReadonlySet<PlayerId> | null, signal?: AbortSignal): Promise<void>
}

export function createCallModeration(client: DailyClient): CallModeration {
  return {
    eject: (room, playerId, { mayReturn }, signal) =>
      unlessEmpty(() =>
        client.begin(signal).request(ejectUsers(room.name, [playerId], { ban: !mayReturn })),
      ),

    confine: (room, players, signal) =>
      unlessEmpty(async () => {
        const operation = client.begin(signal)
        const changes =
          players === null
            ? { '*': { canReceive: OPEN } }
            : confined(players, await operation.request(listParticipants(room.name)))
        await operation.request(updatePermissions(room.name, changes))
      }),
  }
}

/** In one change for all, so that nobody hears a word between two. */
function confined(players: ReadonlySet<string>, { data }: Presence): PermissionChanges {
  const theirs = data.filter(({ userId }) => userId != null && players.has(userId))
  const unheard = [...players].map((playerId) => [playerId, { audio: false }] as const)
  return {
    ...Object.fromEntries(theirs.map(({ id }) => [id, { canReceive: OPEN }])),
    '*': { canReceive: { ...OPEN, byUserId: Object.fromEntries(unheard) } },
  }
}

/** Daily knows no call where nobody is, and then there is nothing to do. */
async function unlessEmpty(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isError(error, 'not-found')) throw error
  }
}
