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
    const { gameId, expected, events, cause, joinCode } = row
    const actual = statements.version.get(gameId)?.version ?? 0
    if (actual !== expected) return { type: 'conflict', actual }
    if (joinCode !== null) {
      const holder = statements.byJoinCode.get(joinCode)
      if (holder && holder.gameId !== gameId) return { type: 'code-taken' }
    }
    const version = expected + events.length
    for (const [position, event] of events.entries())
      statements.insertEvent.run({ gameId, seq: expected + position + 1, event, cause })
    const { listed, createdAtMs, expiresAtMs } = row
    statements.replaceGame.run({ gameId, version, joinCode, listed, createdAtMs, expiresAtMs })
    return { type: 'accepted', version }
  }

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

function prepare(database: Database) {
  return {
    version: database.prepare<[GameId], { version: Version }>(
      'SELECT version FROM game WHERE game_id = ?',
    ),

    byJoinCode: database.prepare<[JoinCode], { gameId: GameId }>(
      'SELECT game_id AS gameId FROM game WHERE join_code = ?',
    ),

    insertEvent: database.prepare(
      'INSERT INTO event (game_id, seq, event, cause) VALUES (@gameId, @seq, @event, @cause)',
    ),

    replaceGame: database.prepare(`
      INSERT INTO game (game_id, version, join_code, listed, created_at_ms, expires_at_ms)
      VALUES (@gameId, @version, @joinCode, @listed, @createdAtMs, @expiresAtMs)
      ON CONFLICT (game_id) DO UPDATE SET
        version = excluded.version,
        join_code = excluded.join_code,
        listed = excluded.listed,
        created_at_ms = excluded.created_at_ms,
        expires_at_ms = excluded.expires_at_ms
    `),

    deleteExpiredEvents: database.prepare<[number]>(
      'DELETE FROM event WHERE game_id IN (SELECT game_id FROM game WHERE expires_at_ms <= ?)',
    ),

    deleteExpiredGames: database.prepare<[number], { gameId: GameId }>(
      'DELETE FROM game WHERE expires_at_ms <= ? RETURNING game_id AS gameId',
    ),
  }
}
