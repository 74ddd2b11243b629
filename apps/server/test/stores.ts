import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventStore } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { createSqliteEventStore } from '@wordfare/event-store/sqlite'

/** A folder that goes when the test is over. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'wordfare-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export const openSqlite = (folder: string): EventStore =>
  createSqliteEventStore({ file: join(folder, 'wordfare.sqlite') })

/** Every store that a single server may run on. */
export const stores: readonly (readonly [string, (folder: string) => EventStore])[] = [
  ['memory', () => createMemoryEventStore()],
  ['sqlite', openSqlite],
]
