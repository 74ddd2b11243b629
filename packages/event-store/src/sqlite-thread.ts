// The thread of a SQLite store that writes, and waits for the disk so that nobody else has to. It is told the file when it
// is started, and answers one order after the other.
import { parentPort, workerData } from 'node:worker_threads'
import type { GameId } from '@wordfare/contracts'
import {
  openSqliteWriter,
  type AppendRow,
  type Outcome,
  type SqliteWriter,
} from './sqlite-writer.ts'
import { StoreUnavailable } from './store-unavailable.ts'

/** What the thread can be asked to do. */
export type Order =
  | { readonly type: 'commit'; readonly batch: readonly AppendRow[] }
  | { readonly type: 'expire'; readonly nowMs: number }
  | { readonly type: 'close' }

/** What it answers. A failure has undone all that the order would have done. */
export type Answer =
  | { readonly type: 'committed'; readonly outcomes: readonly Outcome[] }
  | { readonly type: 'expired'; readonly gameIds: readonly GameId[] }
  | { readonly type: 'closed' }
  | { readonly type: 'failed'; readonly message: string; readonly code: string | null }

const port = parentPort
if (!port) throw new Error('this is the program of a thread')

let writer: SqliteWriter | null = null

function obey(order: Order): Answer {
  if (order.type === 'close') {
    writer?.close()
    return { type: 'closed' }
  }
  // One that can't be opened now may be opened later.
  writer ??= openSqliteWriter(String(workerData))
  return order.type === 'commit'
    ? { type: 'committed', outcomes: writer.commit(order.batch) }
    : { type: 'expired', gameIds: writer.expire(order.nowMs) }
}

function failure(error: unknown): Answer {
  const reason = error instanceof StoreUnavailable ? (error.cause ?? error) : error
  const code: unknown = Reflect.get(Object(reason), 'code')
  return {
    type: 'failed',
    message: reason instanceof Error ? reason.message : String(reason),
    code: typeof code === 'string' ? code : null,
  }
}

port.on('message', (order: Order) => {
  let answer: Answer
  try {
    answer = obey(order)
  } catch (error) {
    answer = failure(error)
  }
  port.postMessage(answer)
  if (order.type === 'close') port.close()
})
