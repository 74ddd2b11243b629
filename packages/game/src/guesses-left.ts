import type { Count } from '@wordfare/contracts'

/** A number, or no limit. */
export type GuessesLeft = number | 'unlimited'

/** How many guesses a clue allows (G7): one more than its count. The limit does not apply to 0 and unlimited (C2, C3). */
export const allowance = (count: Count): GuessesLeft =>
  count === 'unlimited' || count === 0 ? 'unlimited' : count + 1

/** What is left after one guess. */
export const afterGuess = (guessesLeft: GuessesLeft): GuessesLeft =>
  guessesLeft === 'unlimited' ? guessesLeft : guessesLeft - 1
