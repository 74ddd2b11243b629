import { expect, it } from 'vitest'
import { actionsDue, dueAfterMs } from './pace.ts'

const pace = { actionsPerSecond: 100, tables: 4 }

it('spreads the tables evenly, each with the same time between two actions', () => {
  expect([0, 1, 2, 3].map((table) => dueAfterMs(pace, table, 0))).toEqual([0, 10, 20, 30])
  expect([0, 1, 2].map((nth) => dueAfterMs(pace, 1, nth))).toEqual([10, 50, 90])
})

it('makes the rate', () => {
  const due = Array.from({ length: pace.tables }, (_, table) =>
    Array.from({ length: 100 }, (__, nth) => dueAfterMs(pace, table, nth)),
  ).flat()
  expect(due.filter((ms) => ms < 2000)).toHaveLength(actionsDue(pace, 2))
})
