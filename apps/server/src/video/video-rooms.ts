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
}

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
