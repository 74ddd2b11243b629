import { defaultSettings, type Timer } from '@wordfare/contracts'
import { expect, it } from 'vitest'
import { draftOf, paceOf, paces, readTimer, type TimerDraft } from './timer-draft.ts'

const before: Timer = { ...defaultSettings.timer, mode: 'hard' }
const draft: TimerDraft = draftOf(before)

const typing = (more: Partial<TimerDraft['typed']>): TimerDraft => ({
  ...draft,
  typed: { ...draft.typed, ...more },
})

it('[T1] reads back what it was made of', () => {
  expect(readTimer(draft, before)).toEqual({ ok: true, timer: before })
})

it.each([
  ['clueSeconds', '14', 'Whole seconds, 15 to 600.'],
  ['guessSeconds', '601', 'Whole seconds, 15 to 600.'],
  ['guessSeconds', '', 'Whole seconds, 15 to 600.'],
  ['firstClueExtraSeconds', '-1', 'Whole seconds, 0 to 600.'],
  ['bonusSeconds', '2.5', 'Whole seconds, 0 to 600.'],
  ['bonusSeconds', '', 'Whole seconds, 0 to 600.'],
] as const)('[T1] says which limit can’t be (%s: “%s”)', (limit, text, fault) => {
  expect(readTimer(typing({ [limit]: text }), before)).toEqual({
    ok: false,
    faults: { [limit]: fault },
  })
})

it('[T1] takes the least and the most', () => {
  const read = readTimer(
    typing({ clueSeconds: '15', guessSeconds: '600', firstClueExtraSeconds: '0' }),
    before,
  )
  expect(read).toMatchObject({
    ok: true,
    timer: { clueSeconds: 15, guessSeconds: 600, firstClueExtraSeconds: 0 },
  })
})

it('[T1] leaves the limits as they were where turns are no longer timed', () => {
  expect(readTimer({ ...typing({ clueSeconds: '1' }), mode: 'off' }, before)).toEqual({
    ok: true,
    timer: { ...before, mode: 'off' },
  })
})

it('[T1] has paces that the rules allow, and knows them again', () => {
  for (const pace of ['brisk', 'steady', 'patient'] as const) {
    expect(readTimer({ ...draft, typed: paces[pace] }, before).ok).toBe(true)
    expect(paceOf(paces[pace])).toBe(pace)
  }
  expect(paceOf(typing({ bonusSeconds: '16' }).typed)).toBe('own')
})
