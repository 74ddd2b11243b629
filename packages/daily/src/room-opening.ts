import type { GameId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'

import type { DailyClock } from './daily-clock.ts'
import type { DailyClient, DailyOperation } from './daily-client.ts'
import { DailyError, isError } from './daily-error.ts'
import type { DailyLog } from './daily-log.ts'
import type { RoomNames } from './room-names.ts'
import {
  createRoom,
  deleteRoom,
  findRoom,
  isAsWanted,
  readDomain,
  reconcileRoom,
  type Domain,
  type RoomAnswer,
  type WantedRoom,
} from './room-requests.ts'

/** Makes the room of a game, or adopts the one that is there. */
export function createRoomOpening(deps: {
  readonly client: DailyClient
  readonly roomNames: RoomNames
  readonly roomTtlSeconds: number
  readonly log: DailyLog
  readonly clock: DailyClock
}): (gameId: GameId, signal: AbortSignal) => Promise<Room> {
  const { client, roomNames, roomTtlSeconds, log, clock } = deps
  let knownDomain: Domain | null = null

  /** A room that can't be vouched for must not stay; its closing time takes care of it should this fail as well. */
  async function discard(operation: DailyOperation, name: string): Promise<void> {
    try {
      await operation.request(deleteRoom(name))
    } catch (error) {
      if (!(error instanceof DailyError)) throw error
      if (error.code !== 'not-found') {
        log.warn({ code: error.code }, 'daily: a room that can not be vouched for is left behind')
      }
    }
  }

  return async (gameId, signal) => {
    const operation = client.begin(signal)
    const domain = (knownDomain ??= await operation.request(readDomain))
    const name = roomNames.nameOf(gameId)
    const wanted: WantedRoom = {
      name,
      url: `https://${domain.domain_name}.daily.co/${name}`,
      expiresAtSeconds: Math.floor(clock.now() / 1_000) + roomTtlSeconds,
    }
    try {
      const { outcome, answer } = await makeOrAdopt(operation, wanted)
      log.info({ outcome }, 'daily: room ready')
      const expiresAtSeconds = answer.config.exp ?? wanted.expiresAtSeconds
      return {
        name,
        url: wanted.url,
        domainId: domain.domain_id,
        expiresAtMs: expiresAtSeconds * 1_000,
      }
    } catch (error) {
      if (isError(error, 'contract')) await discard(operation, name)
      throw error
    }
  }
}

interface Opened {
  readonly outcome: 'made' | 'adopted' | 'reconciled'
  readonly answer: RoomAnswer
}

async function makeOrAdopt(operation: DailyOperation, wanted: WantedRoom): Promise<Opened> {
  const make = async (): Promise<Opened> => ({
    outcome: 'made',
    answer: await operation.request(createRoom(wanted)),
  })
  try {
    return await make()
  } catch (error) {
    if (!isError(error, 'already-exists')) throw error
  }
  // Either an earlier attempt was heard though its answer was not, or the game asks again.
  const found = await find(operation, wanted)
  if (found === null) return make()
  if (isAsWanted(found, wanted)) return { outcome: 'adopted', answer: found }
  return { outcome: 'reconciled', answer: await operation.request(reconcileRoom(wanted)) }
}

async function find(operation: DailyOperation, wanted: WantedRoom): Promise<RoomAnswer | null> {
  try {
    return await operation.request(findRoom(wanted))
  } catch (error) {
    if (isError(error, 'not-found')) return null
    throw error
  }
}
