import { describe, expect, it } from 'vitest'
import { LET_GO_MAX_MS } from '../limits.ts'
import { letGo } from './let-go.ts'

const SECOND_MS = 1_000
/** What the other servers, or the next one, can take of those who come back. */
const RETURNING_PER_SECOND_MAX = 200

/** When each of so many sockets was asked to go, in milliseconds since the first. */
async function askedAt(count: number): Promise<number[]> {
  let nowMs = 0
  const times: number[] = []
  const socket = { readyState: 1, OPEN: 1, send: () => void times.push(nowMs) } as const
  await letGo(
    Array.from({ length: count }, () => socket),
    async (ms) => {
      nowMs += ms
    },
  )
  return times
}

describe('letting go', () => {
  it('never has more come back within a second than can be taken, and all within the time', async () => {
    const times = await askedAt(1_000)
    expect(times).toHaveLength(1_000)
    for (const startMs of times) {
      const inThatSecond = times.filter((ms) => ms >= startMs && ms < startMs + SECOND_MS)
      expect(inThatSecond.length).toBeLessThanOrEqual(RETURNING_PER_SECOND_MAX)
    }
    expect(times.at(-1)).toBeLessThan(LET_GO_MAX_MS)
  })

  it('keeps to the time however many they are', async () => {
    const times = await askedAt(10_001)
    expect(times).toHaveLength(10_001)
    expect(times.at(-1)).toBeLessThan(LET_GO_MAX_MS)
  })

  it('holds up nobody where there are few', async () => {
    expect(await askedAt(8)).toEqual(Array.from({ length: 8 }, () => 0))
    expect(await askedAt(0)).toEqual([])
  })

  it('asks nobody who has gone by then', async () => {
    const gone = {
      readyState: 3,
      OPEN: 1,
      send: () => {
        throw new Error('it is closed')
      },
    } as const
    await letGo([gone], async () => {})
    expect(gone.readyState).toBe(3)
  })
})
