import { playerIdSchema, type PlayerId } from '@wordfare/contracts'
import type { Switchboard } from '@wordfare/switchboard'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPresence } from './presence.ts'

const graceMs = 1_000
const retryMs = 500
const ada: PlayerId = playerIdSchema.parse('a'.repeat(22))
const bob: PlayerId = playerIdSchema.parse('b'.repeat(22))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that looks on; those that share a switchboard see each other's players. */
function watchedPresence(switchboard: Pick<Switchboard, 'gather'> = createMemorySwitchboard()) {
  const seen: PlayerId[][] = []
  const presence = createPresence({
    graceMs,
    retryMs,
    onChange: () => seen.push([...presence.online]),
    gather: (listener) => switchboard.gather('a game', listener),
  })
  return { presence, seen }
}

describe('presence', () => {
  it('counts a player once, whatever the number of their browsers', () => {
    const { presence, seen } = watchedPresence()
    const leaveOne = presence.arrive(ada)
    const leaveOther = presence.arrive(ada)
    presence.arrive(bob)
    leaveOne()
    vi.advanceTimersByTime(graceMs)
    expect(seen).toEqual([[ada], [ada, bob]])
    leaveOther()
    vi.advanceTimersByTime(graceMs)
    expect(seen.at(-1)).toEqual([bob])
  })

  it('does not notice a player who is back in time', () => {
    const { presence, seen } = watchedPresence()
    presence.arrive(ada)()
    vi.advanceTimersByTime(graceMs - 1)
    const leave = presence.arrive(ada)
    vi.advanceTimersByTime(graceMs)
    expect(seen).toEqual([[ada]])
    leave()
    vi.advanceTimersByTime(graceMs)
    expect(seen).toEqual([[ada], []])
  })

  it('knows of players who are with other servers, and strangers learn of them too', async () => {
    const switchboard = createMemorySwitchboard()
    const here = watchedPresence(switchboard)
    const there = watchedPresence(switchboard)
    here.presence.arrive(null)
    const leave = there.presence.arrive(ada)
    const leaveElsewhere = here.presence.arrive(ada)
    await vi.advanceTimersByTimeAsync(0)
    expect([...here.presence.online]).toEqual([ada])
    leave()
    await vi.advanceTimersByTimeAsync(graceMs)
    expect([...there.presence.online]).toEqual([])
    expect([...here.presence.online]).toEqual([ada])
    there.presence.arrive(bob)
    await vi.advanceTimersByTimeAsync(0)
    expect(new Set(here.presence.online)).toEqual(new Set([ada, bob]))
    expect(new Set(there.presence.online)).toEqual(new Set([ada, bob]))
    leaveElsewhere()
    await vi.advanceTimersByTimeAsync(graceMs)
    expect([...there.presence.online]).toEqual([bob])
  })

  it('counts on those who are here while the others can not be reached, and tells them later', async () => {
    const switchboard = createMemorySwitchboard()
    const gather = vi
      .fn<Switchboard['gather']>((...place) => switchboard.gather(...place))
      .mockRejectedValueOnce(new Error('not now'))
    const here = watchedPresence({ gather })
    const there = watchedPresence(switchboard)
    there.presence.arrive(bob)
    here.presence.arrive(ada)
    await vi.advanceTimersByTimeAsync(0)
    expect([...here.presence.online]).toEqual([ada])
    await vi.advanceTimersByTimeAsync(retryMs)
    expect(new Set(here.presence.online)).toEqual(new Set([ada, bob]))
    expect(new Set(there.presence.online)).toEqual(new Set([ada, bob]))
  })
})
