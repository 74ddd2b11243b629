import { expect, it } from 'vitest'
import { createRateWindow } from './rate-window.ts'

it('a rate window allows so much and no more, and as much again when it is over', () => {
  let nowMs = 1_000
  const window = createRateWindow({ max: 3, windowMs: 100, now: () => nowMs })
  expect([window.spend(1), window.spend(2), window.spend(1)]).toEqual([true, true, false])
  nowMs += 99
  expect(window.spend(0)).toBe(false)
  nowMs += 1
  expect([window.spend(3), window.spend(1)]).toEqual([true, false])
})
