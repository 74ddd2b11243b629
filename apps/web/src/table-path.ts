import type { GameId } from '@wordfare/contracts'

/** The address of one table. */
export const tablePath = (gameId: GameId): string => `/g/${gameId}`

const TABLE_PATH = /^\/g\/([^/]+)\/?$/

/** What stands where the address of a table has its id; null where the path is none of a table. */
export const idInPath = (path: string): string | null => TABLE_PATH.exec(path)?.[1] ?? null
