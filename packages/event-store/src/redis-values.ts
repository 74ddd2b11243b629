import type { GameId } from '@wordfare/contracts'
import type { GameEvent } from '@wordfare/game'
import type { StoredEvent, Version } from './event-store.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is in Redis was a game's id when it came in
export const asGameId = (id: string): GameId => id as GameId

/** An event as Redis has it: its text, and the cause of its append, which is empty if it has none. */
export function storedEventOf(seq: Version, text: string, cause: string): StoredEvent {
  const event: GameEvent = JSON.parse(text)
  return { seq, event, cause: cause === '' ? null : cause }
}
