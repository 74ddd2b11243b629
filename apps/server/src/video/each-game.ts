import type { GameId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { GameState } from '@wordfare/game'
import { GameNotFound } from '../game/game-errors.ts'
import type { GameService } from '../game/game-service.ts'
import type { VideoLog } from './video-log.ts'

/**
 * Shows every game to `visit`, one after the other, until `signal` aborts. One that can't be read is logged and
 * left out.
 * @throws {StoreUnavailable} when the store can't say which games there are
 */
export async function eachGame(
  deps: {
    readonly store: Pick<EventStore, 'games'>
    readonly games: Pick<GameService, 'stateOf'>
    readonly log: VideoLog
    readonly signal: AbortSignal
  },
  visit: (gameId: GameId, state: GameState) => void,
): Promise<void> {
  for (const gameId of await deps.store.games()) {
    if (deps.signal.aborted) return
    try {
      visit(gameId, await deps.games.stateOf(gameId))
    } catch (error) {
      if (!(error instanceof GameNotFound)) {
        deps.log.error({ err: error, gameId }, 'a game could not be looked at for its call')
      }
    }
  }
}
