import type { CallTicket, GameId, PlayerId } from '@wordfare/contracts'
import type { GameState } from '@wordfare/game'
import { AccessDenied } from '../game/game-errors.ts'
import type { GameService } from '../game/game-service.ts'
import { PEER_CALL_MAX } from '../limits.ts'
import { isRoomFailure, type Video, type VideoRooms } from './video-rooms.ts'

/** Lets players, and nobody else, into their table's call. */
export interface CallTickets {
  /** @throws {AccessDenied} for anyone who is not at the table (any more) */
  ticketFor(gameId: GameId, playerId: PlayerId | null): Promise<CallTicket>
}

export function createCallTickets(deps: {
  readonly games: Pick<GameService, 'stateOf'>
  /** As this run has it: a game may be of one that had it otherwise. */
  readonly video: Video
  /** Asks for a new room in place of one that has closed, or that there never was. */
  readonly reopen: (gameId: GameId) => void
}): CallTickets {
  const { games, video } = deps

  async function roomTicket(
    rooms: VideoRooms,
    gameId: GameId,
    call: GameState['call'],
    player: Parameters<VideoRooms['ticket']>[1],
  ): Promise<CallTicket> {
    if (call.status === 'pending') return { status: 'pending', reason: null }
    if (call.status === 'unavailable') return { status: 'unavailable', reason: call.reason }
    try {
      if (call.room) {
        const { url, token, expiresAtMs } = await rooms.ticket(call.room, player)
        return { status: 'ready', kind: 'daily', url, token, expiresAtMs }
      }
    } catch (error) {
      if (!isRoomFailure(error)) throw error
    }
    // The table has outlived its room, or the call was once between the browsers.
    deps.reopen(gameId)
    return { status: 'pending', reason: null }
  }

  return {
    async ticketFor(gameId, playerId) {
      const { players, call } = await games.stateOf(gameId)
      const player = players.find((someone) => someone.playerId === playerId)
      if (!player) throw new AccessDenied('only players may join the call')
      switch (video?.kind) {
        case 'daily':
          return roomTicket(video.rooms, gameId, call, player)
        case 'peer':
          return {
            status: 'ready',
            kind: 'peer',
            iceServers: [...video.iceServers],
            maxParticipants: PEER_CALL_MAX,
          }
        case undefined:
          return { status: 'unavailable', reason: 'switched-off' }
      }
    },
  }
}
