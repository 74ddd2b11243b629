import { useMemo, useSyncExternalStore } from 'react'
import '../../styles/clock.css'
import { createCountdown } from './countdown.ts'
import { shownTime, spokenTime } from './time-left.ts'
import { useTimeCalls } from './use-time-calls.ts'

interface TurnClockProps {
  /** By the server's clock. */
  readonly deadlineAtMs: number
  /** How far the server's clock is ahead of this browser's; null while that is not known. */
  readonly serverAheadMs: number | null
  /** Whether the turn ends at the deadline (T3). */
  readonly isHard: boolean
}

/** From how many seconds left on the clock stands out, and from how many it can't be missed. */
const SOON_SECONDS = 30
const URGENT_SECONDS = 10

function urgency(secondsLeft: number): string {
  if (secondsLeft <= URGENT_SECONDS) return ' urgent'
  return secondsLeft <= SOON_SECONDS ? ' soon' : ''
}

/** How much time is left for the clue, or for the guesses (T2). It only shows: the server decides when time is up. */
export function TurnClock({ deadlineAtMs, serverAheadMs, isHard }: TurnClockProps) {
  const countdown = useMemo(
    () => createCountdown({ deadlineAtMs, serverAheadMs: serverAheadMs ?? 0, isHard }),
    [deadlineAtMs, serverAheadMs, isHard],
  )
  const secondsLeft = useSyncExternalStore(countdown.subscribe, countdown.secondsLeft)
  useTimeCalls(countdown, isHard)
  return (
    <span
      className={`clock${urgency(secondsLeft)}${serverAheadMs === null ? ' unset' : ''}`}
      role="timer"
      aria-label={spokenTime(secondsLeft)}
    >
      <b>{shownTime(secondsLeft)}</b> <small>{secondsLeft < 0 ? 'over' : 'left'}</small>
    </span>
  )
}
