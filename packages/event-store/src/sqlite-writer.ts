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
    const before = statements.game.get(gameId)
    const actual = before?.version ?? 0
    if (actual !== expected) return { type: 'conflict', actual }
    if (joinCode !== null && joinCode !== before?.joinCode && statements.byJoinCode.get(joinCode))
      return { type: 'code-taken' }

    let version = expected
    let newest = before?.newestEvent ?? null
    for (const event of events) {
      version++
      newest = statements.insertEvent.run(gameId, version, event, cause, newest).lastInsertRowid
    }
    writeGame(row, before, version, newest)
    return { type: 'accepted', version }
  }

  function writeGame(
    { gameId, joinCode, listed, createdAtMs, expiresAtMs }: AppendRow,
    before: GameRow | undefined,
    version: Version,
    newest: EventId | null,
  ): void {
    const isIndexed =
      before?.joinCode === joinCode &&
      before.listed === listed &&
      before.expiresAtMs === expiresAtMs
    // Each index that is written is one more page for the disk.
    if (isIndexed) statements.updateVersion.run(version, newest, gameId)
    else statements.putGame.run(gameId, version, newest, joinCode, listed, createdAtMs, expiresAtMs)
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

/** Where an event lies in the file. */
type EventId = number | bigint

/** A game before an append. */
interface GameRow {
  readonly version: Version
  readonly newestEvent: EventId
  readonly joinCode: JoinCode | null
  readonly listed: string | null
  readonly expiresAtMs: number
}

function prepare(database: Database) {
  return {
    game: database.prepare<[GameId], GameRow>(`
      SELECT version, newest_event AS newestEvent, join_code AS joinCode, listed, expires_at_ms AS expiresAtMs
      FROM game WHERE game_id = ?
    `),

    byJoinCode: database.prepare<[JoinCode]>('SELECT 1 FROM game WHERE join_code = ?'),

    insertEvent: database.prepare<[GameId, Version, string, string | null, EventId | null]>(
      'INSERT INTO event (game_id, seq, event, cause, previous) VALUES (?, ?, ?, ?, ?)',
    ),

    updateVersion: database.prepare<[Version, EventId | null, GameId]>(
      'UPDATE game SET version = ?, newest_event = ? WHERE game_id = ?',
    ),

    putGame: database.prepare<
      [GameId, Version, EventId | null, JoinCode | null, string | null, number | null, number]
    >(`
      INSERT INTO game (game_id, version, newest_event, join_code, listed, created_at_ms, expires_at_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (game_id) DO UPDATE SET
        version = excluded.version,
        newest_event = excluded.newest_event,
        join_code = excluded.join_code,
        listed = excluded.listed,
        created_at_ms = excluded.created_at_ms,
        expires_at_ms = excluded.expires_at_ms
    `),

    deleteExpiredEvents: database.prepare<[number]>(`
      DELETE FROM event WHERE id IN (
        WITH RECURSIVE expired (id) AS (
          SELECT newest_event FROM game WHERE expires_at_ms <= ?
          UNION ALL
          SELECT previous FROM expired JOIN event USING (id) WHERE previous IS NOT NULL
        )
        SELECT id FROM expired
      )
    `),

    deleteExpiredGames: database.prepare<[number], { gameId: GameId }>(
      'DELETE FROM game WHERE expires_at_ms <= ? RETURNING game_id AS gameId',
    ),
  }
}
