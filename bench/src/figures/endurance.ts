import type { Contestant } from '../contestant.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'

/** Half of what one server holds with ease. */
const RATE = 500
const STRETCHES = 5

/** What becomes of a contestant under load that goes on and on: each of its figures once for every stretch. */
export async function measureEndurance(
  { subject, makeGames }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  const gather = await makeGames(running, extent.tables)
  using crowd = await gather()
  await crowd.drive({ actionsPerSecond: RATE, seconds: extent.warmUpSeconds, leadInSeconds: 0 })
  let before = await running.memory()
  for (let stretch = 1; stretch <= STRETCHES; stretch++) {
    const drive = await crowd.drive({
      actionsPerSecond: RATE,
      seconds: extent.enduranceSeconds / STRETCHES,
      leadInSeconds: extent.leadInSeconds,
    })
    const after = await running.memory()
    card.add(`actions that came through, of ${RATE}/s`, '%', drive.share * 100)
    card.add('p50 until all have seen, on and on', 'ms', drive.seen.p50)
    card.add('p99 until all have seen, on and on', 'ms', drive.seen.p99)
    card.add('heap that an action leaves behind', 'B', (after.heap - before.heap) / drive.actions)
    card.add('memory at the end of a stretch', 'MiB', after.rss / 1024 ** 2)
    before = after
  }
}
