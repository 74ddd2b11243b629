// A program for the tests of the SQLite adapter: appends to several games until it is killed or refused, and prints
// each acknowledged append as `game seq`. With its last breath it prints why it was refused.
import { writeSync } from 'node:fs'
import type { GameId } from '@wordfare/contracts'
import { createSqliteEventStore } from './sqlite.ts'
import { gameId, hidden, listing, renamed } from './sample-log.ts'
import { StoreUnavailable } from './store-unavailable.ts'

const [file = '', games = ''] = process.argv.slice(2)
const store = createSqliteEventStore({ file })
const ids = Array.from({ length: Number(games) }, (_, n) => gameId(n))
const results = await Promise.allSettled(ids.map(appendTo))

for (const result of results) {
  if (result.status !== 'rejected') continue
  const { reason } = result
  if (!(reason instanceof StoreUnavailable)) throw reason
  print(`refused ${Reflect.get(Object(reason.cause), 'code')}`)
}

async function appendTo(id: GameId): Promise<never> {
  for (let version = (await store.read(id)).length; ;) {
    const round = version + 1 + (version % 3)
    const names = Array.from({ length: round - version }, (_, n) => `move ${version + 1 + n}`)
    version = await store.append(id, version, {
      events: names.map(renamed),
      cause: null,
      index: { ...hidden, listed: listing(id, { round }) },
    })
    print(`${id} ${version}`)
  }
}

/** Written before it returns, so that what was acknowledged is known even when the next instant is the last. */
function print(line: string): void {
  writeSync(1, `${line}\n`)
}
