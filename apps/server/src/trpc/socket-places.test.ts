import { playerIdSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { SOCKETS_MAX, SOCKETS_PER_ADDRESS_MAX, SOCKETS_PER_SESSION_MAX } from '../limits.ts'
import type { Caller } from './context.ts'
import { createSocketPlaces } from './socket-places.ts'

const playerId = playerIdSchema.parse('p'.repeat(22))
const callerOf = (network: string, sessionKey: string | null): Caller => ({
  network,
  sessionKey,
  playerAt: () => playerId,
  playerAtOrNew: () => playerId,
})

describe('[B9] places for sockets', () => {
  it.each([
    ['of a session', SOCKETS_PER_SESSION_MAX, (n: number) => callerOf(`192.0.2.${n}`, 'session')],
    [
      'of an address',
      SOCKETS_PER_ADDRESS_MAX,
      (n: number) => callerOf('192.0.2.1', `session ${n}`),
    ],
    ['of an address without sessions', SOCKETS_PER_ADDRESS_MAX, () => callerOf('192.0.2.1', null)],
    ['of all', SOCKETS_MAX, (n: number) => callerOf(`address ${n}`, `session ${n}`)],
  ])('%s are so many, and free again when they are given back', (_whose, max, caller) => {
    const places = createSocketPlaces(true)
    for (let round = 0; round < 3; round++) {
      let taken = 0
      while (places.isFreeFor(caller(taken))) places.take(caller(taken++))
      expect(taken).toBe(max)
      while (taken > 0) places.giveBack(caller(--taken))
    }
  })

  it('of one caller are as many as there are, where callers are not counted', () => {
    const places = createSocketPlaces(false)
    const caller = callerOf('127.0.0.1', 'session')
    for (let taken = 0; taken < SOCKETS_MAX; taken++) places.take(caller)
    expect(places.isFreeFor(callerOf('another', null))).toBe(false)
    expect(SOCKETS_MAX).toBeGreaterThan(SOCKETS_PER_ADDRESS_MAX)
  })
})
