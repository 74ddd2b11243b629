/** Whether the line to the desk is up. `attempt` counts the tries of this outage, from 1. */
export type ConnectionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'live' }
  | { readonly status: 'reconnecting'; readonly attempt: number }

/** The state of the one WebSocket, as a store that React can read. */
export interface Connection {
  readonly get: () => ConnectionState
  readonly subscribe: (listener: () => void) => () => void
  /** Ends the pause before the next try. */
  readonly retryNow: () => void
  /** Resolves with true as soon as the line is up, or with false after `timeoutMs`. */
  readonly whenLive: (timeoutMs: number) => Promise<boolean>
}

/** What the socket's owner reports. */
export interface ConnectionReports {
  /** Call before each try to connect. Counts it, and resolves when its pause is over. */
  readonly beforeTry: () => Promise<void>
  readonly opened: () => void
  readonly closed: () => void
}

/**
 * So short that everybody is back within five seconds of a network that has healed, and so long that those who wait for a
 * server come back to it over some seconds and not in one moment.
 */
const LONGEST_PAUSE_MS = 2_500

/** No pause before the first try of an outage, then longer and longer ones, each a little different. */
function pauseBefore(attempt: number, random: () => number): number {
  if (attempt <= 1) return 0
  return Math.min(500 * 2 ** (attempt - 2), LONGEST_PAUSE_MS) * (0.75 + random() / 2)
}

/** Makes the store; `random` spreads the tries of many browsers after a restart of the server. */
export function createConnection(random = Math.random): Connection & ConnectionReports {
  const listeners = new Set<() => void>()
  let state: ConnectionState = { status: 'connecting' }
  let wasLive = false
  let attempt = 0
  let endPause: (() => void) | null = null

  function set(next: ConnectionState): void {
    state = next
    for (const listener of listeners) listener()
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return {
    get: () => state,
    subscribe,
    retryNow: () => endPause?.(),

    async whenLive(timeoutMs) {
      if (state.status === 'live') return true
      return new Promise((resolve) => {
        const settle = (isLive: boolean): void => {
          clearTimeout(timer)
          unsubscribe()
          resolve(isLive)
        }
        const timer = setTimeout(() => settle(false), timeoutMs)
        const unsubscribe = subscribe(() => {
          if (state.status === 'live') settle(true)
        })
      })
    },

    async beforeTry() {
      attempt += 1
      if (wasLive || attempt > 1) set({ status: 'reconnecting', attempt })
      const pauseMs = pauseBefore(attempt, random)
      if (pauseMs === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs)
        endPause = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },

    opened() {
      wasLive = true
      attempt = 0
      set({ status: 'live' })
    },

    closed() {
      if (state.status === 'live') set({ status: 'reconnecting', attempt: 1 })
    },
  }
}
