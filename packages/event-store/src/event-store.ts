import type { GameId, JoinCode, ListedGame } from '@wordfare/contracts'
import type { GameEvent } from '@wordfare/game'

/** Number of events in a game's log; 0 means that there is no such game. */
export type Version = number

/** An event as it lies in the log of its game. */
export interface StoredEvent {
  /** 1 for the first event of a game, without gaps. */
  readonly seq: number
  readonly event: GameEvent
  /** Names the command that caused the event, so that a repeated command can be recognised. Opaque to the store. */
  readonly cause: string | null
}

/** What can be looked up about a game without reading its log. Every append replaces it. */
export interface GameIndex {
  /** Null frees the code that the game had. */
  readonly joinCode: JoinCode | null
  /** What the lobby shows; null for a game that is not listed. */
  readonly listed: ListedGame | null
  /** From when on `expire` forgets the game, in whole milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
}

/** What one command adds to a game. */
export interface Append {
  /** At least one. */
  readonly events: readonly GameEvent[]
  readonly cause: string | null
  readonly index: GameIndex
}

/** The events of the append that rang. Others may have come before them that nobody has told of. */
export type News = () => readonly StoredEvent[]

/**
 * An append-only log per game, and an index over the games. SPEC.md has the rules; every adapter passes the
 * suite of contract-suite.ts. A game whose time has passed is there until `expire` forgets it.
 *
 * Every promise rejects with {@link StoreUnavailable} when the store can't answer.
 */
export interface EventStore {
  /** Events after `after`, oldest first; empty when the game is unknown. Shows what is durable and nothing else. */
  read(gameId: GameId, after?: Version): Promise<readonly StoredEvent[]>

  /**
   * Appends all of the events or none, replaces the game's index in the same step, and resolves with the new
   * version once both are durable. An expected version of 0 creates the game.
   * @throws {VersionConflict} when someone appended since `expected` was read
   * @throws {JoinCodeTaken} when another game has the join code
   * @throws {RangeError} when there are no events, or when a time is not a whole number
   */
  append(gameId: GameId, expected: Version, append: Append): Promise<Version>

  findByJoinCode(joinCode: JoinCode): Promise<GameId | null>

  /** The games of the lobby, newest first. */
  listed(): Promise<readonly ListedGame[]>

  /** All games, in no particular order. */
  games(): Promise<readonly GameId[]>

  /**
   * Calls `ring` after every append that was accepted, once it is durable and before its promise resolves; returns
   * the way to stop. A ring says "look again", and may bring along what rang; what was missed before that, only `read`
   * says. `ring` should not throw; an error from it is reported as a process warning.
   */
  subscribe(ring: (gameId: GameId, news?: News) => void): () => void

  /**
   * Calls `tell` with true when the store can't be asked any more, and with false when it can again; returns the way to
   * stop. A store that has nothing to lose touch with never calls.
   */
  onOutage(tell: (isOut: boolean) => void): () => void

  /** Forgets the games whose `expiresAtMs` is at or before `nowMs`, log and index, and returns their ids. */
  expire(nowMs: number): Promise<readonly GameId[]>

  /** Completes the appends that were asked for, then lets go of everything. Closing again does nothing. */
  close(): Promise<void>
}
