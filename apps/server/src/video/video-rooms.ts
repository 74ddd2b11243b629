import type { CallFailure, GameId, PlayerId } from '@wordfare/contracts'
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

/** Why there is no room. */
export interface RoomFailure extends Error {
  /** Whether asking again later may well succeed. */
  readonly retryable: boolean
  readonly failure: CallFailure
}

export const isRoomFailure = (error: unknown): error is RoomFailure =>
  error instanceof Error && 'failure' in error && 'retryable' in error
