import type { GameId, JoinCode } from '@wordfare/contracts'
import type { Database } from 'better-sqlite3'
import type { Version } from './event-store.ts'
import { openSqliteFile } from './sqlite-file.ts'

/** An append as the file keeps it, in values that can be sent to another thread. */
export interface AppendRow {
  readonly gameId: GameId
  readonly expected: Version
  /** As JSON. */
  readonly events: readonly string[]
  readonly cause: string | null
  readonly joinCode: JoinCode | null
  /** As JSON. */
  readonly listed: string | null
  readonly createdAtMs: number | null
  readonly expiresAtMs: number
}

/** What became of an append: the version that the game has now, or why it was refused. */
export type Outcome =
  | { readonly type: 'accepted'; readonly version: Version }
  | { readonly type: 'conflict'; readonly actual: Version }
  | { readonly type: 'code-taken' }

/** Writes to a SQLite file, and waits for the disk each time. Everything throws what SQLite throws. */
export interface SqliteWriter {
  /** Accepts or refuses each of the appends, in one transaction. */
  commit(batch: readonly AppendRow[]): readonly Outcome[]
  /** Forgets the games whose time has come, and returns them. */
  expire(nowMs: number): readonly GameId[]
  close(): void
}

/** @throws {StoreUnavailable} when the file can't be opened */
export function openSqliteWriter(file: string): SqliteWriter {
  const { database, statements } = openSqliteFile(file, prepare)

  /** Accepts an append or says why not; throws only what must undo the whole transaction. */
  function write(row: AppendRow): Outcome {
    const { gameId, expected, events, cause } = row
    const version = expected + events.length
    const refusal = writeGame(row, version)
    if (refusal) return refusal
    for (const [position, event] of events.entries())
      statements.insertEvent.run(gameId, expected + position + 1, event, cause)
    return { type: 'accepted', version }
  }

  /** Brings the game from the version that is expected to the next, or says why not. */
  function writeGame(row: AppendRow, version: Version): Outcome | null {
    const { gameId, expected, joinCode, listed, createdAtMs, expiresAtMs } = row
    const index = [version, joinCode, listed, createdAtMs, expiresAtMs] as const
    try {
      const { changes } =
        expected === 0
          ? statements.insertGame.run(...index, gameId)
          : statements.updateGame.run(...index, gameId, expected)
      if (changes === 1) return null
    } catch (error) {
      if (!isCodeTaken(error)) throw error
      const actual = versionOf(gameId)
      return actual === expected ? { type: 'code-taken' } : { type: 'conflict', actual }
    }
    return { type: 'conflict', actual: versionOf(gameId) }
  }

  const versionOf = (gameId: GameId): Version => statements.version.get(gameId)?.version ?? 0

  const writeAll = database.transaction((batch: readonly AppendRow[]) => batch.map(write))

  const forgetBefore = database.transaction((nowMs: number) => {
    statements.deleteExpiredEvents.run(nowMs)
    return statements.deleteExpiredGames.all(nowMs).map(({ gameId }) => gameId)
  })

  return {
    // Immediate: to read first and to lock later would fail whenever another process wrote in between.
    commit: (batch) => writeAll.immediate(batch),
    expire: (nowMs) => forgetBefore.immediate(nowMs),
    close: () => void database.close(),
  }
}

/** Whether another game has what only one may have, which is its join code. */
const isCodeTaken = (error: unknown): boolean =>
  Reflect.get(Object(error), 'code') === 'SQLITE_CONSTRAINT_UNIQUE'

/** What a game is brought to: its version, its join code, how the lobby shows it, when it was created, and when it expires. */
type Index = [Version, JoinCode | null, string | null, number | null, number]

function prepare(database: Database) {
  return {
    version: database.prepare<[GameId], { version: Version }>(
      'SELECT version FROM game WHERE game_id = ?',
    ),

    insertEvent: database.prepare<[GameId, number, string, string | null]>(
      'INSERT INTO event (game_id, seq, event, cause) VALUES (?, ?, ?, ?)',
    ),

    insertGame: database.prepare<[...Index, GameId]>(`
      INSERT INTO game (version, join_code, listed, created_at_ms, expires_at_ms, game_id)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (game_id) DO NOTHING
    `),

    updateGame: database.prepare<[...Index, GameId, Version]>(`
      UPDATE game
      SET version = ?, join_code = ?, listed = ?, created_at_ms = ?, expires_at_ms = ?
      WHERE game_id = ? AND version = ?
    `),

    deleteExpiredEvents: database.prepare<[number]>(
      'DELETE FROM event WHERE game_id IN (SELECT game_id FROM game WHERE expires_at_ms <= ?)',
    ),

    deleteExpiredGames: database.prepare<[number], { gameId: GameId }>(
      'DELETE FROM game WHERE expires_at_ms <= ? RETURNING game_id AS gameId',
    ),
  }
}
