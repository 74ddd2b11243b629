import type { Contestant } from '../contestant.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'
import { slopeOf } from '../statistics.ts'

const STRETCHES = 5
const MIB = 1024 ** 2

/** What becomes of a contestant under load that goes on and on, stretch by stretch, and what it has kept in the end. */
export async function measureEndurance(
  { subject, makeGames }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  const gather = await makeGames(running, extent.tables)
  using crowd = await gather()
  const load = { actionsPerSecond: extent.steadyRate, leadInSeconds: 0 }
  const warmUp = { ...load, seconds: extent.warmUpSeconds }
  await crowd.drive(warmUp)
  const before = await running.memory()
  // The collection throws compiled code away, too: to look at the heap between stretches would spoil their latency.
  await crowd.drive(warmUp)
  await running.loopDelayMs()
  const startMs = performance.now()
  const memory: { readonly x: number; readonly y: number }[] = []
  let actions = 0
  for (let stretch = 1; stretch <= STRETCHES; stretch++) {
    const drive = await crowd.drive({
      ...load,
      seconds: extent.enduranceSeconds / STRETCHES,
      leadInSeconds: extent.leadInSeconds,
      graceSeconds: extent.graceSeconds,
    })
    const rss = await running.rss()
    memory.push({ x: (performance.now() - startMs) / 60_000, y: rss / MIB })
    actions += drive.actions
    card.add(`actions that came through, of ${extent.steadyRate}/s`, '%', drive.share * 100)
    card.add('p50 until all have seen, on and on', 'ms', drive.seen.p50)
    card.add('p99 until all have seen, on and on', 'ms', drive.seen.p99)
    card.add('p99 of the delay of the event loop', 'ms', await running.loopDelayMs())
    card.add('memory after a stretch', 'MiB', rss / MIB)
  }
  card.add('memory gained, by the slope of those', 'MiB/min', slopeOf(memory))
  const after = await running.memory()
  card.add('heap that an action leaves behind', 'B', (after.heap - before.heap) / actions)
  card.add('memory in the end, after a collection', 'MiB', after.rss / MIB)
}
