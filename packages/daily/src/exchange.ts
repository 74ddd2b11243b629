import * as z from 'zod'

import type { DailyClock } from './daily-clock.ts'
import type { DailyErrorCode } from './daily-error.ts'
import { readCapped } from './read-capped.ts'

export interface DailyRequest<T> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** The path below the base URL; this is also how errors and log lines call it. */
  readonly route:
    | '/'
    | '/rooms'
    | '/rooms/:name'
    | '/rooms/:name/presence'
    | '/rooms/:name/eject'
    | '/rooms/:name/update-permissions'
    | '/batch/rooms'
  /** What `:name` stands for. */
  readonly name?: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  readonly answer: z.ZodType<T>
}

/** What came of sending a request once. */
export type Exchange<T> = { readonly ok: true; readonly value: T } | FailedExchange

export interface FailedExchange {
  readonly ok: false
  readonly code: DailyErrorCode
  readonly status: number | null
  /** As Daily put it; not yet fit to be quoted. */
  readonly info: string
  readonly retryAfterMs: number | null
}

export interface ExchangeTerms {
  readonly apiUrl: string
  readonly authorization: string
  readonly timeoutMs: number
  readonly responseMaxBytes: number
  readonly fetch: typeof globalThis.fetch
  readonly clock: DailyClock
  /** The caller's wish to stop. */
  readonly signal: AbortSignal | undefined
}

/** Sends a request once. Never throws: whatever the fetch throws may hold headers, so it ends here. */
export async function exchange<T>(
  request: DailyRequest<T>,
  terms: ExchangeTerms,
): Promise<Exchange<T>> {
  const timeout = AbortSignal.timeout(terms.timeoutMs)
  const signal = terms.signal ? AbortSignal.any([timeout, terms.signal]) : timeout
  try {
    const response = await terms.fetch(urlOf(request, terms.apiUrl), {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: terms.authorization,
        ...(request.body && { 'content-type': 'application/json' }),
      },
      body: request.body ? JSON.stringify(request.body) : null,
      redirect: 'error',
      signal,
    })
    terms.clock.heard(response.headers.get('date'))
    const text = await readCapped(response, terms.responseMaxBytes)
    return judge(request, response, parseJson(text), terms.clock)
  } catch (error) {
    if (terms.signal?.aborted) return failed('aborted')
    if (timeout.aborted) return failed('timeout')
    return isRedirect(error) ? failed('contract', 'redirect') : failed('network')
  }
}

/** There was no answer. */
export const failed = (code: DailyErrorCode, info = ''): FailedExchange => ({
  ok: false,
  code,
  status: null,
  info,
  retryAfterMs: null,
})

function urlOf({ route, name, query }: DailyRequest<unknown>, apiUrl: string): string {
  const search = query ? `?${new URLSearchParams(query).toString()}` : ''
  return apiUrl + route.replace(':name', encodeURIComponent(name ?? '')) + search
}

/** Node's fetch says only in its cause why it failed; were that text to change, a redirect would count as `network`. */
function isRedirect(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    error.cause instanceof Error &&
    error.cause.message === 'unexpected redirect'
  )
}

/** Undefined for anything that is not JSON: proxies answer in HTML. */
function parseJson(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function judge<T>(
  request: DailyRequest<T>,
  { status, headers }: Response,
  json: unknown,
  clock: DailyClock,
): Exchange<T> {
  if (status === 200) {
    const answer = request.answer.safeParse(json)
    if (answer.success) return { ok: true, value: answer.data }
    const places = answer.error.issues.map((issue) => issue.path.join('.') || 'answer')
    const info = `unknown shape of ${places.join(', ')}`
    return { ok: false, code: 'contract', status, info, retryAfterMs: null }
  }
  const { error, info } = refusalSchema.parse(json)
  return {
    ok: false,
    code: codeOf(status, error, info),
    status,
    info: [error, info].filter(Boolean).join(': '),
    retryAfterMs: retryAfterMs(headers.get('retry-after'), clock),
  }
}

const refusalSchema = z
  .object({ error: z.string().catch(''), info: z.string().catch('') })
  .catch({ error: '', info: '' })

/**
 * `error` is a stable word, `info` is prose for people. Two refusals can be told by their prose alone; it is matched
 * narrowly here, and never acted upon without asking Daily again.
 */
function codeOf(status: number, error: string, info: string): DailyErrorCode {
  if (status >= 500) return 'server-error'
  switch (status) {
    case 400:
      if (error === 'authorization-header-error') return 'key-refused'
      if (error !== 'invalid-request-error') return 'refused'
      if (/\balready exists\b/iu.test(info)) return 'already-exists'
      return /\brooms reached\b/iu.test(info) ? 'quota' : 'refused'
    case 401:
      return 'key-refused'
    case 403:
      return 'forbidden'
    case 404:
      return 'not-found'
    case 429:
      return 'rate-limited'
    default:
      return status >= 400 ? 'refused' : 'contract'
  }
}

/** Seconds or a date, as HTTP has it; null when absent or neither. */
function retryAfterMs(header: string | null, clock: DailyClock): number | null {
  if (header === null) return null
  if (/^\d+$/u.test(header)) return Number(header) * 1_000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - clock.now())
}
