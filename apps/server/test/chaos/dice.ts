/** Even dice that a seed decides: a whole number from 1 to `sides`. */
export function createDice(seed: number): (sides: number) => number {
  let state = 1 + (seed % 2_147_483_646)
  return (sides) => {
    // Park and Miller's, by their second multiplier.
    state = (state * 48_271) % 2_147_483_647
    return 1 + (state % sides)
  }
}
