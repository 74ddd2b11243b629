import type { GameId, PlayerId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'
import type { Registry } from 'prom-client'

import { parseApiUrl } from './api-url.ts'
import { createCallModeration, type CallModeration } from './call-moderation.ts'
import { createCredentials } from './credentials.ts'
import { createDailyClock } from './daily-clock.ts'
import { createDailyClient } from './daily-client.ts'
import { DailyError, isError } from './daily-error.ts'
import type { DailyHealth } from './daily-health.ts'
import { DAILY_LIMITS, type DailyLimits } from './daily-limits.ts'
import type { DailyLog } from './daily-log.ts'
import { createDailyMetrics } from './daily-metrics.ts'
import { createKeyReader } from './key-reader.ts'
import { createReaper } from './reaper.ts'
import { createRoomNames } from './room-names.ts'
import { createRoomOpening } from './room-opening.ts'
import { deleteRoom } from './room-requests.ts'
import type { Secret } from './secret.ts'
import { createSingleFlight } from './single-flight.ts'
import { SettingFault } from './setting-fault.ts'
import { tokenName } from './token-name.ts'

/** Longest life of a ticket, so that a stolen one is soon worth nothing. */
const TICKET_TTL_SECONDS = 3_600
/** Also what tells seconds from milliseconds given by mistake. */
const ROOM_TTL_MAX_SECONDS = 30 * 24 * 3_600

export interface DailyRoomsOptions {
  /** The API key to begin with. */
  readonly apiKey: Secret
  /**
   * Reads the key again from where it came from, when Daily refuses the one in use or `reloadKey` is called; null where
   * there is none to read, or where what is there can't be a key. A key of the same domain: rooms stay where they are.
   * Not given: the key never changes.
   */
  readonly readKey?: () => Promise<Secret | null>
  /**
   * What the names of rooms follow from, together with the game. Kept for as long as rooms live; shared by all servers
   * of one deployment and by no other.
   */
  readonly roomNameSecret: Secret
  /** Base of Daily's REST API, version included. */
  readonly apiUrl: string
  /** How long a room stays open, counted from `openRoom`. */
  readonly roomTtlSeconds: number
  readonly log: DailyLog
  /** Where the package counts what it asks of Daily. Not given: a registry of its own. */
  readonly metrics?: Registry
  /** Called when another key has taken the place of a refused or outdated one. */
  readonly onKeyChanged?: () => void
  readonly limits?: DailyLimits
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number
  /** Milliseconds since any moment; not set anew with the system's clock. */
  readonly elapsedMs?: () => number
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
export interface DailyRooms extends CallModeration {
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
  /**
   * Reads the key again now, for whoever learns that it has changed (a signal, a watched file). Never fails: without
   * another key the one in use stays.
   */
  reloadKey(): Promise<void>
  /** How Daily does, by its last answers; asks nothing. */
  readonly health: DailyHealth
}

/** @throws {SettingFault} when the URL is not safe to send the key to, or the rooms' life is out of range */
export function createDailyRooms(options: DailyRoomsOptions): DailyRooms {
  const { roomTtlSeconds, log, limits = DAILY_LIMITS } = options
  if (
    !Number.isInteger(roomTtlSeconds) ||
    roomTtlSeconds < 1 ||
    roomTtlSeconds > ROOM_TTL_MAX_SECONDS
  ) {
    throw new SettingFault('roomTtlSeconds', 'out-of-range', 'give whole seconds')
  }
  const apiUrl = parseApiUrl(options.apiUrl)
  const clock = createDailyClock({
    now: options.now ?? Date.now,
    elapsedMs: options.elapsedMs ?? (() => performance.now()),
  })
  const roomNames = createRoomNames(options.roomNameSecret)
  const metrics = createDailyMetrics(options.metrics)
  const credentials = createCredentials(options.apiKey)
  const keyReader = createKeyReader({
    credentials,
    readKey: options.readKey ?? (async () => null),
    limits,
    log,
    onKeyChanged() {
      metrics.keyChanged()
      options.onKeyChanged?.()
    },
  })
  const client = createDailyClient({
    credentials,
    keyReader,
    apiUrl,
    limits,
    log,
    metrics,
    fetch: options.fetch ?? globalThis.fetch,
    clock,
    random: options.random ?? Math.random,
  })
  const makeRoom = createRoomOpening({ client, roomNames, roomTtlSeconds, log, clock })
  const reaper = createReaper({ client, roomNames, log, clock })
  const moderation = createCallModeration(client)
  const share = createSingleFlight<Room>(
    () => new DailyError({ code: 'aborted', request: null, status: null, attempts: 0, info: '' }),
  )

  async function closeRoom(gameId: GameId, signal?: AbortSignal): Promise<void> {
    try {
      await client.begin(signal).request(deleteRoom(roomNames.nameOf(gameId)))
    } catch (error) {
      if (!isError(error, 'not-found')) throw error
    }
  }

  async function ticket(
    room: Room,
    player: { readonly playerId: PlayerId; readonly name: string },
  ): Promise<Ticket> {
    const iat = Math.floor(clock.now() / 1_000)
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

  return {
    openRoom: (gameId, signal) => share(gameId, (shared) => makeRoom(gameId, shared), signal),
    ticket,
    closeRoom,
    async reap(liveGames, signal) {
      const liveNames = new Set([...liveGames].map((gameId) => roomNames.nameOf(gameId)))
      const deleted = await reaper.reap(liveNames, signal)
      metrics.reaped(deleted)
      return deleted
    },
    ...moderation,
    reloadKey: () => keyReader.reload(),
    get health() {
      return client.health
    },
  }
}
