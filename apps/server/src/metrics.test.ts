import { gameIdSchema } from '@wordfare/contracts'
import { VersionConflict } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { GameEvent } from '@wordfare/game'
import { describe, expect, it } from 'vitest'
import { createServerMetrics } from './metrics.ts'

const gameId = gameIdSchema.parse('g'.repeat(22))
const index = { joinCode: null, listed: null, expiresAtMs: 1 }
const ended = (reason: 'out-of-time' | 'by-hand'): GameEvent => ({
  type: 'TurnEnded',
  atMs: 0,
  by: null,
  reason,
  next: { team: 'red', number: 2 },
})

describe('the appends', () => {
  it('are measured when they are accepted, with the turns that time has ended', async () => {
    const metrics = createServerMetrics()
    const store = metrics.measured(createMemoryEventStore())
    const events = [ended('by-hand'), ended('out-of-time')]
    await store.append(gameId, 0, { events, cause: null, index })
    const late = store.append(gameId, 0, { events, cause: null, index })
    await expect(late).rejects.toBeInstanceOf(VersionConflict)
    const text = await metrics.registry.metrics()
    expect(text).toContain('wordfare_append_seconds_count 1\n')
    expect(text).toContain('wordfare_turn_expiries_total 1\n')
    await store.close()
  })
})
