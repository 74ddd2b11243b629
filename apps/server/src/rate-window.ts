/** What may be counted within a window, and by which clock. */
interface Bounds {
  readonly max: number
  readonly windowMs: number
  readonly now: () => number
}

/** Counts what one client does, anew in every window of time. */
export interface RateWindow {
  /** Counts `more`; false when that is beyond what the window allows. */
  spend(more: number): boolean
}

/** A window begins with the first thing that is counted after the one before has ended. */
export const createRateWindow = (bounds: Bounds): RateWindow => new CountingWindow(bounds)

/** A class, since every socket has one. */
class CountingWindow implements RateWindow {
  readonly #bounds: Bounds
  #endsAtMs = 0
  #spent = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  spend(more: number): boolean {
    const { max, windowMs, now } = this.#bounds
    const nowMs = now()
    if (nowMs >= this.#endsAtMs) {
      this.#endsAtMs = nowMs + windowMs
      this.#spent = 0
    }
    this.#spent += more
    return this.#spent <= max
  }
}
