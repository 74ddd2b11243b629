import { readFileSync } from 'node:fs'
import * as contracts from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import * as limits from '../src/limits.ts'

/** The part of the manual that lists the limits. */
const manual =
  /^## Limits$.*/ms.exec(
    readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8'),
  )?.[0] ?? ''

type Rate = typeof limits.GAMES_OF_ALL

const PERIODS = new Map([
  [1_000, 'a second'],
  [60_000, 'a minute'],
  [3_600_000, 'an hour'],
])

/** In the largest unit of which it is a whole number; the largest comes first. */
function inWholeUnits(value: number, units: readonly (readonly [unit: string, size: number])[]) {
  const [unit, size] = units.find(([, one]) => value >= one && value % one === 0) ?? ['?', 1]
  return `${value / size} ${unit}`
}

/** A limit as the manual has it. */
function inWords(name: string, value: number | Rate | readonly Rate[]): string {
  if (typeof value !== 'number') {
    return [value]
      .flat()
      .map(({ count, perMs }) => `${count} in ${PERIODS.get(perMs)}`)
      .join(', ')
  }
  if (name.endsWith('_BYTES')) {
    return inWholeUnits(value, [
      ['MiB', 1024 ** 2],
      ['KiB', 1024],
    ])
  }
  if (name.endsWith('_MS')) {
    return inWholeUnits(value, [
      ['min', 60_000],
      ['s', 1_000],
      ['ms', 1],
    ])
  }
  return value.toLocaleString('en-GB')
}

const isNumber = (entry: [string, unknown]): entry is [string, number] =>
  typeof entry[1] === 'number'

const atTable: readonly [string, unknown][] = Object.entries(contracts)
const all = [...Object.entries(limits), ...atTable.filter(isNumber)]

/** The rows of the tables: each ends with the name of the constant, and has its value in the second column. */
const rows = new Map(
  Array.from(manual.matchAll(/^\| [^|]+ \| ([^|]+) \|.* `([A-Z_]+)` \|$/gm), ([, value, name]) => [
    name ?? '',
    value,
  ]),
)

describe('the manual', () => {
  it.each(all.map(([name, value]) => [name, inWords(name, value)]))(
    'lists %s, which is %s',
    (name, value) => {
      expect(rows.get(name)).toBe(value)
    },
  )

  it('lists no limit that there is not', () => {
    expect([...rows.keys()].toSorted()).toEqual(all.map(([name]) => name).toSorted())
  })
})
