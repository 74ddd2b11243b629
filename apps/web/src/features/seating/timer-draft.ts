import {
  defaultSettings,
  TIME_LIMIT_MAX_SECONDS,
  TIME_LIMIT_MIN_SECONDS,
  timerSchema,
  type Timer,
  type TimerMode,
} from '@wordfare/contracts'
import type { FieldFaults } from '../../field-faults.ts'

/** What a timer counts in seconds, by the name that it has in the settings. */
export type Limit = Exclude<keyof Timer, 'mode'>

/** The limits in the order in which they are asked for, each with the least that it may be. */
export const LIMITS = [
  ['clueSeconds', TIME_LIMIT_MIN_SECONDS],
  ['guessSeconds', TIME_LIMIT_MIN_SECONDS],
  ['firstClueExtraSeconds', 0],
  ['bonusSeconds', 0],
] as const satisfies readonly (readonly [Limit, number])[]

/** A timer that the host is working on: the limits as they are typed. */
export interface TimerDraft {
  readonly mode: TimerMode
  readonly typed: Readonly<Record<Limit, string>>
}

export const draftOf = (timer: Timer): TimerDraft => ({ mode: timer.mode, typed: typed(timer) })

const typed = (limits: Readonly<Record<Limit, number>>): TimerDraft['typed'] => ({
  clueSeconds: String(limits.clueSeconds),
  guessSeconds: String(limits.guessSeconds),
  firstClueExtraSeconds: String(limits.firstClueExtraSeconds),
  bonusSeconds: String(limits.bonusSeconds),
})

export type Pace = 'brisk' | 'steady' | 'patient'

/** Limits that go well together. */
export const paces: Readonly<Record<Pace, TimerDraft['typed']>> = {
  brisk: typed({ clueSeconds: 60, guessSeconds: 60, firstClueExtraSeconds: 30, bonusSeconds: 10 }),
  steady: typed(defaultSettings.timer),
  patient: typed({
    clueSeconds: 240,
    guessSeconds: 180,
    firstClueExtraSeconds: 120,
    bonusSeconds: 30,
  }),
}

/** The pace whose limits these are; `own` where they are nobody’s but the host’s. */
export function paceOf(limits: TimerDraft['typed']): Pace | 'own' {
  const isPace = (pace: Pace): boolean =>
    LIMITS.every(([limit]) => paces[pace][limit] === limits[limit])
  return (['brisk', 'steady', 'patient'] as const).find(isPace) ?? 'own'
}

/** What a draft comes to: a timer, or what is wrong with which limit. */
export type ReadTimer =
  | { readonly ok: true; readonly timer: Timer }
  | { readonly ok: false; readonly faults: FieldFaults<Limit> }

/** Reads a draft. Where turns are not timed the limits stay as they were `before`: nobody sees what is typed. */
export function readTimer(draft: TimerDraft, before: Timer): ReadTimer {
  if (draft.mode === 'off') return { ok: true, timer: { ...before, mode: 'off' } }
  const seconds = LIMITS.map(([limit]) => [limit, secondsIn(draft.typed[limit])])
  const result = timerSchema.safeParse({ mode: draft.mode, ...Object.fromEntries(seconds) })
  if (result.success) return { ok: true, timer: result.data }
  const faults: FieldFaults<Limit> = {}
  for (const [limit, least] of LIMITS)
    if (result.error.issues.some(({ path }) => path[0] === limit))
      faults[limit] = `Whole seconds, ${least} to ${TIME_LIMIT_MAX_SECONDS}.`
  return { ok: false, faults }
}

/** What is typed, as a number; nothing at all is none. */
const secondsIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
