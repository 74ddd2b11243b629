import type { CallFailure, GameId, IceServer, PlayerId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'

/** What one player needs to enter a room. A bearer credential: not for logs, URLs or storage. */
export interface Ticket {
  readonly url: string
  readonly token: string
  /** Milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
}

/** Where the tables' private rooms come from. */
export interface VideoRooms {
  /**
   * Makes the one room of a game, or finds it again. May take its time and gives up by itself.
   * @throws {RoomFailure} what an adapter throws has this shape
   */
  openRoom(gameId: GameId, signal: AbortSignal): Promise<Room>
  /** Asks nobody. */
  ticket(
    room: Room,
    player: { readonly playerId: PlayerId; readonly name: string },
  ): Promise<Ticket>
  /** Deletes the room of a game; that there is none is a success. @throws {RoomFailure} */
  closeRoom(gameId: GameId, signal: AbortSignal): Promise<void>
  /** Deletes the rooms that belong to none of these games, and tells how many. @throws {RoomFailure} */
  reap(liveGames: ReadonlySet<GameId>, signal: AbortSignal): Promise<number>
  /**
   * Takes a player out of the call in a room, and keeps out whoever may not return. That nobody is there is a success.
   * @throws {RoomFailure}
   */
  eject(
    room: Room,
    playerId: PlayerId,
    options: { readonly mayReturn: boolean },
    signal: AbortSignal,
  ): Promise<void>
  /**
   * Lets these players be heard by each other alone, or with null everybody by everybody. Reaches those who are in
   * the call now.
   * @throws {RoomFailure}
   */
  confine(room: Room, players: ReadonlySet<PlayerId> | null, signal: AbortSignal): Promise<void>
  /** Reads the vendor's key again. */
  reloadKey(): Promise<void>
  /** How the vendor does, by its last answers; asks nobody. */
  readonly health: RoomsHealth
}

export type RoomsHealth = 'ok' | 'unreachable' | 'key-refused' | 'quota'

/** Where a table's call is: in a vendor's room, or between the browsers themselves. Null for no call. */
export type Video =
  | { readonly kind: 'daily'; readonly rooms: VideoRooms }
  | { readonly kind: 'peer'; readonly iceServers: readonly IceServer[] }
  | null

/** Makes what a call needs to be ready: a room, or null for one that needs none. */
export interface RoomOpener {
  /** @throws {RoomFailure} */
  openRoom(gameId: GameId, signal: AbortSignal): Promise<Room | null>
}

/** Why there is no room. */
export interface RoomFailure extends Error {
  /** Whether asking again later may well succeed. */
  readonly retryable: boolean
  readonly failure: CallFailure
}

export const isRoomFailure = (error: unknown): error is RoomFailure =>
  error instanceof Error && 'failure' in error && 'retryable' in error
