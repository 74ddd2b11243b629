import type { Score, Scores } from './scores.ts'
import { isUnsteady, ratios, spreadOf, type Spread } from './statistics.ts'

/** What the others are compared with: whichever of these contestants has the figure. */
export interface Reference {
  readonly title: string
  readonly contestants: readonly string[]
}

/**
 * A Markdown table of everything that was measured, figure by figure: the median of all rounds with the least and the
 * most, and what it is to each of the references, compared round by round.
 */
export function reportOn(scores: Scores, references: readonly Reference[]): string {
  const columns = [
    'figure',
    'of',
    'median [least–most]',
    ...references.map(({ title }) => `to ${title}`),
    'note',
  ]
  const figures = Map.groupBy(scores.all, ({ figure }) => figure)
  const rows = [...figures.values()].flatMap((alike) =>
    alike.map((score) => [
      `${score.figure}, ${score.unit}`,
      score.contestant,
      shown(spreadOf(score.values)),
      ...references.map((reference) => ratioTo(alike, score, reference)),
      notesOn(score),
    ]),
  )
  return [columns, columns.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/** Empty where there is nothing to compare with: no reference, or one that comes to nothing. */
function ratioTo(alike: readonly Score[], score: Score, { contestants }: Reference): string {
  const other = alike.find(({ contestant }) => contestants.includes(contestant))
  if (!other || alike.indexOf(score) <= alike.indexOf(other)) return ''
  const spread = spreadOf(ratios(score.values, other.values))
  return Number.isFinite(spread.most) ? shown(spread) : ''
}

const notesOn = ({ values, caveats }: Score): string =>
  [...(isUnsteady(spreadOf(values)) ? ['unsteady'] : []), ...caveats].join('; ')

const shown = ({ median, least, most }: Spread): string =>
  `${rounded(median)} [${rounded(least)}–${rounded(most)}]`

/** In as many digits as it is worth. */
const rounded = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en-GB')
    : value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
