import type { GameId, JoinCode } from '@wordfare/contracts'
import type { GameEvent } from '@wordfare/game'
import { checkAppend } from './check-append.ts'
import { createDoorbell } from './doorbell.ts'
import type { EventStore, GameIndex } from './event-store.ts'
import { JoinCodeTaken } from './join-code-taken.ts'
import { newestFirst } from './newest-first.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { VersionConflict } from './version-conflict.ts'

interface Game {
  /** As JSON, like the file has them: what a caller holds is never what the log holds. */
  readonly log: readonly { readonly event: string; readonly cause: string | null }[]
  readonly index: GameIndex
}

/** For tests and for play without a disk: nothing survives a restart. */
export function createMemoryEventStore(): EventStore {
  const games = new Map<GameId, Game>()
  const joinCodes = new Map<JoinCode, GameId>()
  const doorbell = createDoorbell<[GameId]>()
  let isClosed = false

  function mustBeOpen(): void {
    if (isClosed) throw new StoreUnavailable('the event store is closed')
  }

  function forget(gameId: GameId, { index }: Game): GameId {
    games.delete(gameId)
    if (index.joinCode !== null) joinCodes.delete(index.joinCode)
    return gameId
  }

  return {
    async read(gameId, after = 0) {
      mustBeOpen()
      return (games.get(gameId)?.log ?? []).slice(after).map(({ event, cause }, position) => {
        const parsed: GameEvent = JSON.parse(event)
        return { seq: after + position + 1, event: parsed, cause }
      })
    },

    async append(gameId, expected, append) {
      mustBeOpen()
      checkAppend(append)
      const { events, cause, index } = append
      const game = games.get(gameId)
      const log = game?.log ?? []
      if (log.length !== expected) throw new VersionConflict(gameId, expected, log.length)
      const { joinCode } = index
      if (joinCode !== null && (joinCodes.get(joinCode) ?? gameId) !== gameId)
        throw new JoinCodeTaken(gameId, joinCode)

      const added = events.map((event) => ({ event: JSON.stringify(event), cause }))
      if (game) forget(gameId, game)
      if (joinCode !== null) joinCodes.set(joinCode, gameId)
      games.set(gameId, { log: [...log, ...added], index: structuredClone(index) })
      // Not from within the call, and before the promise resolves: as a store with a disk rings.
      queueMicrotask(() => doorbell.ring(gameId))
      return expected + events.length
    },

    async findByJoinCode(joinCode) {
      mustBeOpen()
      return joinCodes.get(joinCode) ?? null
    },

    async listed() {
      mustBeOpen()
      return [...games.values()]
        .map(({ index }) => index.listed)
        .filter((listed) => listed !== null)
        .toSorted(newestFirst)
        .map((listed) => structuredClone(listed))
    },

    async games() {
      mustBeOpen()
      return [...games.keys()]
    },

    subscribe: doorbell.subscribe,

    onOutage: () => () => {},

    async expire(nowMs) {
      mustBeOpen()
      return [...games]
        .filter(([, { index }]) => index.expiresAtMs <= nowMs)
        .map(([gameId, game]) => forget(gameId, game))
    },

    async close() {
      isClosed = true
    },
  }
}
