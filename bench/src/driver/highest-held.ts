/** How far apart the rates are that are tried while climbing. */
const STEP = 1.3
/** How often what is left between held and not held is halved. */
const HALVINGS = 2
/** A rate that is missed gets a second chance: a single stall of the machine is not the server's. */
const CHANCES = 2
/** Far below what was guessed something else must be wrong. */
const LEAST_SHARE_OF_GUESS = 0.1

/**
 * The highest rate that is held, within a fifteenth of it, starting from a guess. `tryRate` resolves with what came of
 * a rate, or with null where it is not held. Null where not even a tenth of the guess is.
 */
export async function highestHeld<T extends object>(
  guess: number,
  tryRate: (rate: number) => Promise<T | null>,
): Promise<{ readonly rate: number; readonly outcome: T } | null> {
  async function outcomeAt(rate: number): Promise<T | null> {
    for (let chance = 1; chance <= CHANCES; chance++) {
      const outcome = await tryRate(Math.round(rate))
      if (outcome !== null) return outcome
    }
    return null
  }

  let held = guess
  let missed = Number.POSITIVE_INFINITY
  let outcome = await outcomeAt(held)
  while (outcome === null) {
    missed = held
    held /= STEP
    if (held < guess * LEAST_SHARE_OF_GUESS) return null
    outcome = await outcomeAt(held)
  }

  /** Tries a higher rate, and keeps what it tells. */
  async function narrow(rate: number): Promise<void> {
    const higher = await outcomeAt(rate)
    if (higher === null) missed = rate
    else [held, outcome] = [rate, higher]
  }
  while (missed === Number.POSITIVE_INFINITY) await narrow(held * STEP)
  for (let halving = 0; halving < HALVINGS; halving++) await narrow(Math.sqrt(held * missed))
  return { rate: Math.round(held), outcome }
}
