/** So many requests in any stretch of `perMs`. */
export interface RateLimit {
  readonly count: number
  readonly perMs: number
}

/** How long Daily is waited for, how often it is asked, and how much of an answer is read. */
export interface DailyLimits {
  /** How often one request is sent at most, apart from once more after a change of the key. */
  readonly attempts: number
  /** For one attempt, from connecting to the last byte. */
  readonly attemptTimeoutMs: number
  /** For all the requests and pauses of one call but `reap`, the wait for their turn included. */
  readonly operationTimeoutMs: number
  /** Upper bound of the pause after the first failed attempt; doubles with each further one. */
  readonly backoffBaseMs: number
  /** Where that doubling ends. */
  readonly backoffMaxMs: number
  /** Shortest pause after Daily has said that it is asked too often. */
  readonly rateLimitPauseMs: number
  /** Longest `Retry-After` that is waited for; with a longer one the operation gives up at once. */
  readonly retryAfterMaxMs: number
  readonly responseMaxBytes: number
  /** How many attempts in a row must fail, by time-out, network or 5xx, for Daily to be left alone. */
  readonly breakerFailures: number
  /** How long it is left alone before one attempt probes it. */
  readonly breakerPauseMs: number
  /** How fast Daily is asked; deletions have a limit of their own. */
  readonly requestRate: RateLimit
  readonly deleteRate: RateLimit
  /** How many requests wait for their turn at either rate; one more fails at once. */
  readonly queueMax: number
  /** Shortest time from one reading of the key that a refusal leads to, to the next. */
  readonly keyReadPauseMs: number
}

/** What holds in production. Tests bring smaller ones. */
export const DAILY_LIMITS: DailyLimits = {
  attempts: 3,
  attemptTimeoutMs: 4_000,
  operationTimeoutMs: 10_000,
  backoffBaseMs: 250,
  backoffMaxMs: 2_000,
  rateLimitPauseMs: 1_000,
  retryAfterMaxMs: 10_000,
  responseMaxBytes: 1_048_576,
  breakerFailures: 5,
  breakerPauseMs: 10_000,
  // Three quarters of what Daily allows: 20 a second, and 2 a second for deletions.
  requestRate: { count: 15, perMs: 1_000 },
  deleteRate: { count: 3, perMs: 2_000 },
  queueMax: 200,
  keyReadPauseMs: 1_000,
}
