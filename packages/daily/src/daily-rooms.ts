import type { GameId, PlayerId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'

import { parseApiUrl } from './api-url.ts'
import { createCredentials } from './credentials.ts'
import { createDailyClient, type DailyOperation } from './daily-client.ts'
import { DailyError } from './daily-error.ts'
import { DAILY_LIMITS, type DailyLimits } from './daily-limits.ts'
import type { DailyLog } from './daily-log.ts'
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
import { createReaper } from './reaper.ts'
import type { Secret } from './secret.ts'
import { createSingleFlight } from './single-flight.ts'
import { SettingFault } from './setting-fault.ts'
import { tokenName } from './token-name.ts'

/** Longest life of a ticket, so that a stolen one is soon worth nothing. */
const TICKET_TTL_SECONDS = 3_600
/** Also what tells seconds from milliseconds given by mistake. */
const ROOM_TTL_MAX_SECONDS = 30 * 24 * 3_600

export interface DailyRoomsOptions {
  readonly apiKey: Secret
  /** Base of Daily's REST API, version included. */
  readonly apiUrl: string
  /** How long a room stays open, counted from `openRoom`. */
  readonly roomTtlSeconds: number
  readonly log: DailyLog
  readonly limits?: DailyLimits
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number
  /** In [0, 1); spreads the retries. */
  readonly random?: () => number
  readonly fetch?: typeof globalThis.fetch
}

/** What one player needs to enter a room. A bearer credential: not for URLs, logs or storage. */
export interface Ticket {
  readonly url: string
  readonly token: string
  /** Milliseconds since the Unix epoch; after it nobody can enter with the ticket, but whoever is in stays. */
  readonly expiresAtMs: number
}

/** Makes the private rooms in which tables meet, and the tickets to them. */
export interface DailyRooms {
  /**
   * Makes the one private room of a game, or adopts it if it is already there: asking again is harmless, and asking
   * many times at once is asking once.
   * @throws {DailyError} when Daily refuses, answers nonsense, or does not answer in time
   */
  openRoom(gameId: GameId, signal?: AbortSignal): Promise<Room>
  /**
   * Signs a ticket for one player. Asks Daily nothing, and gives nobody an owner's rights.
   * @throws {DailyError} with the code `room-closed` when the room's time is over
   */
  ticket(
    room: Room,
    player: { readonly playerId: PlayerId; readonly name: string },
  ): Promise<Ticket>
  /**
   * Deletes the room of a game; that there is none is a success.
   * @throws {DailyError} when Daily refuses, or does not answer in time
   */
  closeRoom(gameId: GameId, signal?: AbortSignal): Promise<void>
  /**
   * Deletes the rooms that were made here and belong to none of these games, but for those that were made only just
   * now; tells how many. Touches no room with a name of another making.
   * @throws {DailyError} when Daily refuses, answers nonsense, or does not answer in time
   */
  reap(liveGames: ReadonlySet<GameId>, signal?: AbortSignal): Promise<number>
}

/** @throws {SettingFault} when the URL is not safe to send the key to, or the rooms' life is out of range */
export function createDailyRooms(options: DailyRoomsOptions): DailyRooms {
  const { roomTtlSeconds, log, now = Date.now } = options
  if (
    !Number.isInteger(roomTtlSeconds) ||
    roomTtlSeconds < 1 ||
    roomTtlSeconds > ROOM_TTL_MAX_SECONDS
  ) {
    throw new SettingFault('roomTtlSeconds', 'out-of-range', 'give whole seconds')
  }
  const credentials = createCredentials(options.apiKey)
  const client = createDailyClient({
    credentials,
    apiUrl: parseApiUrl(options.apiUrl),
    limits: options.limits ?? DAILY_LIMITS,
    log,
    fetch: options.fetch ?? globalThis.fetch,
    now,
    random: options.random ?? Math.random,
  })
  const reaper = createReaper({ client, credentials, log, now })
  const share = createSingleFlight<Room>(
    () => new DailyError({ code: 'aborted', request: null, status: null, attempts: 0, info: '' }),
  )
  let knownDomain: Domain | null = null

  async function makeRoom(gameId: GameId, signal: AbortSignal): Promise<Room> {
    const operation = client.begin(signal)
    const domain = (knownDomain ??= await operation.request(readDomain))
    const name = credentials.roomName(gameId)
    const wanted: WantedRoom = {
      name,
      url: `https://${domain.domain_name}.daily.co/${name}`,
      expiresAtSeconds: Math.floor(now() / 1_000) + roomTtlSeconds,
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
      if (hasCode(error, 'contract')) await discard(operation, name)
      throw error
    }
  }

  async function closeRoom(gameId: GameId, signal?: AbortSignal): Promise<void> {
    try {
      await client.begin(signal).request(deleteRoom(credentials.roomName(gameId)))
    } catch (error) {
      if (!hasCode(error, 'not-found')) throw error
    }
  }

  async function ticket(
    room: Room,
    player: { readonly playerId: PlayerId; readonly name: string },
  ): Promise<Ticket> {
    const iat = Math.floor(now() / 1_000)
    const exp = Math.min(Math.floor(room.expiresAtMs / 1_000), iat + TICKET_TTL_SECONDS)
    if (exp <= iat) {
      throw new DailyError({
        code: 'room-closed',
        request: null,
        status: null,
        attempts: 0,
        info: '',
      })
    }
    const token = await credentials.signToken({
      r: room.name,
      d: room.domainId,
      iat,
      exp,
      ud: player.playerId,
      u: tokenName(player.name),
      ao: true,
      vo: true,
    })
    return { url: room.url, token, expiresAtMs: exp * 1_000 }
  }

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

  return {
    openRoom: (gameId, signal) => share(gameId, (shared) => makeRoom(gameId, shared), signal),
    ticket,
    closeRoom,
    reap(liveGames, signal) {
      const liveNames = new Set([...liveGames].map((gameId) => credentials.roomName(gameId)))
      return reaper.reap(liveNames, signal)
    },
  }
}

const hasCode = (error: unknown, code: DailyError['code']): error is DailyError =>
  error instanceof DailyError && error.code === code

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
    if (!hasCode(error, 'already-exists')) throw error
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
    if (hasCode(error, 'not-found')) return null
    throw error
  }
}
