/** Counts what one client does, anew in every window of time. */
export interface RateWindow {
  /** Counts `more`; false when that is beyond what the window allows. */
  spend(more: number): boolean
}

/** A window begins with the first thing that is counted after the one before has ended. */
export function createRateWindow(options: {
  readonly max: number
  readonly windowMs: number
  readonly now: () => number
}): RateWindow {
  let endsAtMs = 0
  let spent = 0
  return {
    spend(more) {
      const nowMs = options.now()
      if (nowMs >= endsAtMs) {
        endsAtMs = nowMs + options.windowMs
        spent = 0
      }
      spent += more
      return spent <= options.max
    },
  }
}
