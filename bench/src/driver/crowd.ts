import { setTimeout as delay } from 'node:timers/promises'
import type { ActingTable } from './acting-table.ts'
import { drive, type Drive } from './drive.ts'
import { inTurn } from './in-turn.ts'

/** What a run may take beyond its time before something must have got stuck. */
const STUCK_MS = 15_000

/** Many tables, to be driven together. */
export interface Crowd extends Disposable {
  /** @throws {Error} when any line is lost, any action refused, or nothing goes on */
  drive(rate: Parameters<typeof drive>[1]): Promise<Drive>
  doubleWatchers(): Promise<void>
  /** Adds so many who watch and do not read, spread over the tables. */
  addSlowReaders(readers: number): Promise<void>
}

/** Gathers so many tables, each by `open`, which is told its index and whom to tell when a line is lost. */
export async function gatherCrowd(
  count: number,
  open: (index: number, onLost: (error: Error) => void) => Promise<ActingTable>,
): Promise<Crowd> {
  const lost = Promise.withResolvers<never>()
  // Whoever drives hears of it.
  lost.promise.catch(() => {})
  const tables: ActingTable[] = []

  const together = (work: (index: number) => Promise<void>): Promise<unknown> =>
    Promise.race([inTurn(count, work), lost.promise])

  await together(async (index) => {
    tables[index] = await open(index, lost.reject)
  })

  return {
    async drive(rate) {
      const enough = new AbortController()
      const stuck = delay(rate.seconds * 1000 + STUCK_MS, undefined, { signal: enough.signal })
      try {
        return await Promise.race([
          drive(tables, rate),
          lost.promise,
          stuck.then(() => {
            throw new Error('the tables got stuck')
          }),
        ])
      } finally {
        enough.abort()
      }
    },
    async doubleWatchers() {
      await together(async (index) => tables[index]?.doubleWatchers())
    },
    async addSlowReaders(readers) {
      // One after the other at each table.
      await together(async (index) => {
        for (let reader = index; reader < readers; reader += count) {
          await tables[index]?.addSlowReader()
        }
      })
    },
    [Symbol.dispose]() {
      for (const table of tables) table.close()
    },
  }
}
