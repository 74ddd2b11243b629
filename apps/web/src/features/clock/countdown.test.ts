import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCountdown } from './countdown.ts'

const NOW_MS = Date.UTC(2026, 2, 12, 21, 32)

beforeEach(() => void vi.useFakeTimers({ now: NOW_MS }))
afterEach(() => void vi.useRealTimers())

const countdown = (msLeft: number, more: { isHard?: boolean; serverAheadMs?: number } = {}) => {
  const { isHard = true, serverAheadMs = 0 } = more
  return createCountdown({ deadlineAtMs: NOW_MS + msLeft + serverAheadMs, serverAheadMs, isHard })
}

/** Writes down what is shown from now on, and when, in milliseconds from now. */
function listen(to: ReturnType<typeof countdown>): (readonly [afterMs: number, left: number])[] {
  const heard: (readonly [number, number])[] = []
  to.subscribe(() => heard.push([Date.now() - NOW_MS, to.secondsLeft()]))
  return heard
}

it('[T2] shows a second until it has passed in full', () => {
  const clock = countdown(15_000)
  expect(clock.secondsLeft()).toBe(15)
  vi.setSystemTime(NOW_MS + 1)
  expect(clock.secondsLeft()).toBe(15)
  vi.setSystemTime(NOW_MS + 1_000)
  expect(clock.secondsLeft()).toBe(14)
  vi.setSystemTime(NOW_MS + 14_999)
  expect(clock.secondsLeft()).toBe(1)
  vi.setSystemTime(NOW_MS + 15_000)
  expect(clock.secondsLeft()).toBe(0)
})

it('[T2] ticks once a second, on the seconds of the deadline', () => {
  const heard = listen(countdown(3_400))
  vi.advanceTimersByTime(3_000)
  expect(heard).toEqual([
    [400, 3],
    [1_400, 2],
    [2_400, 1],
  ])
})

it('[T3] stands still at zero where the timer is hard: the end is the server’s to tell', () => {
  const clock = countdown(1_500)
  const heard = listen(clock)
  vi.advanceTimersByTime(60_000)
  expect(heard).toEqual([
    [500, 1],
    [1_500, 0],
  ])
  expect(clock.secondsLeft()).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

it('[T1] goes on past zero where the timer is soft', () => {
  const heard = listen(countdown(1_000, { isHard: false }))
  vi.advanceTimersByTime(3_500)
  expect(heard).toEqual([
    [1_000, 0],
    [2_000, -1],
    [3_000, -2],
  ])
})

it('[T3] goes by the server’s clock', () => {
  const clock = countdown(15_000, { serverAheadMs: -3_600_000 })
  expect(clock.secondsLeft()).toBe(15)
})

it('has one timer for all who listen, and none without any', () => {
  const clock = countdown(15_000)
  const stops = [clock.subscribe(() => undefined), clock.subscribe(() => undefined)]
  expect(vi.getTimerCount()).toBe(1)
  for (const stop of stops) stop()
  expect(vi.getTimerCount()).toBe(0)
})
