import type { DailyClock } from './daily-clock.ts'
import type { DailyClient } from './daily-client.ts'
import { DailyError } from './daily-error.ts'
import type { DailyLog } from './daily-log.ts'
import type { RoomNames } from './room-names.ts'
import {
  ROOMS_PER_PAGE,
  deleteRooms,
  listRooms,
  type ListedRoom,
  type RoomPage,
} from './room-requests.ts'

/** A younger room may belong to a game that began after the live ones were counted. */
const ROOM_AGE_MIN_MS = 15 * 60_000
const ROOMS_PER_DELETION = 100
/** A list that goes on for longer goes round in circles. */
const PAGES_MAX = 1_000

/** Deletes rooms that nobody needs any more. */
export interface Reaper {
  /** Deletes all rooms of ours but the named and the young ones; tells how many. */
  reap(liveNames: ReadonlySet<string>, signal?: AbortSignal): Promise<number>
}

export function createReaper(deps: {
  readonly client: DailyClient
  readonly roomNames: Pick<RoomNames, 'isOurs'>
  readonly log: DailyLog
  readonly clock: DailyClock
}): Reaper {
  const { client, roomNames, log, clock } = deps

  /** Every room of the domain, read to the end before anything is deleted: a page begins after a room that is there. */
  async function listAll(signal: AbortSignal | undefined): Promise<readonly ListedRoom[]> {
    const rooms: ListedRoom[] = []
    let after: string | null = null
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const { data }: RoomPage = await client.begin(signal).request(listRooms(after))
      rooms.push(...data)
      after = data.at(-1)?.id ?? null
      if (after === null || data.length < ROOMS_PER_PAGE) break
    }
    return rooms
  }

  async function deleteAll(
    names: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<number> {
    try {
      return (await client.begin(signal).request(deleteRooms(names))).deleted_count
    } catch (error) {
      if (!(error instanceof DailyError && error.code === 'refused' && error.status === 400)) {
        throw error
      }
    }
    if (names.length === 1) {
      log.warn({}, 'daily: a room that nobody needs can not be deleted')
      return 0
    }
    const middle = Math.ceil(names.length / 2)
    const first = await deleteAll(names.slice(0, middle), signal)
    return first + (await deleteAll(names.slice(middle), signal))
  }

  return {
    async reap(liveNames, signal) {
      const rooms = await listAll(signal)
      // Not before: it is the list that tells the time.
      const bornBeforeMs = clock.now() - ROOM_AGE_MIN_MS
      const names = rooms
        .filter(({ created_at }) => Date.parse(created_at) < bornBeforeMs)
        .map(({ name }) => name)
        .filter((name) => roomNames.isOurs(name) && !liveNames.has(name))
      let deleted = 0
      for (let start = 0; start < names.length; start += ROOMS_PER_DELETION) {
        deleted += await deleteAll(names.slice(start, start + ROOMS_PER_DELETION), signal)
      }
      return deleted
    },
  }
}
