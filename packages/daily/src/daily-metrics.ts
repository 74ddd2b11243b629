import { Counter, Gauge, Histogram, Registry } from 'prom-client'

import type { DailyErrorCode } from './daily-error.ts'
import { DAILY_HEALTHS, type DailyHealth } from './daily-health.ts'

/** Counts what is asked of Daily. No label holds more than the method and route of a request, how it ended, and how Daily does. */
export interface DailyMetrics {
  /** One attempt has ended. `seconds` from sending to the last byte of the answer; null when it was never sent. */
  attempted(operation: string, outcome: 'ok' | DailyErrorCode, seconds: number | null): void
  /** A request has had its turn, or has given up waiting for it. */
  waited(seconds: number): void
  reaped(rooms: number): void
  keyChanged(): void
  /** `isOpen` is asked whenever the metrics are read. */
  watchBreaker(isOpen: () => boolean): void
  /** `health` is asked whenever the metrics are read. */
  watchHealth(health: () => DailyHealth): void
}

/** Registers the metrics, which a registry takes once. */
export function createDailyMetrics(registry: Registry = new Registry()): DailyMetrics {
  const registers = [registry]
  const requests = new Counter({
    name: 'daily_requests_total',
    help: 'Attempts at requests to Daily, by how they ended; circuit-open and overloaded were not sent',
    labelNames: ['operation', 'outcome'],
    registers,
  })
  const requestSeconds = new Histogram({
    name: 'daily_request_seconds',
    help: 'How long Daily took to answer an attempt, or until it was given up',
    labelNames: ['operation'],
    registers,
  })
  const waitSeconds = new Histogram({
    name: 'daily_wait_seconds',
    help: 'How long requests waited for their turn, so that Daily is not asked too fast',
    registers,
  })
  const roomsReaped = new Counter({
    name: 'daily_rooms_reaped_total',
    help: 'Rooms of no live game that were deleted',
    registers,
  })
  const keyChanges = new Counter({
    name: 'daily_key_changes_total',
    help: 'How often another API key was put to use',
    registers,
  })

  return {
    attempted(operation, outcome, seconds) {
      requests.inc({ operation, outcome })
      if (seconds !== null) requestSeconds.observe({ operation }, seconds)
    },
    waited: (seconds) => waitSeconds.observe(seconds),
    reaped: (rooms) => roomsReaped.inc(rooms),
    keyChanged: () => keyChanges.inc(),
    watchBreaker(isOpen) {
      const breakerOpen: Gauge = new Gauge({
        name: 'daily_breaker_open',
        help: '1 while Daily is left alone because it is down, else 0',
        registers,
        collect: () => breakerOpen.set(Number(isOpen())),
      })
    },
    watchHealth(health) {
      const healths: Gauge = new Gauge({
        name: 'daily_health',
        help: '1 for how Daily does by its last answers, 0 for every other state',
        labelNames: ['state'],
        registers,
        collect() {
          const current = health()
          for (const state of DAILY_HEALTHS) healths.set({ state }, Number(state === current))
        },
      })
    },
  }
}
