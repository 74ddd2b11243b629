import type { GameId } from '@wordfare/contracts'
import type { StoredEvent, Version } from '@wordfare/event-store'
import {
  evolve,
  initialState,
  keepsAudiences,
  type GameEvent,
  type GameState,
} from '@wordfare/game'
import type { Gathering, Listener } from '@wordfare/switchboard'
import { createPresence, type Presence } from './presence.ts'

/** An event that the store has accepted, and what it made of the game. */
export interface Commit {
  readonly seq: Version
  readonly event: GameEvent
  readonly after: GameState
  /** Whether everybody may watch as before, and as the audience that they were. */
  readonly keepsAudiences: boolean
}

/** Whoever wants to know what happens at a game, in the order in which it does. */
export interface Follower {
  onCommits(commits: readonly Commit[]): void
  /** The set of those who are online has changed. */
  onPresence(): void
  /** The game has been forgotten. */
  onGone(): void
}

/** The log of a game, folded, and those who follow it. What the log says is the truth; this is its shadow. */
export interface LiveGame {
  readonly gameId: GameId
  readonly state: GameState
  readonly version: Version
  readonly presence: Presence
  readonly followers: Set<Follower>
  /** The number of the last event that a command caused, if it is in the log, and among the newest commands there. */
  seqOf(cause: string): Version | null
  /**
   * Folds events that the store has accepted, the next ones in order, and tells the followers. Whoever decided on them
   * has the state after each already.
   */
  absorb(stored: readonly StoredEvent[], states?: readonly GameState[]): void
}

export function createLiveGame(
  gameId: GameId,
  log: readonly StoredEvent[],
  {
    commandsMax,
    ...meeting
  }: {
    /** How many commands are known again. */
    readonly commandsMax: number
    readonly graceMs: number
    readonly retryMs: number
    readonly gather: (listener: Listener) => Promise<Gathering>
  },
): LiveGame {
  /** In the order of the log. Bounded, since a table may play on for days. */
  const seqs = new Map<string, Version>()
  const followers = new Set<Follower>()
  const presence = createPresence({
    ...meeting,
    onChange: () => {
      for (const follower of followers) follower.onPresence()
    },
  })

  function fold({ seq, event, cause }: StoredEvent, known?: GameState): Commit {
    if (seq !== game.version + 1) {
      throw new Error(`event ${seq} of game ${gameId} does not follow event ${game.version}`)
    }
    const before = game.state
    const after = known ?? evolve(before, event)
    game.state = after
    game.version = seq
    if (cause !== null) remember(cause, seq)
    return { seq, event, after, keepsAudiences: keepsAudiences(before, after) }
  }

  function remember(cause: string, seq: Version): void {
    seqs.set(cause, seq)
    if (seqs.size <= commandsMax) return
    for (const oldest of seqs.keys()) {
      seqs.delete(oldest)
      return
    }
  }

  // Plain properties: an object with accessors of its own is kept as a table, of half a kilobyte.
  const game: { -readonly [K in keyof LiveGame]: LiveGame[K] } = {
    gameId,
    state: initialState,
    version: 0,
    presence,
    followers,
    seqOf: (cause) => seqs.get(cause) ?? null,
    absorb(stored, states = []) {
      if (stored.length === 0) return
      const commits = stored.map((each, i) => fold(each, states[i]))
      for (const follower of followers) follower.onCommits(commits)
      // Somebody who watched already may have joined just now, and so be online at the table.
      if (commits.some(({ event }) => event.type === 'PlayerJoined')) {
        for (const follower of followers) follower.onPresence()
      }
    },
  }
  for (const stored of log) fold(stored)
  return game
}
