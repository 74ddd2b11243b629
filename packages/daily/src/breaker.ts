import {
  ConsecutiveBreaker,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel'

import type { DailyErrorCode } from './daily-error.ts'
import type { DailyLimits } from './daily-limits.ts'
import { failed, type Exchange } from './exchange.ts'

/** What says that Daily is down. A refusal of any kind says that it is up. */
export const OUTAGES: ReadonlySet<unknown> = new Set<DailyErrorCode>([
  'timeout',
  'network',
  'server-error',
])
/** What says nothing about Daily at all, so that a probe that ends so has shown nothing. */
const UNASKED: ReadonlySet<unknown> = new Set<DailyErrorCode>(['aborted', 'overloaded'])

/** Spares a Daily that is down, and everybody the wait for it. */
export interface Breaker {
  /** Makes the attempt, or fails with `circuit-open` without it. */
  attempt<T>(make: () => Promise<Exchange<T>>): Promise<Exchange<T>>
  /** From the failure that opens the circuit to the answer that closes it; false means that Daily is asked freely. */
  readonly isOpen: boolean
  /** `listener` runs whenever the circuit opens. */
  onOpen(listener: () => void): void
}

export function createBreaker({ breakerFailures, breakerPauseMs }: DailyLimits): Breaker {
  const policy = circuitBreaker(
    handleWhenResult((result) => {
      const code = codeOf(result)
      return OUTAGES.has(code) || (policy.state === CircuitState.HalfOpen && UNASKED.has(code))
    }),
    { halfOpenAfter: breakerPauseMs, breaker: new ConsecutiveBreaker(breakerFailures) },
  )

  return {
    async attempt(make) {
      try {
        return await policy.execute(make)
      } catch (error) {
        if (isBrokenCircuitError(error)) return failed('circuit-open')
        throw error
      }
    },
    get isOpen() {
      return policy.state !== CircuitState.Closed
    },
    onOpen: (listener) => void policy.onBreak(listener),
  }
}

/** The policy knows what it is given as a result, and not its type. */
function codeOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'code' in result ? result.code : null
}
