import type { GameId } from '@wordfare/contracts'
import { onTestFinished } from 'vitest'
import type { Append, EventStore, GameIndex, StoredEvent, Version } from './event-store.ts'
import { gameId, hidden, renamed } from './sample-log.ts'

/** The store that the tests of the contract ask, and short ways to append to it. */
export interface Subject {
  /** A new one for each test. */
  readonly store: EventStore
  /** Appends an event of each name, and hides the game. */
  readonly append: (id: GameId, expected: Version, ...names: readonly string[]) => Promise<Version>
  /** Appends one event, and changes what the index says. */
  readonly index: (id: GameId, expected: Version, change: Partial<GameIndex>) => Promise<Version>
}

export function createSubject(current: () => EventStore): Subject {
  return {
    get store() {
      return current()
    },
    append: (id, expected, ...names) => current().append(id, expected, adding(names)),
    index: (id, expected, change) => current().append(id, expected, adding(['indexed'], change)),
  }
}

export const one = gameId(1)
export const other = gameId(2)

export const adding = (names: readonly string[], change: Partial<GameIndex> = {}): Append => ({
  events: names.map(renamed),
  cause: null,
  index: { ...hidden, ...change },
})

/** What a log reads like after events of these names. */
export const stored = (...names: readonly string[]): readonly StoredEvent[] =>
  names.map((name, position) => ({ seq: position + 1, event: renamed(name), cause: null }))

/** Why a promise rejects; null when it does not. */
export const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (reason: unknown) => reason,
  )

/** Notes the rings of a store until the test ends. */
export function listen(store: EventStore): { readonly rings: readonly GameId[]; stop(): void } {
  const rings: GameId[] = []
  const stop = store.subscribe((id) => rings.push(id))
  onTestFinished(stop)
  return { rings, stop }
}
