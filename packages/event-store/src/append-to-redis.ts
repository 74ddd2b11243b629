// A program for the tests of the Redis adapter: appends to several games until it is killed, and prints each
// acknowledged append. What fails for want of Redis goes on from what the log says.
import { setTimeout as delay } from 'node:timers/promises'
import type { GameId } from '@wordfare/contracts'
import { appendMove } from './append-move.ts'
import { openRedisEventStore } from './redis.ts'
import { gameId } from './sample-log.ts'
import { StoreUnavailable } from './store-unavailable.ts'

const RETRY_MS = 20

const [url = '', games = ''] = process.argv.slice(2)
const store = await openRedisEventStore({ url })
await Promise.all(Array.from({ length: Number(games) }, (_, n) => appendTo(gameId(n))))

async function appendTo(id: GameId): Promise<never> {
  for (;;) {
    try {
      for (let version = (await store.read(id)).length; ;) {
        version = await appendMove(store, id, version)
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      await delay(RETRY_MS)
    }
  }
}
