import { MEMBERS, type Contestant } from '../contestant.ts'
import type { Crowd } from '../driver/crowd.ts'
import type { Drive } from '../driver/drive.ts'
import { highestHeld } from '../driver/highest-held.ts'
import { DRIVER_LOAD_MAX } from '../driver/own-load.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'
import type { Running } from '../subjects/subject.ts'

/** What all that is timed has to stay under for a rate to be held. */
const LATENCY_MAX_MS = 50
/** Of the actions that are due, this share has to come through. */
const SHARE_MIN = 0.98
/** Where the search begins before there is anything to go by. */
const FIRST_GUESS = 1000

const isHeld = ({ share, acked, seen }: Drive): boolean =>
  share >= SHARE_MIN && acked.p99 < LATENCY_MAX_MS && seen.p99 < LATENCY_MAX_MS

/**
 * How many actions of whole games a contestant carries out, and what one costs it. `guess` is the rate that it held
 * before; resolves with the one that it holds now, NaN for none.
 */
export async function measureActions(
  { subject, makeGames }: Contestant,
  extent: Extent,
  card: Scorecard,
  guess: number = FIRST_GUESS,
): Promise<number> {
  await using running = await subject.start()
  const gather = await makeGames(running, extent.tables)
  using crowd = await gather()
  await crowd.drive({
    actionsPerSecond: extent.steadyRate,
    seconds: extent.warmUpSeconds,
    leadInSeconds: 0,
  })

  const found = await highestHeld(guess, async (actionsPerSecond) => {
    const drive = await crowd.drive({
      actionsPerSecond,
      seconds: extent.stepSeconds,
      leadInSeconds: extent.leadInSeconds,
    })
    return isHeld(drive) ? drive : null
  })
  const { rate, outcome } = found ?? { rate: Number.NaN, outcome: null }
  card.add('actions held', '1/s', rate)
  card.add('deliveries then', '1/s', outcome ? outcome.deliveries / outcome.seconds : Number.NaN)
  if (outcome === null) card.caveat('actions held', 'no rate was held in one of the rounds')
  if (outcome && outcome.driverLoad > DRIVER_LOAD_MAX) {
    card.caveat('actions held', 'the driver was at its limit')
  }

  const once = await spend(running, crowd, extent)
  card.add(`p50 until all have seen, at ${extent.steadyRate}/s`, 'ms', once.drive.seen.p50)
  card.add(`p99 until all have seen, at ${extent.steadyRate}/s`, 'ms', once.drive.seen.p99)
  card.add(`CPU for an action, at ${extent.steadyRate}/s`, 'µs', once.cpuMicroseconds)
  if (once.drive.share < SHARE_MIN) {
    card.caveat(`CPU for an action, at ${extent.steadyRate}/s`, 'did not hold that rate')
  }
  if (!extent.doublesWatchers) return rate
  await crowd.doubleWatchers()
  const twice = await spend(running, crowd, extent)
  card.add(
    'CPU for one more delivery',
    'µs',
    (twice.cpuMicroseconds - once.cpuMicroseconds) / MEMBERS,
  )
  return rate
}

/** What an action costs at the rate that is the same for all. */
async function spend(
  running: Running,
  crowd: Crowd,
  extent: Extent,
): Promise<{ readonly drive: Drive; readonly cpuMicroseconds: number }> {
  const beforeMs = running.cpuMs()
  const drive = await crowd.drive({
    actionsPerSecond: extent.steadyRate,
    seconds: extent.steadySeconds,
    leadInSeconds: extent.leadInSeconds,
  })
  return { drive, cpuMicroseconds: ((running.cpuMs() - beforeMs) * 1000) / drive.actions }
}
