import { expect, it } from 'vitest'
import { isUnsteady, percentile, ratios, slopeOf, spreadOf } from './statistics.ts'

const toHundred = Array.from({ length: 100 }, (_, index) => index + 1)

it('finds the value that a share of the others does not exceed', () => {
  expect(percentile(toHundred, 0.5)).toBe(50)
  expect(percentile(toHundred, 0.99)).toBe(99)
  expect(percentile(toHundred, 1)).toBe(100)
  expect(percentile(toHundred, 0)).toBe(1)
})

it('has no percentile of nothing', () => {
  expect(percentile([], 0.99)).toBeNaN()
})

it('takes the middle one, or what lies between the two', () => {
  expect(spreadOf([9, 1, 5])).toEqual({ median: 5, least: 1, most: 9 })
  expect(spreadOf([4, 1, 2, 9])).toEqual({ median: 3, least: 1, most: 9 })
  expect(spreadOf([4, Number.NaN, 2])).toEqual({ median: 3, least: 2, most: 4 })
})

it('compares within a round only', () => {
  expect(ratios([10, 40], [20, 80])).toEqual([0.5, 0.5])
})

it('says when values are too far apart to tell anything', () => {
  expect(isUnsteady({ median: 100, least: 95, most: 110 })).toBe(false)
  expect(isUnsteady({ median: 100, least: 60, most: 110 })).toBe(true)
})

it('tells how fast something grows, whatever is around the line', () => {
  const points = [0, 1, 2, 3].map((x) => ({ x, y: 100 + 5 * x }))
  expect(slopeOf(points)).toBeCloseTo(5)
  expect(
    slopeOf(points.map(({ x, y }) => ({ x, y: y + (x === 1 || x === 2 ? 2 : 0) }))),
  ).toBeCloseTo(5)
  expect(slopeOf([{ x: 1, y: 1 }])).toBeNaN()
})
