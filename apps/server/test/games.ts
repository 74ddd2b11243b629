import type { EventStore } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { Switchboard } from '@wordfare/switchboard'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { createGameCache, type GameCache } from '../src/game/game-cache.ts'
import { createGameService, type GameService, type GameWorld } from '../src/game/game-service.ts'
import { createGameWorld } from '../src/game/game-world.ts'

export interface Games {
  readonly store: EventStore
  readonly switchboard: Switchboard
  readonly cache: GameCache
  readonly games: GameService
}

/** Games as a server has them, without the server. A store that is given is the caller's to close. */
export function createGames({
  store = createMemoryEventStore(),
  world = createGameWorld(),
  idleMs = 60_000,
  maxGames = 10,
  commandsMax = 1_000,
}: {
  readonly store?: EventStore
  readonly world?: GameWorld
  readonly idleMs?: number
  readonly maxGames?: number
  readonly commandsMax?: number
} = {}): Games {
  const switchboard = createMemorySwitchboard()
  const cache = createGameCache({
    store,
    now: world.now,
    presenceGraceMs: 1,
    presenceRetryMs: 1,
    switchboard,
    onState: () => {},
    idleMs,
    maxGames,
    commandsMax,
    onCatchUpFailed: (error) => {
      throw error
    },
  })
  const games = createGameService({
    store,
    cache,
    world,
    gameTtlMs: 3_600_000,
    atCreation: [],
    onCommitted: () => {},
  })
  return { store, switchboard, cache, games }
}
