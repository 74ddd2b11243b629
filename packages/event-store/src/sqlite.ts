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
import type { Answer } from './sqlite-thread.ts'
import type { AppendRow } from './sqlite-writer.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { VersionConflict } from './version-conflict.ts'
import { createWriterThread } from './writer-thread.ts'

/** An append that waits for its commit. */
interface Waiting {
  readonly row: AppendRow
  readonly resolve: (version: Version) => void
  readonly reject: (error: Error) => void
}

/**
 * A log in one SQLite file that survives `kill -9` and power loss. A thread of its own waits for the disk. What is
 * appended while it does shares the next transaction, since that wait is what an append costs.
 * @throws {StoreUnavailable} when the file can't be opened, or when a newer program wrote it
 */
export function createSqliteEventStore({ file }: { readonly file: string }): EventStore {
  const { database, statements } = openSqliteFile(file, prepare)
  const thread = createWriterThread(file)
  const doorbell = createDoorbell<[GameId]>()
  let queue: Waiting[] = []
  /** The commits that are asked for, one after the other; null while nobody waits for one. */
  let committing: Promise<void> | null = null
  let closing: Promise<void> | null = null

  function mustBeOpen(): void {
    if (closing) throw new StoreUnavailable('the event store is closed')
  }

  /** Reads; every failure becomes a `StoreUnavailable`. */
  function attempt<T>(read: () => T): T {
    mustBeOpen()
    try {
      return read()
    } catch (cause) {
      throw new StoreUnavailable('the event store cannot read', { cause })
    }
  }

  /** In one transaction, so that all of it is of one moment. Newest first, as it is found, and then turned round. */
  const logOf = database.transaction((gameId: GameId, after: Version): readonly EventRow[] => {
    const log: EventRow[] = []
    let id = statements.newestEvent.get(gameId)?.id ?? null
    while (id !== null) {
      const row = statements.event.get(id)
      if (!row) throw new Error('a log has a hole')
      if (row.seq > after) log.push(row)
      id = row.seq > after + 1 ? row.previous : null
    }
    return log.toReversed()
  })

  /** Has all committed that is asked for until there is nothing left. */
  async function commitAll(): Promise<void> {
    // What else this turn of the event loop appends comes along.
    await new Promise((resume) => setImmediate(resume))
    while (queue.length > 0) {
      const batch = queue
      queue = []
      settle(batch, await thread.ask({ type: 'commit', batch: batch.map(({ row }) => row) }))
    }
    committing = null
  }

  function settle(batch: readonly Waiting[], answer: Answer): void {
    for (const [place, { row, resolve, reject }] of batch.entries()) {
      const version = outcomeOf(row, answer, place)
      if (version instanceof Error) {
        reject(version)
      } else {
        doorbell.ring(row.gameId)
        resolve(version)
      }
    }
  }

  return {
    async read(gameId, after = 0) {
      return attempt(() => logOf(gameId, after)).map(({ seq, event, cause }) => {
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
      const row = {
        gameId,
        expected,
        events: events.map((event) => JSON.stringify(event)),
        cause,
        joinCode,
        listed: listed && JSON.stringify(listed),
        createdAtMs: listed && listed.createdAtMs,
        expiresAtMs,
      }
      return new Promise<Version>((resolve, reject) => {
        queue.push({ row, resolve, reject })
        committing ??= commitAll()
      })
    },

    async findByJoinCode(joinCode) {
      return attempt(() => statements.byJoinCode.get(joinCode))?.gameId ?? null
    },

    async listed() {
      return attempt(() => statements.listed.all()).map(({ listed }) => {
        const parsed: ListedGame = JSON.parse(listed)
        return parsed
      })
    },

    async games() {
      return attempt(() => statements.games.all()).map(({ gameId }) => gameId)
    },

    subscribe: doorbell.subscribe,

    onOutage: () => () => {},

    async expire(nowMs) {
      mustBeOpen()
      // What was asked for first comes first.
      await committing
      // Nearly always there is nothing to write.
      if (!attempt(() => statements.anyExpired.get(nowMs))) return []
      const answer = await thread.ask({ type: 'expire', nowMs })
      if (answer.type !== 'expired') throw failureOf('expire games', answer)
      return answer.gameIds
    },

    close() {
      closing ??= (async () => {
        await committing
        await thread.close()
        database.close()
      })()
      return closing
    },
  }
}

interface EventRow {
  readonly seq: number
  readonly event: string
  readonly cause: string | null
  /** The id of the one before it. */
  readonly previous: number | null
}

/** The new version, or why there is none. */
function outcomeOf(
  { gameId, expected, joinCode }: AppendRow,
  answer: Answer,
  place: number,
): Version | Error {
  const outcome = answer.type === 'committed' ? answer.outcomes[place] : undefined
  if (outcome?.type === 'accepted') return outcome.version
  if (outcome?.type === 'conflict') return new VersionConflict(gameId, expected, outcome.actual)
  // A code is taken only if one was asked for.
  if (outcome?.type === 'code-taken' && joinCode !== null)
    return new JoinCodeTaken(gameId, joinCode)
  return failureOf('write', answer)
}

function failureOf(intent: string, answer: Answer): StoreUnavailable {
  const message = answer.type === 'failed' ? answer.message : `answered with ${answer.type}`
  const code = answer.type === 'failed' ? answer.code : null
  return new StoreUnavailable(`the event store cannot ${intent}`, {
    cause: Object.assign(new Error(message), { code }),
  })
}

function prepare(database: Database) {
  return {
    newestEvent: database.prepare<[GameId], { id: number }>(
      'SELECT newest_event AS id FROM game WHERE game_id = ?',
    ),

    event: database.prepare<[number], EventRow>(
      'SELECT seq, event, cause, previous FROM event WHERE id = ?',
    ),

    byJoinCode: database.prepare<[JoinCode], { gameId: GameId }>(
      'SELECT game_id AS gameId FROM game WHERE join_code = ?',
    ),

    listed: database.prepare<[], { listed: string }>(
      'SELECT listed FROM game WHERE listed IS NOT NULL ORDER BY created_at_ms DESC, game_id',
    ),

    games: database.prepare<[], { gameId: GameId }>('SELECT game_id AS gameId FROM game'),

    anyExpired: database.prepare<[number]>('SELECT 1 FROM game WHERE expires_at_ms <= ? LIMIT 1'),
  }
}
