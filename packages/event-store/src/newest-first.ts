import type { ListedGame } from '@wordfare/contracts'

/** The order of the lobby. */
export const newestFirst = (one: ListedGame, other: ListedGame): number =>
  other.createdAtMs - one.createdAtMs || (one.gameId < other.gameId ? -1 : 1)
