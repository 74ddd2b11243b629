import type { PlayerId, Rejection } from '@wordfare/contracts'
import type { GameEvent } from './event.ts'
import type { Lexicon } from './lexicon.ts'
import { playerAt, type GameState, type Player } from './state.ts'

/** What the rules can't know by themselves. */
export interface Context {
  /** Who asks; null is the server. */
  readonly by: PlayerId | null
  /** In milliseconds since the Unix epoch. */
  readonly nowMs: number
  /** A number in [0, 1) that nobody can foresee. */
  readonly random: () => number
  /** Upper-case words that a board may be dealt from. */
  readonly wordPool: readonly string[]
  readonly lexicon: Lexicon
}

/** What the rules make of a command: facts, or the reason why not. */
export type Decision =
  | { readonly ok: true; readonly events: readonly GameEvent[] }
  | { readonly ok: false; readonly reason: Rejection }

export const accept = (...events: readonly GameEvent[]): Decision => ({ ok: true, events })

export const refuse = (reason: Rejection): Decision => ({ ok: false, reason })

/** What every event says: when it happened, and who caused it. */
export const fact = ({ by, nowMs }: Context): { atMs: number; by: PlayerId | null } => ({
  atMs: nowMs,
  by,
})

/** Lets only somebody at the table go on. */
export function asPlayer(
  state: GameState,
  context: Context,
  decideFor: (player: Player) => Decision,
): Decision {
  const player = playerAt(state.players, context.by)
  return player === undefined ? refuse('not-a-player') : decideFor(player)
}

/** Lets only the table's host go on. */
export const asHost = (
  state: GameState,
  context: Context,
  decideFor: (host: Player) => Decision,
): Decision =>
  asPlayer(state, context, (player) =>
    player.playerId === state.hostId ? decideFor(player) : refuse('not-the-host'),
  )
