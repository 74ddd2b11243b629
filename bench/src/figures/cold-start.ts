import type { Contestant } from '../contestant.ts'
import type { Scorecard } from '../scores.ts'

/** From the start of the process to the first answer with status 200. */
export async function measureColdStart({ subject }: Contestant, card: Scorecard): Promise<void> {
  await using running = await subject.start('bare')
  card.add('cold start', 'ms', running.startedInMs)
}
