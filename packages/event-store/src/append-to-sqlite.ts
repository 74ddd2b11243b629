// A program for the tests of the SQLite adapter: appends to several games until it is killed or refused, and prints
// each acknowledged append as `game seq`. With its last breath it prints why it was refused.
import { writeSync } from 'node:fs'
import type { GameId } from '@wordfare/contracts'
import { appendMove } from './append-move.ts'
import { gameId } from './sample-log.ts'
import { createSqliteEventStore } from './sqlite.ts'
import { StoreUnavailable } from './store-unavailable.ts'

const [file = '', games = ''] = process.argv.slice(2)
const store = createSqliteEventStore({ file })
const ids = Array.from({ length: Number(games) }, (_, n) => gameId(n))
const results = await Promise.allSettled(ids.map(appendTo))

for (const result of results) {
  if (result.status !== 'rejected') continue
  const { reason } = result
  if (!(reason instanceof StoreUnavailable)) throw reason
  writeSync(1, `refused ${Reflect.get(Object(reason.cause), 'code')}\n`)
}

async function appendTo(id: GameId): Promise<never> {
  for (let version = (await store.read(id)).length; ;) {
    version = await appendMove(store, id, version)
  }
}
