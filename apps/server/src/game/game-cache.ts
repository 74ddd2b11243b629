import type { GameId } from '@wordfare/contracts'
import {
  VersionConflict,
  type Append,
  type EventStore,
  type News,
  type StoredEvent,
} from '@wordfare/event-store'
import type { GameState } from '@wordfare/game'
import type { Switchboard } from '@wordfare/switchboard'
import { GameNotFound } from './game-errors.ts'
import { createLiveGame, type LiveGame } from './live-game.ts'

/** The games that are in use, folded in memory, and the one way to add to them. */
export interface GameCache {
  /**
   * Runs a task on a game with nobody else's task on that game in between.
   * @throws {GameNotFound}
   */
  withGame<T>(gameId: GameId, task: (game: LiveGame) => Promise<T> | T): Promise<T>
  /**
   * Appends at the version that the game has here, and takes what was appended in; `states` are the game after each of the
   * events. Only within `withGame`.
   * @throws {VersionConflict} when somebody else's events came first; the game has caught up with them by then
   * @throws {GameNotFound} when the game has expired
   */
  append(game: LiveGame, append: Append, states: readonly GameState[]): Promise<void>
  /** Reads what others have appended and folds it; false when there is nothing. Only within `withGame`. */
  catchUp(game: LiveGame): Promise<boolean>
  /** Whether anybody watches the game, or is in a call between browsers at it. */
  isFollowed(gameId: GameId): boolean
  /** What there is in memory. */
  census(): Census
  /** Drops games that nobody has used for a while. */
  dropIdle(): void
  /** Drops games that the store has forgotten, and ends their streams. */
  forget(gameIds: readonly GameId[]): void
  /** Resolves when no task is running. */
  settled(): Promise<void>
  close(): void
}

/** Games in memory, and those who are at them through this server. */
export interface Census {
  readonly games: number
  readonly players: number
  readonly watchers: number
  /** Events times those who watched when they came, since the beginning. */
  readonly deliveries: number
}

interface Entry {
  readonly game: LiveGame
  lastUsedMs: number
}

export function createGameCache(deps: {
  readonly store: EventStore
  readonly now: () => number
  readonly presenceGraceMs: number
  readonly presenceRetryMs: number
  /** Where servers tell each other who watches. */
  readonly switchboard: Pick<Switchboard, 'gather'>
  readonly idleMs: number
  readonly maxGames: number
  /** How many commands of a game are known when they come again. */
  readonly commandsMax: number
  readonly onCatchUpFailed: (error: unknown, gameId: GameId) => void
  /** Called with every state of a game that is in memory, and with null when it no longer is. */
  readonly onState: (gameId: GameId, state: GameState | null) => void
}): GameCache {
  const { store, now } = deps
  /** In the order of their last use. */
  const entries = new Map<GameId, Entry>()
  /** The last task of each game that has one running. */
  const tails = new Map<GameId, Promise<void>>()
  /** How often the store has rung for a game while it was appending here; the first ring is our own. */
  const rings = new Map<GameId, number>()
  let deliveries = 0

  const unsubscribe = store.subscribe((gameId, news) => {
    const heard = rings.get(gameId)
    if (heard !== undefined) rings.set(gameId, heard + 1)
    // One that is being loaded may have been read before what rings now.
    else if (entries.has(gameId) || tails.has(gameId)) refresh(gameId, news)
  })

  function refresh(gameId: GameId, news?: News): void {
    withGame(gameId, (game) => hear(game, news)).catch((error: unknown) => {
      if (!(error instanceof GameNotFound)) deps.onCatchUpFailed(error, gameId)
    })
  }

  async function open(gameId: GameId): Promise<LiveGame> {
    const known = entries.get(gameId)
    const game = known?.game ?? (await load(gameId))
    entries.delete(gameId)
    entries.set(gameId, { game, lastUsedMs: now() })
    return game
  }

  async function load(gameId: GameId): Promise<LiveGame> {
    const log = await store.read(gameId)
    if (log.length === 0) throw new GameNotFound(gameId)
    makeRoom()
    const game = createLiveGame(gameId, log, {
      commandsMax: deps.commandsMax,
      graceMs: deps.presenceGraceMs,
      retryMs: deps.presenceRetryMs,
      gather: (listener) => deps.switchboard.gather(`audience/${gameId}`, listener),
    })
    deps.onState(gameId, game.state)
    return game
  }

  const isInUse = (gameId: GameId, { game }: Entry): boolean =>
    game.followers.size > 0 || tails.has(gameId)

  function makeRoom(): void {
    for (const [gameId, entry] of entries) {
      if (entries.size < deps.maxGames) return
      if (!isInUse(gameId, entry)) drop(gameId)
    }
  }

  function drop(gameId: GameId): void {
    if (entries.delete(gameId)) deps.onState(gameId, null)
  }

  function withGame<T>(gameId: GameId, task: (game: LiveGame) => Promise<T> | T): Promise<T> {
    const run = runAfter(tails.get(gameId), gameId, task)
    const leave = (): void => {
      if (tails.get(gameId) === tail) tails.delete(gameId)
    }
    // How it went is its caller's concern.
    const tail = run.then(leave, leave)
    tails.set(gameId, tail)
    return run
  }

  async function runAfter<T>(
    before: Promise<void> | undefined,
    gameId: GameId,
    task: (game: LiveGame) => Promise<T> | T,
  ): Promise<T> {
    await before
    return task(await open(gameId))
  }

  async function catchUp(game: LiveGame): Promise<boolean> {
    const news = await store.read(game.gameId, game.version)
    absorb(game, news)
    return news.length > 0
  }

  /** Somebody else has added to the game: what follows on what is known here need not be read. */
  async function hear(game: LiveGame, news?: News): Promise<void> {
    const told = news?.() ?? []
    const next = told.filter(({ seq }) => seq > game.version)
    if (next[0]?.seq === game.version + 1) absorb(game, next)
    else if (told.length === 0 || next.length > 0) await lookAgain(game)
  }

  /** Somebody else has added to the game, or has forgotten it: then its last event is not there any more. */
  async function lookAgain(game: LiveGame): Promise<void> {
    const [last, ...news] = await store.read(game.gameId, game.version - 1)
    if (last) absorb(game, news)
    else forget([game.gameId])
  }

  function absorb(
    game: LiveGame,
    stored: readonly StoredEvent[],
    states?: readonly GameState[],
  ): void {
    if (stored.length === 0) return
    game.absorb(stored, states)
    deliveries += stored.length * game.presence.watchers
    deps.onState(game.gameId, game.state)
  }

  return {
    withGame,
    catchUp,

    async append(game, append, states) {
      const { gameId, version } = game
      rings.set(gameId, 0)
      let heard: number
      try {
        await store.append(gameId, version, append)
      } catch (error) {
        if (!(error instanceof VersionConflict)) {
          if (rings.get(gameId)) refresh(gameId)
          throw error
        }
        if (error.actual < version) {
          forget([gameId])
          throw new GameNotFound(gameId)
        }
        rings.delete(gameId)
        await catchUp(game)
        throw error
      } finally {
        heard = rings.get(gameId) ?? 0
        rings.delete(gameId)
      }
      absorb(
        game,
        append.events.map((event, i) => ({ seq: version + i + 1, event, cause: append.cause })),
        states,
      )
      if (heard > 1) await catchUp(game)
    },

    isFollowed: (gameId) => (entries.get(gameId)?.game.followers.size ?? 0) > 0,

    census() {
      let players = 0
      let watchers = 0
      for (const { game } of entries.values()) {
        const { presence, state } = game
        players += state.players.filter(({ playerId }) => presence.isHere(playerId)).length
        watchers += presence.watchers
      }
      return { games: entries.size, players, watchers, deliveries }
    },

    dropIdle() {
      for (const [gameId, entry] of entries) {
        if (entry.lastUsedMs + deps.idleMs <= now() && !isInUse(gameId, entry)) {
          drop(gameId)
        }
      }
    },

    forget,

    async settled() {
      while (tails.size > 0) await Promise.all(tails.values())
    },

    close: unsubscribe,
  }

  function forget(gameIds: readonly GameId[]): void {
    for (const gameId of gameIds) {
      const entry = entries.get(gameId)
      drop(gameId)
      for (const follower of entry?.game.followers ?? []) follower.onGone()
    }
  }
}
