import type { GameId } from '@wordfare/contracts'
import type { Version } from './event-store.ts'

/** Someone else appended to the game first. The cure is to read again and to decide again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict'
  readonly gameId: GameId
  /** The version that the writer had read. */
  readonly expected: Version
  /** The version that the game has. */
  readonly actual: Version

  constructor(gameId: GameId, expected: Version, actual: Version) {
    super(`game ${gameId} is at version ${actual}, not ${expected}`)
    this.gameId = gameId
    this.expected = expected
    this.actual = actual
  }
}
