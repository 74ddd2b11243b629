import { parseArgs } from 'node:util'

export const figures = [
  'actions',
  'slow-readers',
  'doors',
  'memory',
  'cold-start',
  'page',
  'endurance',
] as const
export type Figure = (typeof figures)[number]

/** What is to be measured. */
export interface Options {
  /** The commit to compare with; null to compare stores instead. */
  readonly against: string | null
  /** A thousand tables instead of a hundred. */
  readonly isLarge: boolean
  /** Just to see that everything works. */
  readonly isQuick: boolean
  readonly figures: readonly Figure[]
  /** Where a CPU profile is to be written, instead of taking figures; null to take them. */
  readonly profile: string | null
}

/** @throws {TypeError} for an option that there is none of */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      against: { type: 'string' },
      large: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      profile: { type: 'string' },
    },
  })
  const only = values.only ?? []
  const unknown = only.find((name) => !figures.some((figure) => figure === name))
  if (unknown !== undefined) {
    throw new TypeError(`--only ${unknown}: there are ${figures.join(', ')}`)
  }
  return {
    against: values.against ?? null,
    isLarge: values.large,
    isQuick: values.quick,
    // Endurance takes longer than all the others, so it is taken when it is asked for.
    figures: figures.filter((figure) =>
      only.length > 0 ? only.includes(figure) : figure !== 'endurance',
    ),
    profile: values.profile ?? null,
  }
}
