import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { StoreUnavailable } from './store-unavailable.ts'

/** The version of the schema below; every change to it is a new number and a step in `migrate`. */
const SCHEMA_VERSION = 2

/**
 * Events lie in the order in which they came, of whatever game: a commit of several then writes to one end of the file, and not
 * to a place for each game. A game's own lead back from its newest.
 */
const SCHEMA = `
  CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    game_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    cause TEXT,
    -- The game's event before this one; null for its first.
    previous INTEGER
  ) STRICT;

  CREATE TABLE game (
    game_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    newest_event INTEGER NOT NULL,
    join_code TEXT UNIQUE,
    -- What the lobby shows, as JSON, and when that game was created; both null for a game that is not listed.
    listed TEXT,
    created_at_ms INTEGER,
    expires_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX game_newest ON game (created_at_ms DESC, game_id) WHERE listed IS NOT NULL;
  CREATE INDEX game_expiry ON game (expires_at_ms);
`

/** In version 1 each game's events lay together, under the game and their number. */
const FROM_VERSION_1 = `
  DROP INDEX game_newest;
  DROP INDEX game_expiry;
  ALTER TABLE event RENAME TO old_event;
  ALTER TABLE game RENAME TO old_game;
  ${SCHEMA}
  INSERT INTO event (id, game_id, seq, event, cause, previous)
    SELECT place, game_id, seq, event, cause, iif(seq = 1, NULL, place - 1)
    FROM (SELECT *, row_number() OVER (ORDER BY game_id, seq) AS place FROM old_event);
  INSERT INTO game
    SELECT game_id, version, newest_event, join_code, listed, created_at_ms, expires_at_ms
    FROM old_game JOIN (SELECT game_id, max(id) AS newest_event FROM event GROUP BY game_id) USING (game_id);
  DROP TABLE old_event;
  DROP TABLE old_game;
`

/** How long a statement waits for another process that writes. */
const BUSY_TIMEOUT_MS = 2_000

/**
 * Opens the file, creating it and its folder where they are missing, brings it to the current schema, and prepares
 * the statements of the caller, who closes the database.
 * @throws {StoreUnavailable} when that is not possible, or when a newer program wrote the file
 */
export function openSqliteFile<T>(
  file: string,
  prepare: (database: Database.Database) => T,
): { database: Database.Database; statements: T } {
  let database: Database.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
    makeDurable(database)
    migrate(database)
    return { database, statements: prepare(database) }
  } catch (error) {
    database?.close()
    if (error instanceof StoreUnavailable) throw error
    throw new StoreUnavailable('the event store cannot be opened', { cause: error })
  }
}

/** Each commit is on the disk before it returns: it survives the process, the system and the power supply. */
function makeDurable(database: Database.Database): void {
  // What only looks like a file (`:memory:`) has no WAL either.
  const mode = database.pragma('journal_mode = WAL', { simple: true })
  if (mode !== 'wal')
    throw new StoreUnavailable('the event store needs a file on a disk that supports WAL')
  database.pragma('synchronous = FULL')
  // On macOS a plain fsync leaves the data in the drive's cache; elsewhere these change nothing.
  database.pragma('fullfsync = ON')
  database.pragma('checkpoint_fullfsync = ON')
}

function migrate(database: Database.Database): void {
  // Immediate, so that of two programs that start at once one waits for the other's schema.
  const inTransaction = database.transaction(() => {
    const version = Number(database.pragma('user_version', { simple: true }))
    if (version > SCHEMA_VERSION)
      throw new StoreUnavailable(
        `the event store has schema ${version}, and this program knows ${SCHEMA_VERSION} at most`,
      )
    if (version === 0) database.exec(SCHEMA)
    if (version === 1) database.exec(FROM_VERSION_1)
    database.pragma(`user_version = ${SCHEMA_VERSION}`)
  })
  inTransaction.immediate()
}
