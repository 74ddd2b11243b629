import type { Contestant } from '../contestant.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'
import { STEADY_RATE } from './actions.ts'

const STRETCHES = 5

/** What becomes of a contestant under load that goes on and on, stretch by stretch, and what it has kept in the end. */
export async function measureEndurance(
  { subject, makeGames }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  const gather = await makeGames(running, extent.tables)
  using crowd = await gather()
  const warmUp = { actionsPerSecond: STEADY_RATE, seconds: extent.warmUpSeconds, leadInSeconds: 0 }
  await crowd.drive(warmUp)
  const before = await running.memory()
  // The collection throws compiled code away, too: to look at the memory between stretches would spoil their latency.
  await crowd.drive(warmUp)
  let actions = 0
  for (let stretch = 1; stretch <= STRETCHES; stretch++) {
    const drive = await crowd.drive({
      actionsPerSecond: STEADY_RATE,
      seconds: extent.enduranceSeconds / STRETCHES,
      leadInSeconds: extent.leadInSeconds,
    })
    actions += drive.actions
    card.add(`actions that came through, of ${STEADY_RATE}/s`, '%', drive.share * 100)
    card.add('p50 until all have seen, on and on', 'ms', drive.seen.p50)
    card.add('p99 until all have seen, on and on', 'ms', drive.seen.p99)
  }
  const after = await running.memory()
  card.add('heap that an action leaves behind', 'B', (after.heap - before.heap) / actions)
  card.add('memory in the end', 'MiB', after.rss / 1024 ** 2)
}
