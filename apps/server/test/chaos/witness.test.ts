import { expect, it } from 'vitest'
import { findWitness, type Operation } from './witness.ts'

/** A counter's answers: each call adds one and is told the sum, or only looks. */
interface Count extends Operation {
  readonly adds: boolean
  readonly told: number
}

const apply = (sum: number, { adds, told }: Count): number | null => {
  const next = adds ? sum + 1 : sum
  return next === told ? next : null
}

const search = (operations: readonly Count[]) =>
  findWitness(operations, 0, apply, { keyOf: String, withinMs: 5_000 })

const count = (calledAtMs: number, returnedAtMs: number, adds: boolean, told: number): Count => ({
  calledAtMs,
  returnedAtMs,
  adds,
  told,
})

it.each<[string, readonly Count[]]>([
  ['one after the other', [count(0, 1, true, 1), count(2, 3, false, 1), count(4, 5, true, 2)]],
  ['overlapping, the later call first', [count(0, 9, true, 2), count(1, 8, true, 1)]],
  ['a look that overlaps and comes before', [count(0, 9, true, 1), count(1, 2, false, 0)]],
])('finds the order of what was done %s', (_how, operations) => {
  expect(search(operations)?.map(({ told }) => told)).toEqual(
    operations.map(({ told }) => told).toSorted((a, b) => a - b),
  )
})

it.each<[string, readonly Count[]]>([
  [
    'a look sees what was there before it was called',
    [count(0, 1, true, 1), count(2, 3, false, 0)],
  ],
  ['one sum is told twice', [count(0, 9, true, 1), count(1, 8, true, 1)]],
  ['the later call is told the smaller sum', [count(0, 1, true, 2), count(2, 3, true, 1)]],
])('finds none where %s', (_how, operations) => {
  expect(search(operations)).toBeNull()
})
