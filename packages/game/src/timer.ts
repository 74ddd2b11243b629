import type { PublicEvent, Timer } from '@wordfare/contracts'

/** What of an event moves a deadline; stored and public events both fit. */
type TimedEvent = PublicEvent extends infer E
  ? E extends PublicEvent
    ? Omit<E, 'joinCode' | 'key' | 'targets'>
    : never
  : never

const SECOND_MS = 1_000

/** What a table has that never heard of timers. */
export const noTimer: Timer = {
  mode: 'off',
  clueSeconds: 120,
  guessSeconds: 120,
  firstClueExtraSeconds: 60,
  bonusSeconds: 15,
}

/** When the time for the present clue, or for the present guesses, is up (T2); null where nothing is timed. */
export function deadlineAfter(
  timer: Timer,
  deadlineAtMs: number | null,
  event: TimedEvent,
): number | null {
  if (timer.mode === 'off') return null
  const seconds = (count: number): number => event.atMs + count * SECOND_MS
  if (event.type === 'RoundStarted') return seconds(timer.clueSeconds + timer.firstClueExtraSeconds)
  if (event.type === 'ClueGiven') return seconds(timer.guessSeconds)
  if (event.type === 'TurnEnded') return seconds(timer.clueSeconds)
  if (event.type === 'RoundEnded') return null
  const isHit = event.type === 'CardCovered' && event.kind === event.team
  return isHit && deadlineAtMs !== null
    ? deadlineAtMs + timer.bonusSeconds * SECOND_MS
    : deadlineAtMs
}

/** Whether time is up in a way that counts (T3, T4). */
export const isOutOfTime = ({ mode }: Timer, deadlineAtMs: number | null, nowMs: number): boolean =>
  mode === 'hard' && deadlineAtMs !== null && nowMs >= deadlineAtMs
