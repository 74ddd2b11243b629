import type { GameId, PlayerId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { GameService, GameWorld } from '../../src/game/game-service.ts'
import { createGameWorld } from '../../src/game/game-world.ts'
import { createLobby } from '../../src/lobby/lobby.ts'
import { createRates } from '../../src/rates.ts'
import { mustBePlayerAt, type Services } from '../../src/trpc/context.ts'
import { appRouter, type AppRouter } from '../../src/trpc/router.ts'
import { createSubscriptionSlots } from '../../src/trpc/subscription-slots.ts'
import { createCallTickets } from '../../src/video/call-tickets.ts'
import { createGames } from '../games.ts'

/** Every procedure that there is. */
export type ProcedureName = keyof AppRouter['_def']['procedures']

/** The procedures of a server without its doors, as somebody in particular. */
export interface Procedures {
  readonly games: GameService
  /** As this player at whatever game, or as somebody without a session. */
  as(playerId: PlayerId | null): ReturnType<AppRouter['createCaller']>
}

const SUBSCRIPTIONS_MAX = 100

function raise(error: unknown): never {
  throw error
}

/** On a store that is the caller's to close. A cache, a lobby and rates of their own go with it. */
export function openProcedures(
  store: EventStore,
  world: GameWorld = createGameWorld(),
): Procedures {
  const { games, switchboard } = createGames({ store, world })
  const services: Services = {
    games,
    lobby: createLobby({ store, pauseMs: 0, onReadFailed: raise }),
    calls: createCallTickets({ games, video: null, reopen: () => {} }),
    peerCalls: null,
    rates: createRates(switchboard, () => {}),
  }

  return {
    games,
    as: (playerId) => {
      const caller = {
        network: '192.0.2.1',
        sessionKey: playerId,
        playerAt: () => playerId,
        playerAtOrNew: (gameId: GameId) => mustBePlayerAt(caller, gameId),
      }
      return appRouter.createCaller(
        {
          ...services,
          caller,
          slots: createSubscriptionSlots(SUBSCRIPTIONS_MAX),
          isLineOpen: () => true,
          isDirect: false,
        },
        // Whoever has heard enough of a subscription stops listening.
        { signal: new AbortController().signal },
      )
    },
  }
}
