import { DelegateBackoff, handleWhenResult, retry } from 'cockatiel'

import { createBreaker } from './breaker.ts'
import type { Credentials } from './credentials.ts'
import type { DailyClock } from './daily-clock.ts'
import { DailyError } from './daily-error.ts'
import { createHealthRecord, type DailyHealth } from './daily-health.ts'
import type { DailyLimits } from './daily-limits.ts'
import type { DailyLog } from './daily-log.ts'
import type { DailyMetrics } from './daily-metrics.ts'
import {
  exchange,
  failed,
  type DailyRequest,
  type Exchange,
  type FailedExchange,
} from './exchange.ts'
import type { KeyReader } from './key-reader.ts'
import { retryPauseMs } from './retry-pause.ts'
import { createTurnstile } from './turnstile.ts'

/** Requests that share one time limit. */
export interface DailyOperation {
  /** @throws {DailyError} when there is no good answer after all attempts */
  request<T>(request: DailyRequest<T>): Promise<T>
}

/** Daily's REST API, with time-outs, retries, a circuit breaker, no more haste than it allows, and checked answers. */
export interface DailyClient {
  /** The time limit runs from here; `signal` ends it early. */
  begin(signal?: AbortSignal): DailyOperation
  readonly health: DailyHealth
}

export interface DailyClientOptions {
  readonly credentials: Credentials
  readonly keyReader: KeyReader
  readonly apiUrl: string
  readonly limits: DailyLimits
  readonly log: DailyLog
  readonly metrics: DailyMetrics
  readonly fetch: typeof globalThis.fetch
  readonly clock: DailyClock
  /** In [0, 1). */
  readonly random: () => number
}

export function createDailyClient(options: DailyClientOptions): DailyClient {
  const { credentials, keyReader, apiUrl, limits, log, metrics, fetch, clock, random } = options
  const breaker = createBreaker(limits)
  const record = createHealthRecord(breaker)
  const requests = createTurnstile(limits.requestRate, limits.queueMax)
  const deletions = createTurnstile(limits.deleteRate, limits.queueMax)
  breaker.onOpen(() => {
    log.warn({ pauseMs: limits.breakerPauseMs }, 'daily: down, and left alone for a while')
    requests.clear()
    deletions.clear()
  })
  metrics.watchBreaker(() => breaker.isOpen)
  metrics.watchHealth(() => record.health)

  function begin(signal?: AbortSignal): DailyOperation {
    const endsAtMs = performance.now() + limits.operationTimeoutMs
    const remainingMs = () => endsAtMs - performance.now()

    async function takeTurn({ method }: DailyRequest<unknown>): Promise<FailedExchange | null> {
      const turnstile = method === 'DELETE' ? deletions : requests
      const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(remainingMs())))
      const beganAtMs = performance.now()
      const refused = await turnstile.turn(signal ? AbortSignal.any([timeout, signal]) : timeout)
      metrics.waited(secondsSince(beganAtMs))
      if (signal?.aborted) return failed('aborted')
      if (refused) return failed(refused)
      return remainingMs() > 0 ? null : failed('overloaded')
    }

    function send<T>(request: DailyRequest<T>, authorization: string): Promise<Exchange<T>> {
      return exchange(request, {
        apiUrl,
        authorization,
        timeoutMs: Math.ceil(Math.min(limits.attemptTimeoutMs, remainingMs())),
        responseMaxBytes: limits.responseMaxBytes,
        fetch,
        clock,
        signal,
      })
    }

    return {
      async request<T>(request: DailyRequest<T>): Promise<T> {
        const place = `${request.method} ${request.route}`
        let attempts = 0
        /** What the request was sent with last. */
        let authorization = ''
        /** What is tried again and when; null when the last attempt was good, or leaves nothing to try. */
        let again: { readonly failure: FailedExchange; readonly pauseMs: number } | null = null

        const attempt = async (): Promise<Exchange<T>> => {
          let seconds: number | null = null
          const result = await breaker.attempt(async () => {
            const failure = await takeTurn(request)
            if (failure) return failure
            attempts += 1
            authorization = credentials.authorization()
            const sentAtMs = performance.now()
            const sent = await send(request, authorization)
            seconds = secondsSince(sentAtMs)
            return sent
          })
          metrics.attempted(place, result.ok ? 'ok' : result.code, seconds)
          return result
        }

        const policy = retry(
          handleWhenResult(() => again !== null),
          {
            // The library counts without the first.
            maxAttempts: limits.attempts - 1,
            backoff: new DelegateBackoff(() => again?.pauseMs ?? 0),
          },
        )
        policy.onRetry(() => {
          const { code, status } = again?.failure ?? {}
          const pauseMs = again?.pauseMs
          log.warn({ request: place, code, status, attempts, pauseMs }, 'daily: trying again')
        })
        const result = await untilAborted(
          policy.execute(async (): Promise<Exchange<T>> => {
            again = null
            if (signal?.aborted) return failed('aborted')
            if (remainingMs() <= 0) return failed('timeout')
            let sent = await attempt()
            if (
              isKeyRefused(sent) &&
              (await keyReader.replaceRefused(authorization, remainingMs()))
            ) {
              sent = await attempt()
            }
            if (sent.ok) return sent
            const pauseMs = retryPauseMs(sent, attempts, limits, random)
            if (pauseMs !== null && pauseMs < remainingMs()) again = { failure: sent, pauseMs }
            return sent
          }),
          signal,
        )
        record.add(request, result)
        if (result.ok) return result.value
        const { code, status, info } = result
        throw new DailyError({
          code,
          request: place,
          status,
          attempts,
          info: credentials.quote(info),
        })
      },
    }
  }

  return {
    begin,
    get health() {
      return record.health
    },
  }
}

const secondsSince = (beganAtMs: number): number => (performance.now() - beganAtMs) / 1_000

const isKeyRefused = (result: Exchange<unknown>): boolean =>
  !result.ok && result.code === 'key-refused'

/** The retry policy can't be woken from a pause; the caller, who no longer wants an answer, need not wait for it. */
async function untilAborted<T>(
  work: Promise<Exchange<T>>,
  signal: AbortSignal | undefined,
): Promise<Exchange<T>> {
  if (!signal) return work
  const { promise: aborted, resolve } = Promise.withResolvers<Exchange<T>>()
  const stop = () => resolve(failed('aborted'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
