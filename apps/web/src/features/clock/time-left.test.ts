import { expect, it } from 'vitest'
import { shownTime, spokenTime } from './time-left.ts'

it.each([
  [754, '12:34', '12 minutes 34 seconds left'],
  [72, '1:12', '1 minute 12 seconds left'],
  [60, '1:00', '1 minute left'],
  [9, '0:09', '9 seconds left'],
  [1, '0:01', '1 second left'],
  [0, '0:00', 'Time is up'],
  [-12, '+0:12', '12 seconds over'],
  [-121, '+2:01', '2 minutes 1 second over'],
])('[T1] %i seconds are shown as %s', (seconds, shown, spoken) => {
  expect(shownTime(seconds)).toBe(shown)
  expect(spokenTime(seconds)).toBe(spoken)
})
