import PQueue from 'p-queue'

import type { DailyErrorCode } from './daily-error.ts'
import type { RateLimit } from './daily-limits.ts'

/** Lets requests through no faster than Daily allows, in the order in which they came. */
export interface Turnstile {
  /** Null when it is the caller's turn, or why it never will be. */
  turn(signal: AbortSignal): Promise<DailyErrorCode | null>
  /** Sends everybody away who waits. */
  clear(): void
}

export function createTurnstile({ count, perMs }: RateLimit, queueMax: number): Turnstile {
  // Strict is a sliding window: two full ones never meet at a boundary.
  const queue = new PQueue({ intervalCap: count, interval: perMs, strict: true })
  return {
    async turn(signal) {
      if (queue.size >= queueMax) return 'overloaded'
      try {
        await queue.add(() => undefined, { signal })
        return null
      } catch {
        return signal.aborted ? 'overloaded' : 'circuit-open'
      }
    },
    clear: () => queue.clear(),
  }
}
