import { expect, test } from 'vitest'
import { filledCells } from './level-meter.tsx'

test('silence fills no cell, a loud voice all of them, and a voice some', () => {
  expect(filledCells(0)).toBe(0)
  expect(filledCells(1)).toBe(24)
  expect(filledCells(0.05)).toBeGreaterThan(filledCells(0.01))
  expect(filledCells(0.05)).toBeLessThan(24)
})
