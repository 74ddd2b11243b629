import { TooManySubscriptions } from './access-errors.ts'

/** Counts the subscriptions of one socket. */
export interface SubscriptionSlots {
  /** @throws {TooManySubscriptions} when all are taken */
  take(): void
  /** Call when a subscription that took one has ended. */
  giveBack(): void
}

export const createSubscriptionSlots = (max: number): SubscriptionSlots => new CountedSlots(max)

/** A class, since every socket has one. */
class CountedSlots implements SubscriptionSlots {
  readonly #max: number
  #taken = 0

  constructor(max: number) {
    this.#max = max
  }

  take(): void {
    if (this.#taken >= this.#max) {
      throw new TooManySubscriptions(`a socket may have ${this.#max} subscriptions`)
    }
    this.#taken += 1
  }

  giveBack(): void {
    this.#taken -= 1
  }
}
