const SECOND_MS = 1_000

/** The time that is left to a turn, as a store that React can read. */
export interface Countdown {
  /** Whole seconds, rounded up: 0 from the deadline on, and less than that once a whole second is over. */
  readonly secondsLeft: () => number
  /** Calls `listener` whenever a second has passed, until what it returns is called. */
  readonly subscribe: (listener: () => void) => () => void
}

export interface CountdownOptions {
  /** By the server's clock. */
  readonly deadlineAtMs: number
  /** How far the server's clock is ahead of this browser's. */
  readonly serverAheadMs: number
  /** Whether it stops at zero, where the turn ends (T3); otherwise it goes on into the time that is over. */
  readonly isHard: boolean
}

/** Counts the seconds to a deadline. One timer serves all listeners, and none runs without any. */
export function createCountdown(options: CountdownOptions): Countdown {
  const { deadlineAtMs, serverAheadMs, isHard } = options
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const msLeft = (): number => deadlineAtMs - serverAheadMs - Date.now()

  function secondsLeft(): number {
    // The sum has no negative zero, which rounding up does have.
    const seconds = Math.ceil(msLeft() / SECOND_MS) + 0
    return isHard ? Math.max(0, seconds) : seconds
  }

  /** Waits for the next full second before, or after, the deadline. */
  function wait(): void {
    const left = msLeft()
    if (isHard && left <= 0) return
    const nextMs = (Math.ceil(left / SECOND_MS) - 1) * SECOND_MS
    timer = setTimeout(tick, Math.ceil(left - nextMs))
  }

  function tick(): void {
    for (const listener of listeners) listener()
    wait()
  }

  return {
    secondsLeft,
    subscribe(listener) {
      if (listeners.size === 0) wait()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearTimeout(timer)
      }
    },
  }
}
