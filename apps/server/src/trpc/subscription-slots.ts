import { TooManySubscriptions } from './access-errors.ts'

/** Counts the subscriptions of one socket. */
export interface SubscriptionSlots {
  /**
   * Takes a place; call what it returns when the subscription has ended.
   * @throws {TooManySubscriptions} when all are taken
   */
  take(): () => void
}

export function createSubscriptionSlots(max: number): SubscriptionSlots {
  let taken = 0
  return {
    take() {
      if (taken >= max) throw new TooManySubscriptions(`a socket may have ${max} subscriptions`)
      taken += 1
      return () => {
        taken -= 1
      }
    },
  }
}
