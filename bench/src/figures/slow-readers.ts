import type { Contestant } from '../contestant.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'

/** What those who watch and do not read make of everybody else's time, as a phone does that has lost its network. */
export async function measureSlowReaders(
  { subject, makeGames }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  const gather = await makeGames(running, extent.tables)
  using crowd = await gather()
  const load = { actionsPerSecond: extent.steadyRate, leadInSeconds: extent.leadInSeconds }
  await crowd.drive({ ...load, seconds: extent.warmUpSeconds, leadInSeconds: 0 })
  const without = await crowd.drive({ ...load, seconds: extent.steadySeconds })
  await crowd.addSlowReaders(extent.slowReaders)
  const beside = await crowd.drive({ ...load, seconds: extent.steadySeconds })

  const readers = `${extent.slowReaders} who do not read`
  card.add(`p99 until all who read have seen, at ${extent.steadyRate}/s`, 'ms', without.seen.p99)
  card.add(`p99 until all who read have seen, beside ${readers}`, 'ms', beside.seen.p99)
  card.add(`p99 beside ${readers}, to the p99 without`, 'times', beside.seen.p99 / without.seen.p99)
}
