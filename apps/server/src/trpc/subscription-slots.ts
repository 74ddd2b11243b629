import { TooManySubscriptions } from './access-errors.ts'

/** Counts the subscriptions of one socket. */
export interface SubscriptionSlots {
  /**
   * Takes a place; call what it returns when the subscription has ended.
   * @throws {TooManySubscriptions} when all are taken
   */
  take(): () => void
}

export const createSubscriptionSlots = (max: number): SubscriptionSlots => new CountedSlots(max)

/** A class, since every socket has one. */
class CountedSlots implements SubscriptionSlots {
  readonly #max: number
  #taken = 0

  constructor(max: number) {
    this.#max = max
  }

  take(): () => void {
    if (this.#taken >= this.#max) {
      throw new TooManySubscriptions(`a socket may have ${this.#max} subscriptions`)
    }
    this.#taken += 1
    return () => {
      this.#taken -= 1
    }
  }
}
