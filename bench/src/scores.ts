/** Takes down what one contestant reaches. */
export interface Scorecard {
  add(figure: string, unit: string, value: number): void
  /** Says what speaks against a figure that has been added. */
  caveat(figure: string, words: string): void
}

/** All that was measured of one figure of one contestant, round by round. */
export interface Score {
  readonly figure: string
  readonly unit: string
  readonly contestant: string
  readonly values: number[]
  readonly caveats: Set<string>
}

/** Everything that was measured, in the order in which it came up first. */
export interface Scores {
  readonly all: readonly Score[]
  cardOf(contestant: string): Scorecard
}

export function createScores(): Scores {
  const all: Score[] = []
  const find = (figure: string, contestant: string): Score | undefined =>
    all.find((score) => score.figure === figure && score.contestant === contestant)
  return {
    all,
    cardOf: (contestant) => ({
      add(figure, unit, value) {
        const score = find(figure, contestant)
        if (score) score.values.push(value)
        else all.push({ figure, unit, contestant, values: [value], caveats: new Set() })
      },
      caveat(figure, words) {
        find(figure, contestant)?.caveats.add(words)
      },
    }),
  }
}
