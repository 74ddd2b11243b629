import type { GameId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { GameCache } from './game/game-cache.ts'
import type { Lobby } from './lobby/lobby.ts'

/** Forgets games whose time has passed, and lets go of those that nobody uses; now and then every `intervalMs`. */
export function startSweep(deps: {
  readonly store: EventStore
  readonly cache: GameCache
  readonly lobby: Lobby
  readonly now: () => number
  readonly intervalMs: number
  /** Called with the games that have been forgotten. */
  readonly onExpired: (gameIds: readonly GameId[]) => void
  readonly onFailed: (error: unknown) => void
}): () => void {
  async function sweep(): Promise<void> {
    const expired = await deps.store.expire(deps.now())
    deps.cache.forget(expired)
    if (expired.length > 0) {
      deps.lobby.refresh()
      deps.onExpired(expired)
    }
    deps.cache.dropIdle()
  }
  const run = (): void => {
    sweep().catch(deps.onFailed)
  }
  run()
  const timer = setInterval(run, deps.intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
