import { defaultSettings, type Timer } from '@wordfare/contracts'
import { expect, it } from 'vitest'
import { timerInBrief, timerRule } from './timer-rule.ts'

const aTimer = (more: Partial<Timer>): Timer => ({ ...defaultSettings.timer, ...more })

it('[T1] says in a few words whether and how turns are timed', () => {
  expect(timerInBrief(aTimer({ mode: 'off' }))).toBe('Off')
  expect(timerInBrief(aTimer({ mode: 'hard' }))).toBe('2 min clue, 2 min guesses, hard')
  expect(timerInBrief(aTimer({ mode: 'soft', clueSeconds: 90, guessSeconds: 45 }))).toBe(
    '1 min 30 s clue, 45 s guesses, soft',
  )
})

it('[T1] says in sentences what a turn may take, and what there is on top', () => {
  expect(timerRule(aTimer({ mode: 'off' }))).toBeNull()
  expect(timerRule(aTimer({ mode: 'hard' }))).toBe(
    'A clue may take 2 min, the first of a round 3 min. The guesses of a turn may take 2 min, and 15 s more for each right one. At zero the turn is over.',
  )
  expect(timerRule(aTimer({ mode: 'soft', firstClueExtraSeconds: 0, bonusSeconds: 0 }))).toBe(
    'A clue may take 2 min. The guesses of a turn may take 2 min. At zero the clock goes on, and the table decides.',
  )
})
