import type { GameId, Rejection } from '@wordfare/contracts'

/** The rules say no. */
export class CommandRejected extends Error {
  override readonly name = 'CommandRejected'
  readonly reason: Rejection

  constructor(reason: Rejection) {
    super(`the rules say no: ${reason}`)
    this.reason = reason
  }
}

/** There is no such game, or no longer. */
export class GameNotFound extends Error {
  override readonly name = 'GameNotFound'

  constructor(gameId: GameId | null) {
    super(gameId === null ? 'no game has that join code' : `there is no game ${gameId}`)
  }
}

/** The game has no such finished round. */
export class RoundNotFound extends Error {
  override readonly name = 'RoundNotFound'

  constructor(gameId: GameId, round: number) {
    super(`game ${gameId} has no finished round ${round}`)
  }
}

/** Whoever asks may not have that, whatever the rules of the game say. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied'
}
