/** What the time is by Daily, which alone judges whether a room is closed or a token is over. */
export interface DailyClock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** To be told the `date` of every answer. */
  heard(date: string | null): void
}

/**
 * Goes by the last answer and by what has passed since, and so neither by what this machine's clock was set to at the start
 * nor by what it is set to later. Until there is an answer it is `now`.
 */
export function createDailyClock(own: {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** Milliseconds since any moment; never set anew. */
  readonly elapsedMs: () => number
}): DailyClock {
  let answer: { readonly atMs: number; readonly elapsedMs: number } | null = null
  return {
    now: () => (answer ? answer.atMs + own.elapsedMs() - answer.elapsedMs : own.now()),
    heard(date) {
      const atMs = Date.parse(date ?? '')
      if (!Number.isNaN(atMs)) answer = { atMs, elapsedMs: own.elapsedMs() }
    },
  }
}
