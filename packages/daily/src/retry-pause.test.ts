import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'

import type { DailyErrorCode } from './daily-error.ts'
import { DAILY_LIMITS } from './daily-limits.ts'
import { retryPauseMs } from './retry-pause.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const attempts = fc.integer({ min: 1, max: DAILY_LIMITS.attempts - 1 })

describe('retryPauseMs', () => {
  test.prop([attempts, chance])('[D13] is never shorter than a second at a 429', (made, dice) => {
    const failed = { code: 'rate-limited', retryAfterMs: null } as const
    expect(retryPauseMs(failed, made, DAILY_LIMITS, () => dice)).toBeGreaterThanOrEqual(1_000)
  })

  test.prop([attempts, chance, fc.integer({ min: 0, max: DAILY_LIMITS.retryAfterMaxMs })])(
    '[D13] is never shorter than Daily asks for',
    (made, dice, retryAfterMs) => {
      const failed = { code: 'rate-limited', retryAfterMs } as const
      const pauseMs = retryPauseMs(failed, made, DAILY_LIMITS, () => dice)
      expect(pauseMs).toBeGreaterThanOrEqual(retryAfterMs)
    },
  )

  test.prop([fc.integer({ min: DAILY_LIMITS.retryAfterMaxMs + 1, max: 1e9 })])(
    '[D13] is not taken when Daily asks for more than anyone would wait',
    (retryAfterMs) => {
      const failed = { code: 'rate-limited', retryAfterMs } as const
      expect(retryPauseMs(failed, 1, DAILY_LIMITS, () => 0)).toBeNull()
    },
  )

  test.prop([attempts, chance])('[D13] is jittered from nothing to its bound', (made, dice) => {
    const failed = { code: 'server-error', retryAfterMs: null } as const
    const most = Math.min(DAILY_LIMITS.backoffMaxMs, DAILY_LIMITS.backoffBaseMs * 2 ** (made - 1))
    expect(retryPauseMs(failed, made, DAILY_LIMITS, () => dice)).toBe(dice * most)
  })

  it.each<DailyErrorCode>(['circuit-open', 'overloaded'])(
    '[D17] [D18] is not taken where Daily was not asked, lest it be asked more: %s',
    (code) => {
      expect(retryPauseMs({ code, retryAfterMs: null }, 1, DAILY_LIMITS, () => 0)).toBeNull()
    },
  )

  test.prop([
    fc.constantFrom<DailyErrorCode>('refused', 'quota', 'key-refused', 'contract', 'aborted'),
  ])('[D12] is not taken after a refusal', (code) => {
    expect(retryPauseMs({ code, retryAfterMs: 0 }, 1, DAILY_LIMITS, () => 0)).toBeNull()
  })
})
