import type { Timer } from '@wordfare/contracts'

const MINUTE_SECONDS = 60

/** What the table has settled about time, in a few words. */
export function timerInBrief(timer: Timer): string {
  if (timer.mode === 'off') return 'Off'
  return `${span(timer.clueSeconds)} clue, ${span(timer.guessSeconds)} guesses, ${timer.mode}`
}

/** The same as whole sentences; null where turns are not timed. */
export function timerRule(timer: Timer): string | null {
  const { mode, clueSeconds, guessSeconds, firstClueExtraSeconds, bonusSeconds } = timer
  if (mode === 'off') return null
  const first =
    firstClueExtraSeconds === 0
      ? ''
      : `, the first of a round ${span(clueSeconds + firstClueExtraSeconds)}`
  const bonus = bonusSeconds === 0 ? '' : `, and ${span(bonusSeconds)} more for each right one`
  const end =
    mode === 'hard'
      ? 'At zero the turn is over.'
      : 'At zero the clock goes on, and the table decides.'
  return `A clue may take ${span(clueSeconds)}${first}. The guesses of a turn may take ${span(guessSeconds)}${bonus}. ${end}`
}

function span(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_SECONDS)
  const rest = seconds % MINUTE_SECONDS
  if (minutes === 0) return `${rest} s`
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
}
