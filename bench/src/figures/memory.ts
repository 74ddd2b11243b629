import { MEMBERS, type Contestant } from '../contestant.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'

const KIB = 1024
/** So slowly that nothing piles up while the tables start their first round. */
const RATE = 1000
/** From sitting down to the deal. */
const ACTIONS_TO_DEAL = 4
/** A few tables before the first look, so that what is loaded and compiled once is not put down to the others. */
const TABLES_BEFORE = 5

/** What games take in memory, and what those who watch them take on top. */
export async function measureMemory(
  { subject, hasGames, makeGames }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  const tables = extent.memoryTables
  const playABit = { actionsPerSecond: RATE, leadInSeconds: 0 }
  await using running = await subject.start()
  const gatherBefore = await makeGames(running, TABLES_BEFORE)
  using before = await gatherBefore()
  await before.drive({ ...playABit, seconds: 1 })
  const empty = await running.memory()

  const gather = await makeGames(running, tables)
  const made = await running.memory()
  using crowd = await gather()
  await crowd.drive({ ...playABit, seconds: (ACTIONS_TO_DEAL * tables) / RATE })
  const watched = await running.memory()

  const sockets = tables * MEMBERS
  if (hasGames) {
    card.add('memory of a game nobody watches', 'KiB', (made.rss - empty.rss) / tables / KIB)
    card.add('heap of a game nobody watches', 'KiB', (made.heap - empty.heap) / tables / KIB)
  }
  card.add('memory per socket', 'KiB', (watched.rss - made.rss) / sockets / KIB)
  const whole = 'per socket with its share of a game'
  card.add(`memory ${whole}`, 'KiB', (watched.rss - empty.rss) / sockets / KIB)
  card.add(`heap ${whole}`, 'KiB', (watched.heap - empty.heap) / sockets / KIB)
}
