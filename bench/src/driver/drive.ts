import { setTimeout as delay } from 'node:timers/promises'
import { percentile } from '../statistics.ts'
import type { ActingTable } from './acting-table.ts'
import { watchOwnLoad } from './own-load.ts'
import { actionsDue, dueAfterMs, type Pace } from './pace.ts'

/** How long actions take, in ms from the moment they are due. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

/** What came of driving tables at a rate. */
export interface Drive {
  /** Actions that came through in time to be counted, of those that were due; 0 to 1. */
  readonly share: number
  readonly actions: number
  readonly deliveries: number
  readonly seconds: number
  readonly acked: Latency
  readonly seen: Latency
  readonly driverLoad: number
}

/**
 * Has the tables act at a rate for some seconds. What is due within `leadInSeconds` from the start is done but not timed.
 */
export async function drive(
  tables: readonly ActingTable[],
  rate: {
    readonly actionsPerSecond: number
    readonly seconds: number
    readonly leadInSeconds: number
    /** How long what was due may still take after the end, to be counted; no time at all unless it is given. */
    readonly graceSeconds?: number
  },
): Promise<Drive> {
  const pace: Pace = { actionsPerSecond: rate.actionsPerSecond, tables: tables.length }
  const acked: number[] = []
  const seen: number[] = []
  const deliveriesSoFar = (): number => tables.reduce((sum, table) => sum + table.deliveries, 0)
  const deliveriesBefore = deliveriesSoFar()
  const ownLoad = watchOwnLoad()
  const startMs = performance.now()
  const endMs = startMs + rate.seconds * 1000
  const closeMs = endMs + (rate.graceSeconds ?? 0) * 1000
  let actions = 0

  async function keepActing(table: ActingTable, index: number): Promise<void> {
    for (let nth = 0; ; nth++) {
      const afterMs = dueAfterMs(pace, index, nth)
      const dueMs = startMs + afterMs
      const earlyMs = dueMs - performance.now()
      if (dueMs >= endMs || performance.now() >= closeMs) return
      // Timers know whole milliseconds, and nothing may happen before it is due.
      if (earlyMs > 0) await delay(Math.ceil(earlyMs))
      const act = await table.act()
      actions++
      if (afterMs < rate.leadInSeconds * 1000) continue
      acked.push(act.ackedAtMs - dueMs)
      seen.push(act.seenAtMs - dueMs)
    }
  }

  await Promise.all(tables.map(keepActing))
  const seconds = (performance.now() - startMs) / 1000
  return {
    share: actions / actionsDue(pace, rate.seconds),
    actions,
    deliveries: deliveriesSoFar() - deliveriesBefore,
    seconds,
    acked: latencyOf(acked),
    seen: latencyOf(seen),
    driverLoad: ownLoad(),
  }
}

function latencyOf(timesMs: readonly number[]): Latency {
  const sorted = Float64Array.from(timesMs).toSorted()
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}
