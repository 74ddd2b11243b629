import type { GameId, PlayerId } from '@wordfare/contracts'
import type { PeerCalls } from '../call/peer-calls.ts'
import type { GameService } from '../game/game-service.ts'
import type { Lobby } from '../lobby/lobby.ts'
import type { Rates } from '../rates.ts'
import type { CallTickets } from '../video/call-tickets.ts'
import { NoSession } from './access-errors.ts'
import type { SubscriptionSlots } from './subscription-slots.ts'

/** What the procedures work with. */
export interface Services {
  readonly games: GameService
  readonly lobby: Lobby
  readonly calls: CallTickets
  /** Null where calls, if any, are not between browsers. */
  readonly peerCalls: PeerCalls | null
  readonly rates: Rates
}

/** Who asks, as far as the request itself tells. */
export interface Caller {
  /** Where the call comes from, as callers are counted. */
  readonly network: string
  /** Stands for the caller's session without giving it away; null without one. */
  readonly sessionKey: string | null
  /** The player that the caller is at a game; null without a session. */
  playerAt(gameId: GameId): PlayerId | null
  /**
   * The same, where a caller without a session gets one.
   * @throws {NoSession} over a socket, which can't set a cookie
   */
  playerAtOrNew(gameId: GameId): PlayerId
}

/** What a procedure gets to know of its call. */
export interface Context extends Services {
  readonly caller: Caller
  /** Null for a call over plain HTTP. */
  readonly slots: SubscriptionSlots | null
  /** Whether what a subscription sends may go out past tRPC's adapter. */
  readonly isDirect: boolean
  /** Whether the caller's socket still stands: what tells one who left from one whose line was cut. */
  readonly isLineOpen: () => boolean
}

/** @throws {NoSession} */
export function mustBePlayerAt(caller: Caller, gameId: GameId): PlayerId {
  const playerId = caller.playerAt(gameId)
  if (playerId === null) throw new NoSession('the caller has no session')
  return playerId
}
