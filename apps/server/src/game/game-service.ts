import {
  defaultSettings,
  type ClueVerdict,
  type CommandId,
  type GameId,
  type GameName,
  type JoinCode,
  type PlayerId,
  type PlayerName,
  type Replay,
  type Settings,
  type SettingsChange,
} from '@wordfare/contracts'
import {
  JoinCodeTaken,
  VersionConflict,
  type EventStore,
  type GameIndex,
  type StoredEvent,
  type Version,
} from '@wordfare/event-store'
import {
  audienceOf,
  checkClue,
  decide,
  evolve,
  initialState,
  listedGame,
  redact,
  type Context,
  type GameCommand,
  type GameEvent,
  type GameState,
  type Lexicon,
} from '@wordfare/game'
import { DECISION_ATTEMPTS_MAX } from '../limits.ts'
import type { GameCache } from './game-cache.ts'
import { AccessDenied, CommandRejected, GameNotFound, RoundNotFound } from './game-errors.ts'
import type { LiveGame } from './live-game.ts'
import type { Opening } from './direct-line.ts'
import { mayWatch, watchGame, type Sent, type Watcher } from './watch-game.ts'

/** To whole steps of what a game's life is set to: most moves then leave the store's index as it is. */
const EXPIRY_STEP_MS = 60_000

/** Time, dice and words: all that the rules need and may not fetch themselves. */
export interface GameWorld {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** In [0, 1), unpredictable. */
  readonly random: () => number
  readonly newGameId: () => GameId
  readonly newJoinCode: () => JoinCode
  /** Upper-case words that a board may be dealt from. */
  readonly wordPool: (words: Settings['words']) => readonly string[]
  readonly lexicon: Lexicon
}

/** What can be done at tables. Who asks is the caller's word: sessions end at the edge. */
export interface GameService {
  /** Makes a game, with its maker at the table. Waits for nothing but the store. */
  create(wish: {
    readonly gameName: GameName
    readonly playerName: PlayerName
    readonly settings: SettingsChange
    /** The id of a game is drawn here, and the player's depends on it. */
    readonly playerIdAt: (gameId: GameId) => PlayerId
  }): Promise<{ readonly gameId: GameId; readonly joinCode: JoinCode; readonly playerId: PlayerId }>
  /** @throws {GameNotFound} when no game has the code, whatever the reason */
  find(joinCode: JoinCode): Promise<GameId>
  /**
   * Carries out a command and resolves, once it is durable, with the number of the last event that it caused.
   * `by` is null for the server itself. A command that came before with the same `commandId` is not carried out
   * again; the answer is the one that it got.
   * @throws {CommandRejected} {GameNotFound} {VersionConflict} {StoreUnavailable}
   */
  execute(
    gameId: GameId,
    by: PlayerId | null,
    command: GameCommand,
    commandId?: CommandId,
  ): Promise<Version>
  /** Milliseconds since the Unix epoch, by the clock that turns are timed with. */
  nowMs(): number
  /** The game as it is now. Holds secrets. */
  stateOf(gameId: GameId): Promise<GameState>
  watch(watcher: Watcher): AsyncIterableIterator<Sent | Opening, void>
  /** What the checker says to a spymaster about a word. @throws {AccessDenied} for anyone else */
  checkClue(gameId: GameId, playerId: PlayerId | null, word: string): Promise<ClueVerdict>
  /** @throws {RoundNotFound} unless the round is over */
  replay(gameId: GameId, playerId: PlayerId | null, round: number): Promise<Replay>
}

export function createGameService(deps: {
  readonly store: EventStore
  readonly cache: GameCache
  readonly world: GameWorld
  readonly gameTtlMs: number
  /** Called with every append once it is durable, and what it made of the game; in order, game by game. */
  readonly onCommitted: (gameId: GameId, events: readonly GameEvent[], state: GameState) => void
  /** Commands of the server that belong to the making of every game. */
  readonly atCreation: readonly GameCommand[]
}): GameService {
  const { store, cache, world } = deps

  const contextFor = (by: PlayerId | null, words: Settings['words']): Context => ({
    by,
    nowMs: world.now(),
    random: world.random,
    // Merging packs and custom words is worth the while only for a deal.
    get wordPool() {
      return world.wordPool(words)
    },
    lexicon: world.lexicon,
  })

  const indexOf = (state: GameState, joinCode: JoinCode): GameIndex => ({
    joinCode,
    listed: listedGame(state),
    expiresAtMs: Math.ceil((world.now() + deps.gameTtlMs) / EXPIRY_STEP_MS) * EXPIRY_STEP_MS,
  })

  /** What the rules make of commands, one after the other: what happened, and the game after each event. */
  function decideAll(
    start: GameState,
    commands: readonly { readonly by: PlayerId | null; readonly command: GameCommand }[],
  ): {
    readonly events: readonly GameEvent[]
    readonly states: readonly GameState[]
    readonly state: GameState
  } {
    let state = start
    const events: GameEvent[] = []
    const states: GameState[] = []
    for (const { by, command } of commands) {
      const words = command.type === 'createGame' ? command.settings.words : state.settings.words
      const decision = decide(state, command, contextFor(by, words))
      if (!decision.ok) throw new CommandRejected(decision.reason)
      for (const event of decision.events) {
        state = evolve(state, event)
        events.push(event)
        states.push(state)
      }
    }
    return { events, states, state }
  }

  async function attempt(
    game: LiveGame,
    by: PlayerId | null,
    command: GameCommand,
    cause: string | null,
  ): Promise<Version> {
    const done = cause === null ? null : game.seqOf(cause)
    if (done !== null) return done
    const { events, states, state } = decideAll(game.state, [{ by, command }])
    // What seems to be so already may be so no more.
    if (events.length === 0 && (await cache.catchUp(game))) return attempt(game, by, command, cause)
    // Somebody else's events may have come as well by the time that these are there.
    const last = game.version + events.length
    if (events.length > 0) {
      const index = indexOf(state, state.joinCode)
      await cache.append(game, { events, cause, index }, states)
      deps.onCommitted(game.gameId, events, state)
    }
    return last
  }

  /** Whether a command failed over what is not so any more: another server may know what has not been heard of here. */
  const isOutdated = async (game: LiveGame, error: unknown): Promise<boolean> =>
    error instanceof VersionConflict ||
    (error instanceof CommandRejected && (await cache.catchUp(game)))

  return {
    async create({ gameName, playerName, settings, playerIdAt }) {
      const gameId = world.newGameId()
      const playerId = playerIdAt(gameId)
      for (;;) {
        const joinCode = world.newJoinCode()
        const { events, state } = decideAll(initialState, [
          {
            by: playerId,
            command: {
              type: 'createGame',
              gameId,
              gameName,
              joinCode,
              settings: withDefaults(settings),
              playerId,
              playerName,
            },
          },
          ...deps.atCreation.map((command) => ({ by: null, command })),
        ])
        try {
          await store.append(gameId, 0, { events, cause: null, index: indexOf(state, joinCode) })
        } catch (error) {
          if (error instanceof JoinCodeTaken) continue
          throw error
        }
        deps.onCommitted(gameId, events, state)
        return { gameId, joinCode, playerId }
      }
    },

    async find(joinCode) {
      const gameId = await store.findByJoinCode(joinCode)
      if (gameId === null) throw new GameNotFound(null)
      return gameId
    },

    execute: (gameId, by, command, commandId) =>
      cache.withGame(gameId, async (game) => {
        const cause = commandId === undefined ? null : `${by}:${commandId}`
        for (let tries = 1; ; tries++) {
          try {
            return await attempt(game, by, command, cause)
          } catch (error) {
            if (tries === DECISION_ATTEMPTS_MAX || !(await isOutdated(game, error))) throw error
          }
        }
      }),

    nowMs: () => world.now(),

    stateOf: (gameId) => cache.withGame(gameId, ({ state }) => state),

    watch: (watcher) => watchGame({ cache, store }, watcher),

    async checkClue(gameId, playerId, word) {
      const state = await cache.withGame(gameId, (game) => game.state)
      const player = state.players.find((someone) => someone.playerId === playerId)
      if (player?.role !== 'spymaster' || player.team === null) {
        throw new AccessDenied('only a spymaster may have a clue checked')
      }
      return checkClue(state, word, player.team, world.lexicon)
    },

    async replay(gameId, playerId, round) {
      const state = await cache.withGame(gameId, (game) => game.state)
      if (!mayWatch(state, audienceOf(state, playerId))) {
        throw new AccessDenied('only players may watch a round at this table')
      }
      const events = eventsOfRound(await store.read(gameId), round)
      if (events === null) throw new RoundNotFound(gameId, round)
      return {
        round,
        events: events.map(({ seq, event }) => ({
          seq,
          // The key and all targets are public by now (E3); the room and the join code never are.
          event: redact(event, {
            playerId: event.type === 'ClueGiven' ? event.by : null,
            seesKey: true,
          }),
        })),
      }
    },
  }
}

const withDefaults = (wish: SettingsChange): Settings => ({
  visibility: wish.visibility ?? defaultSettings.visibility,
  clueCheck: wish.clueCheck ?? defaultSettings.clueCheck,
  spymasterRotation: wish.spymasterRotation ?? defaultSettings.spymasterRotation,
  spectators: wish.spectators ?? defaultSettings.spectators,
  straightFace: wish.straightFace ?? defaultSettings.straightFace,
  teamTalk: wish.teamTalk ?? defaultSettings.teamTalk,
  timer: wish.timer ?? defaultSettings.timer,
  words: wish.words ?? defaultSettings.words,
})

/** From the start of a round to its end; null unless it has ended. */
function eventsOfRound(log: readonly StoredEvent[], round: number): StoredEvent[] | null {
  const start = log.findIndex(({ event }) => event.type === 'RoundStarted' && event.round === round)
  if (start < 0) return null
  const length = log.slice(start).findIndex(({ event }) => event.type === 'RoundEnded')
  return length < 0 ? null : log.slice(start, start + length + 1)
}
