import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'

/** A place on a page, in CSS pixels. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** A hand at the mouse, and a watch that is stopped by the frame which shows what a press has done. */
export interface Presses {
  /** Resolves once it has been painted. */
  press(at: Spot): Promise<void>
  /**
   * How long each press took until its frame, in order, in ms: from the moment that the browser had it from the system, in steps
   * of 8. What took less than 16 counts as 16.
   */
  timesMs(): Promise<readonly number[]>
  /** How far things have moved that nobody moved, with what followed a press, too. 0 for none. */
  layoutShift(): Promise<number>
}

/** How long the pointer lies on what it is about to press, and how long the button is held down. */
const REST_MS = 60
const HELD_MS = 50
/** What has not been reported by then was too short for a report. */
const REPORT_MS = 400

interface TimedPress {
  /** Of its events, on the page's clock: all that happens at one of these moments is of the press. */
  readonly atMs: number[]
  tookMs: number
}

declare global {
  interface PerformanceObserverInit {
    durationThreshold?: number
  }
  interface Window {
    readonly pressIsPainted: () => void
    timedPresses: TimedPress[]
    layoutShifted: number
  }
}

/** Times presses on a page by the Event Timing API, as the web vital INP does: the longest of its events counts. */
export async function watchPresses(page: Page): Promise<Presses> {
  let painted = Promise.withResolvers<void>()
  await page.exposeFunction('pressIsPainted', () => painted.resolve())
  await page.evaluate(timePresses)
  return {
    async press({ x, y }) {
      painted = Promise.withResolvers()
      await page.mouse.move(x, y)
      await delay(REST_MS)
      await page.mouse.down()
      await delay(HELD_MS)
      await page.mouse.up()
      await Promise.race([painted.promise, delay(REPORT_MS)])
    },
    timesMs: () => page.evaluate(() => window.timedPresses.map(({ tookMs }) => tookMs)),
    layoutShift: () => page.evaluate(() => window.layoutShifted),
  }
}

/** Its source is what the page runs, so it uses nothing but itself. */
function timePresses(): void {
  const SHORTEST_MS = 16
  window.timedPresses = []
  window.layoutShifted = 0
  window.addEventListener(
    'pointerdown',
    ({ timeStamp }) => window.timedPresses.push({ atMs: [timeStamp], tookMs: SHORTEST_MS }),
    true,
  )
  for (const later of ['pointerup', 'click']) {
    window.addEventListener(
      later,
      ({ timeStamp }) => window.timedPresses.at(-1)?.atMs.push(timeStamp),
      true,
    )
  }
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      const press = window.timedPresses.findLast(({ atMs }) => atMs.includes(startTime))
      if (press === undefined) continue
      press.tookMs = Math.max(press.tookMs, duration)
      if (name === 'click') window.pressIsPainted()
    }
  }).observe({ type: 'event', durationThreshold: SHORTEST_MS })
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      if ('value' in shift) window.layoutShifted += Number(shift.value)
    }
  }).observe({ type: 'layout-shift' })
}
