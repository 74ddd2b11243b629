import { isRetryable, type DailyErrorCode } from './daily-error.ts'
import type { DailyLimits } from './daily-limits.ts'

/** Daily was not asked, precisely so that it is asked less. */
const NOT_AT_ONCE: ReadonlySet<DailyErrorCode> = new Set(['circuit-open', 'overloaded'])

/**
 * How long to wait, in milliseconds, before a request is sent again after so many attempts; null when it must not be.
 * The jitter is full: many servers that failed together must not come back together.
 */
export function retryPauseMs(
  failed: { readonly code: DailyErrorCode; readonly retryAfterMs: number | null },
  attempts: number,
  limits: DailyLimits,
  random: () => number,
): number | null {
  if (!isRetryable(failed.code) || NOT_AT_ONCE.has(failed.code)) return null
  const asked = failed.retryAfterMs ?? 0
  if (asked > limits.retryAfterMaxMs) return null
  const least = failed.code === 'rate-limited' ? limits.rateLimitPauseMs : 0
  const most = Math.min(limits.backoffMaxMs, limits.backoffBaseMs * 2 ** (attempts - 1))
  return Math.max(least, asked) + random() * most
}
