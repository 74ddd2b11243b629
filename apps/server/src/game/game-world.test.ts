import { afterEach, expect, it, vi } from 'vitest'
import { createGameWorld } from './game-world.ts'

const HOUR_MS = 3_600_000

afterEach(() => void vi.useRealTimers())

it.each([
  ['ahead', HOUR_MS],
  ['back', -HOUR_MS],
])('[B26] goes by a clock that stays where it is when the system’s is set %s', (_, jumpMs) => {
  const world = createGameWorld()
  const before = world.now()
  expect(Math.abs(before - Date.now())).toBeLessThan(HOUR_MS / 2)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + jumpMs })
  const after = world.now()
  expect(after).toBeGreaterThanOrEqual(before)
  expect(after - before).toBeLessThan(HOUR_MS / 2)
})
