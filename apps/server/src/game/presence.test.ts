import type { PlayerId } from '@wordfare/contracts'
import { playerIdSchema } from '@wordfare/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPresence } from './presence.ts'

const graceMs = 1_000
const ada: PlayerId = playerIdSchema.parse('a'.repeat(22))
const bob: PlayerId = playerIdSchema.parse('b'.repeat(22))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watchedPresence() {
  const seen: PlayerId[][] = []
  const presence = createPresence({ graceMs, onChange: () => seen.push([...presence.online]) })
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
})
