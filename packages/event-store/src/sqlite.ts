// Imported, not global: a test that replaces the global timers must not stop a store from committing.
import { setImmediate } from 'node:timers'
import type { GameId, JoinCode, ListedGame } from '@wordfare/contracts'
import type { GameEvent } from '@wordfare/game'
import type { Database } from 'better-sqlite3'
import { checkAppend } from './check-append.ts'
import { createDoorbell } from './doorbell.ts'
import type { EventStore, Version } from './event-store.ts'
import { JoinCodeTaken } from './join-code-taken.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { VersionConflict } from './version-conflict.ts'

/** An append that waits for the commit of its tick. */
interface Waiting {
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
  readonly resolve: (version: Version) => void
  readonly reject: (error: Error) => void
}

/**
 * A log in one SQLite file that survives `kill -9` and power loss. The appends of one turn of the event loop share a
 * transaction, since waiting for the disk is what an append costs.
 * @throws {StoreUnavailable} when the file can't be opened, or when a newer program wrote it
 */
export function createSqliteEventStore({ file }: { readonly file: string }): EventStore {
  const { database, statements } = openSqliteFile(file, prepare)
  const doorbell = createDoorbell<GameId>()
  let queue: Waiting[] = []
  let isClosed = false

  function mustBeOpen(): void {
    if (isClosed) throw new StoreUnavailable('the event store is closed')
  }

  /** Runs something on the open database; every failure becomes a `StoreUnavailable`. */
  function attempt<T>(intent: string, run: () => T): T {
    mustBeOpen()
    try {
      return run()
    } catch (cause) {
      throw new StoreUnavailable(`the event store cannot ${intent}`, { cause })
    }
  }

  /** Accepts an append or says why not; throws only what must undo the whole transaction. */
  function write(waiting: Waiting): Version | Error {
    const { gameId, expected, events, cause, joinCode } = waiting
    const actual = statements.version.get(gameId)?.version ?? 0
    if (actual !== expected) return new VersionConflict(gameId, expected, actual)
    if (joinCode !== null) {
      const holder = statements.byJoinCode.get(joinCode)
      if (holder && holder.gameId !== gameId) return new JoinCodeTaken(gameId, joinCode)
    }
    const version = expected + events.length
    for (const [position, event] of events.entries())
      statements.insertEvent.run({ gameId, seq: expected + position + 1, event, cause })
    const { listed, createdAtMs, expiresAtMs } = waiting
    statements.replaceGame.run({ gameId, version, joinCode, listed, createdAtMs, expiresAtMs })
    return version
  }

  const writeAll = database.transaction((batch: readonly Waiting[]) =>
    batch.map((waiting) => ({ waiting, outcome: write(waiting) })),
  )

  const forgetBefore = database.transaction((nowMs: number) => {
    statements.deleteExpiredEvents.run(nowMs)
    return statements.deleteExpiredGames.all(nowMs).map(({ gameId }) => gameId)
  })

  function flush(): void {
    const batch = queue
    if (batch.length === 0) return
    queue = []
    for (const { waiting, outcome } of commit(batch)) {
      if (outcome instanceof Error) {
        waiting.reject(outcome)
      } else {
        doorbell.ring(waiting.gameId)
        waiting.resolve(outcome)
      }
    }
  }

  /** What became of each append, once that is final. */
  function commit(batch: readonly Waiting[]) {
    try {
      // Immediate: to read first and to lock later would fail whenever another process wrote in between.
      return writeAll.immediate(batch)
    } catch (cause) {
      const outcome = new StoreUnavailable('the event store cannot write', { cause })
      return batch.map((waiting) => ({ waiting, outcome }))
    }
  }

  return {
    async read(gameId, after = 0) {
      const rows = attempt('read', () => statements.read.all(gameId, after))
      return rows.map(({ seq, event, cause }) => {
        const parsed: GameEvent = JSON.parse(event)
        return { seq, event: parsed, cause }
      })
    },

    async append(gameId, expected, append) {
      mustBeOpen()
      checkAppend(append)
      const { events, cause, index } = append
      const { joinCode, listed, expiresAtMs } = index
      // All of it is copied now: what the caller does with it later changes nothing.
      const copy = {
        gameId,
        expected,
        events: events.map((event) => JSON.stringify(event)),
        cause,
        joinCode,
        listed: listed && JSON.stringify(listed),
        createdAtMs: listed && listed.createdAtMs,
        expiresAtMs,
      }
      if (queue.length === 0) setImmediate(flush)
      return new Promise<Version>((resolve, reject) => {
        queue.push({ ...copy, resolve, reject })
      })
    },

    async findByJoinCode(joinCode) {
      return attempt('read', () => statements.byJoinCode.get(joinCode))?.gameId ?? null
    },

    async listed() {
      return attempt('read', () => statements.listed.all()).map(({ listed }) => {
        const parsed: ListedGame = JSON.parse(listed)
        return parsed
      })
    },

    async games() {
      return attempt('read', () => statements.games.all()).map(({ gameId }) => gameId)
    },

    subscribe: doorbell.subscribe,

    onOutage: () => () => {},

    async expire(nowMs) {
      // What was asked for first comes first.
      flush()
      return attempt('expire games', () => forgetBefore.immediate(nowMs))
    },

    async close() {
      if (isClosed) return
      flush()
      attempt('close', () => database.close())
      isClosed = true
    },
  }
}

function prepare(database: Database) {
  return {
    read: database.prepare<[GameId, Version], { seq: number; event: string; cause: string | null }>(
      'SELECT seq, event, cause FROM event WHERE game_id = ? AND seq > ? ORDER BY seq',
    ),

    version: database.prepare<[GameId], { version: Version }>(
      'SELECT version FROM game WHERE game_id = ?',
    ),

    byJoinCode: database.prepare<[JoinCode], { gameId: GameId }>(
      'SELECT game_id AS gameId FROM game WHERE join_code = ?',
    ),

    listed: database.prepare<[], { listed: string }>(
      'SELECT listed FROM game WHERE listed IS NOT NULL ORDER BY created_at_ms DESC, game_id',
    ),

    games: database.prepare<[], { gameId: GameId }>('SELECT game_id AS gameId FROM game'),

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
