import type { GameId } from '@wordfare/contracts'
import type { GameState } from '@wordfare/game'

/**
 * Proposes the end of turns whose time is up (T3), for every game that this server has in memory. Other servers may
 * do so as well: the log lets one of them win.
 */
export interface TurnTimers {
  /** Call with every state of a game; null when it is no longer in memory. */
  follow(gameId: GameId, state: GameState | null): void
  stop(): void
}

/** `expire` ends the turn if its time is up by then; `retryMs` after a failure it is called again. */
export function createTurnTimers(deps: {
  readonly now: () => number
  readonly retryMs: number
  readonly expire: (gameId: GameId, turn: number) => Promise<GameState>
  readonly onFailed: (error: unknown, gameId: GameId) => void
}): TurnTimers {
  const timers = new Map<GameId, { readonly dueAtMs: number; readonly timeout: NodeJS.Timeout }>()

  function clear(gameId: GameId): void {
    clearTimeout(timers.get(gameId)?.timeout)
    timers.delete(gameId)
  }

  function set(gameId: GameId, dueAtMs: number, turn: number, pauseMs: number): void {
    clear(gameId)
    const timeout = setTimeout(() => void end(gameId, turn), pauseMs)
    timeout.unref()
    timers.set(gameId, { dueAtMs, timeout })
  }

  async function end(gameId: GameId, turn: number): Promise<void> {
    const due = timers.get(gameId)
    try {
      const state = await deps.expire(gameId, turn)
      // A timer may ring a moment before the clock agrees.
      if (timers.get(gameId) === due) {
        clear(gameId)
        follow(gameId, state)
      }
    } catch (error) {
      deps.onFailed(error, gameId)
      if (due && timers.get(gameId) === due) set(gameId, due.dueAtMs, turn, deps.retryMs)
    }
  }

  function follow(gameId: GameId, state: GameState | null): void {
    const dueAtMs = state && dueOf(state)
    if (!state || state.phase === 'seating' || dueAtMs === null) return clear(gameId)
    if (timers.get(gameId)?.dueAtMs === dueAtMs) return
    set(gameId, dueAtMs, state.turn.number, Math.max(1, dueAtMs - deps.now()))
  }

  return {
    follow,
    stop() {
      for (const gameId of timers.keys()) clear(gameId)
    },
  }
}

/** When a turn is to be ended; null where none is. */
const dueOf = (state: GameState): number | null =>
  state.phase === 'seating' || state.settings.timer.mode !== 'hard' ? null : state.deadlineAtMs
