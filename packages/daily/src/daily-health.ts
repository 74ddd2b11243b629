import { OUTAGES, type Breaker } from './breaker.ts'
import type { DailyErrorCode } from './daily-error.ts'
import type { DailyRequest, Exchange } from './exchange.ts'

/** All there are, the good one first. */
export const DAILY_HEALTHS = ['ok', 'unreachable', 'key-refused', 'quota'] as const
/**
 * `key-refused`: until a request succeeds. `quota`: there are no rooms left, until one is made or deleted.
 * `unreachable`: Daily is down or silent.
 */
export type DailyHealth = (typeof DAILY_HEALTHS)[number]

/** What says nothing about Daily. */
const UNASKED: ReadonlySet<unknown> = new Set<DailyErrorCode>([
  'aborted',
  'circuit-open',
  'overloaded',
])

/** Tells from the answers to requests how Daily does. */
export interface HealthRecord {
  readonly health: DailyHealth
  /** To be told of what came of every request in the end. */
  add(request: DailyRequest<unknown>, result: Exchange<unknown>): void
}

export function createHealthRecord(breaker: Pick<Breaker, 'isOpen'>): HealthRecord {
  let isKeyRefused = false
  let isQuotaReached = false
  let isUnreachable = false

  return {
    get health() {
      if (isKeyRefused) return 'key-refused'
      if (isQuotaReached) return 'quota'
      return isUnreachable || breaker.isOpen ? 'unreachable' : 'ok'
    },

    add({ method, route }, result) {
      if (result.ok) {
        isKeyRefused = false
        isUnreachable = false
        const makesRoom = method === 'POST' && route === '/rooms'
        if (makesRoom || method === 'DELETE') isQuotaReached = false
        return
      }
      if (UNASKED.has(result.code)) return
      isUnreachable = OUTAGES.has(result.code)
      if (result.code === 'key-refused') isKeyRefused = true
      if (result.code === 'quota') isQuotaReached = true
    },
  }
}
