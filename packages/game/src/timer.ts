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
  switch (event.type) {
    case 'RoundStarted':
      return seconds(timer.clueSeconds + timer.firstClueExtraSeconds)
    case 'ClueGiven':
      return seconds(timer.guessSeconds)
    case 'TurnEnded':
      return seconds(timer.clueSeconds)
    case 'CardCovered': {
      const bonus = event.kind === event.team ? timer.bonusSeconds * SECOND_MS : 0
      return deadlineAtMs && deadlineAtMs + bonus
    }
    case 'RoundEnded':
      return null
    case 'GameCreated':
    case 'PlayerJoined':
    case 'PlayerLeft':
    case 'PlayerRemoved':
    case 'PlayerRenamed':
    case 'HostChanged':
    case 'SeatTaken':
    case 'SeatLeft':
    case 'SeatsChanged':
    case 'SettingsChanged':
    case 'KeySeen':
    case 'CardMarked':
    case 'CardUnmarked':
    case 'AllMuted':
    case 'CallReady':
    case 'CallUnavailable':
      return deadlineAtMs
  }
}

/** Whether time is up in a way that counts (T3, T4). */
export const isOutOfTime = ({ mode }: Timer, deadlineAtMs: number | null, nowMs: number): boolean =>
  mode === 'hard' && deadlineAtMs !== null && nowMs >= deadlineAtMs
