import type { PlayerId } from '@wordfare/contracts'
import { isLive, playerAt, type GameState } from './state.ts'

/** Who looks at a table, and whether the key is for their eyes (R5). */
export interface Audience {
  /** Null for everyone who is not at the table. */
  readonly playerId: PlayerId | null
  readonly seesKey: boolean
}

/**
 * What somebody may know right now. After a round everyone sees its key, and whoever asked to see it is a
 * spectator like any other again: the key of the next round must not find them still entitled.
 */
export function audienceOf(state: GameState, playerId: PlayerId | null): Audience {
  const player = playerAt(state.players, playerId)
  if (player === undefined) return { playerId: null, seesKey: false }
  const seesKey = player.role === 'spymaster' || (isLive(state) && player.hasSeenKey)
  return { playerId: player.playerId, seesKey }
}

/**
 * Whether an event has left all that `audienceOf` goes by as it was, and whether strangers may watch, so that nobody need
 * be looked up again. May say no for nothing.
 */
export const keepsAudiences = (before: GameState, after: GameState): boolean =>
  before.players === after.players &&
  before.settings === after.settings &&
  isLive(before) === isLive(after)
