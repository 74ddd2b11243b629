import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { measureClockOffset } from './clock-offset.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface RoundTrip {
  readonly thereMs: number
  readonly backMs: number
}

/** Asks a server whose clock is `aheadMs` ahead, on a line that takes its time. */
async function measure(aheadMs: number, ...trips: readonly RoundTrip[]): Promise<number> {
  const left = [...trips]
  const measured = measureClockOffset(async () => {
    const { thereMs, backMs } = left.shift() ?? { thereMs: 0, backMs: 0 }
    await vi.advanceTimersByTimeAsync(thereMs)
    const nowMs = Date.now() + aheadMs
    await vi.advanceTimersByTimeAsync(backMs)
    return nowMs
  })
  const offsetMs = await measured
  expect(left).toEqual([])
  return offsetMs
}

it('[T3] finds by how much the server’s clock is ahead, or behind', async () => {
  const even = { thereMs: 40, backMs: 40 }
  expect(await measure(90_000, even, even, even)).toBe(90_000)
  expect(await measure(-90_000, even, even, even)).toBe(-90_000)
})

it('[T3] goes by the shortest of the round trips, and is half of it wrong at most', async () => {
  const offsetMs = await measure(
    5_000,
    { thereMs: 900, backMs: 20 },
    { thereMs: 300, backMs: 60 },
    { thereMs: 20, backMs: 1_200 },
  )
  expect(Math.abs(offsetMs - 5_000)).toBeLessThanOrEqual(180)
})

it.each([
  [350, 0],
  [0, 350],
  [50, 300],
  [175, 175],
])(
  '[T3] is right within 200 ms where a round trip takes no more than 350: %d there and %d back',
  async (thereMs, backMs) => {
    const trip = { thereMs, backMs }
    const slow = { thereMs: 4_000, backMs: 0 }
    expect(Math.abs((await measure(90_000, slow, trip, slow)) - 90_000)).toBeLessThan(200)
  },
)

it('passes on that no answer came', async () => {
  await expect(measureClockOffset(() => Promise.reject(new Error('line down')))).rejects.toThrow(
    'line down',
  )
})
