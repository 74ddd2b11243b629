import type { CallFailure } from '@wordfare/contracts'

/** What each kind of failure means to a table, and whether the same request may well succeed a moment later. */
const KINDS = {
  timeout: { failure: 'unreachable', retryable: true },
  network: { failure: 'unreachable', retryable: true },
  'server-error': { failure: 'unreachable', retryable: true },
  'rate-limited': { failure: 'unreachable', retryable: true },
  'circuit-open': { failure: 'unreachable', retryable: true },
  overloaded: { failure: 'unreachable', retryable: true },
  aborted: { failure: 'unreachable', retryable: false },
  'key-refused': { failure: 'key-refused', retryable: false },
  quota: { failure: 'quota', retryable: false },
  forbidden: { failure: 'refused', retryable: false },
  refused: { failure: 'refused', retryable: false },
  'not-found': { failure: 'refused', retryable: false },
  'already-exists': { failure: 'refused', retryable: false },
  contract: { failure: 'refused', retryable: false },
  'room-closed': { failure: 'unreachable', retryable: false },
} as const satisfies Record<string, { failure: CallFailure; retryable: boolean }>

/**
 * `contract`: an answer that breaks the API's promises. `aborted`: the caller gave up. `circuit-open`: Daily is
 * down, and was not asked. `overloaded`: too much is waiting here, and Daily was not asked. `room-closed`: a ticket was
 * asked for a room whose time is over. The others are Daily's refusals and silences.
 */
export type DailyErrorCode = keyof typeof KINDS

export const isRetryable = (code: DailyErrorCode): boolean => KINDS[code].retryable

export interface DailyFailureFacts {
  readonly code: DailyErrorCode
  /** The request without any name in it: `POST /rooms/:name`. Null when none was made. */
  readonly request: string | null
  readonly status: number | null
  readonly attempts: number
  /** Must have been through `Credentials.quote`. */
  readonly info: string
}

/** Daily refused, answered nonsense, or did not answer in time. Holds facts alone: no key, header, body or cause. */
export class DailyError extends Error {
  override readonly name = 'DailyError'
  readonly code: DailyErrorCode
  /** HTTP status of the last answer, or null when none came. */
  readonly status: number | null
  /** Whether the same request may well succeed a moment later. */
  readonly retryable: boolean
  /** How often the failed request was sent. */
  readonly attempts: number
  /** The same, as the players are told. */
  readonly failure: CallFailure

  constructor({ code, request, status, attempts, info }: DailyFailureFacts) {
    const place = request === null ? '' : ` at ${request}`
    const answer = status === null ? '' : `, status ${status}`
    const detail = info === '' ? '' : `: ${info}`
    super(`daily: ${code}${place}${answer}, attempts ${attempts}${detail}`)
    this.code = code
    this.status = status
    this.retryable = KINDS[code].retryable
    this.attempts = attempts
    this.failure = KINDS[code].failure
  }
}

export const isError = (error: unknown, code: DailyErrorCode): error is DailyError =>
  error instanceof DailyError && error.code === code
