/** Of measurements of one thing, made again and again. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** The value that `share` (0 to 1) of the sorted values do not exceed. NaN of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const rank = Math.ceil(share * sorted.length)
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1] ?? Number.NaN
}

/** What could not be measured is NaN, and left out. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return {
    median: ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  }
}

/** Round by round, so that what slows the machine down for a while slows both down. */
export function ratios(ours: readonly number[], floor: readonly number[]): number[] {
  return ours.map((value, round) => value / (floor[round] ?? Number.NaN))
}

/** Whether the measurements are further apart than what they are to tell. */
export const isUnsteady = ({ median, least, most }: Spread): boolean =>
  most - least > UNSTEADY_SHARE * median
const UNSTEADY_SHARE = 0.3

/** How much `y` grows with `x`, by the straight line that is nearest to all points. NaN of fewer than two. */
export function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { readonly x: number; readonly y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2)
}
