import type { CallTicket, GameId, PlayerId } from '@wordfare/contracts'
import { AccessDenied } from '../game/game-errors.ts'
import type { GameService } from '../game/game-service.ts'
import { isRoomFailure, type VideoRooms } from './video-rooms.ts'

/** Lets players, and nobody else, into their table's call. */
export interface CallTickets {
  /** @throws {AccessDenied} for anyone who is not at the table (any more) */
  ticketFor(gameId: GameId, playerId: PlayerId | null): Promise<CallTicket>
}

export function createCallTickets(deps: {
  readonly games: Pick<GameService, 'stateOf'>
  readonly rooms: VideoRooms
  /** Asks for a new room in place of one that has closed. */
  readonly reopen: (gameId: GameId) => void
}): CallTickets {
  return {
    async ticketFor(gameId, playerId) {
      const { players, call } = await deps.games.stateOf(gameId)
      const player = players.find((someone) => someone.playerId === playerId)
      if (!player) throw new AccessDenied('only players may join the call')
      switch (call.status) {
        case 'pending':
          return { status: 'pending', reason: null }
        case 'unavailable':
          return { status: 'unavailable', reason: call.reason }
        case 'ready': {
          try {
            const { url, token, expiresAtMs } = await deps.rooms.ticket(call.room, player)
            return { status: 'ready', kind: 'daily', url, token, expiresAtMs }
          } catch (error) {
            if (!isRoomFailure(error)) throw error
            if (error.failure === 'switched-off') {
              // The room is of an earlier run; the server has been started without video since.
              return { status: 'unavailable', reason: error.failure }
            }
            // The table has outlived its room.
            deps.reopen(gameId)
            return { status: 'pending', reason: null }
          }
        }
      }
    },
  }
}
