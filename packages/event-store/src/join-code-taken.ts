import type { GameId, JoinCode } from '@wordfare/contracts'

/** Another game has the join code. The cure is to draw another code. */
export class JoinCodeTaken extends Error {
  override readonly name = 'JoinCodeTaken'
  /** The game that wanted the code. */
  readonly gameId: GameId
  readonly joinCode: JoinCode

  constructor(gameId: GameId, joinCode: JoinCode) {
    super(`the join code for game ${gameId} belongs to another game`)
    this.gameId = gameId
    this.joinCode = joinCode
  }
}
