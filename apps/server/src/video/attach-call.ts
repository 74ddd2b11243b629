import type { CallFailure, GameId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { Room } from '@wordfare/game'
import { GameNotFound } from '../game/game-errors.ts'
import type { GameService } from '../game/game-service.ts'
import { ROOMS_AT_ONCE_MAX, ROOM_RETRY_FIRST_MS, ROOM_RETRY_LONGEST_MS } from '../limits.ts'
import { isRoomFailure, type RoomOpener } from './video-rooms.ts'

/** Gives tables their rooms, behind their backs: no player ever waits for one. */
export interface CallAttacher {
  /** Sees to it that the game gets its room, however long that takes; asking twice is harmless. */
  attach(gameId: GameId): void
  /** Takes up, after a restart, every game whose call is not ready yet. */
  attachAll(): Promise<void>
  /** Gives up what is under way, and resolves when nothing is. */
  stop(): Promise<void>
}

/** Facts for the log. A pino logger fits. */
export interface AttachLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

type Outcome =
  | { readonly room: Room | null }
  | { readonly failure: CallFailure; readonly retryable: boolean }

export function createCallAttacher(deps: {
  readonly games: Pick<GameService, 'execute' | 'stateOf'>
  readonly store: Pick<EventStore, 'games'>
  readonly rooms: RoomOpener
  readonly log: AttachLog
  /** Resolves after `ms`, or at once when `signal` aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
}): CallAttacher {
  const { games, rooms, log } = deps
  const stopping = new AbortController()
  const running = new Map<GameId, Promise<void>>()
  const limit = createLimit(ROOMS_AT_ONCE_MAX)

  async function open(gameId: GameId): Promise<Outcome> {
    try {
      return { room: await limit(() => rooms.openRoom(gameId, stopping.signal)) }
    } catch (error) {
      if (isRoomFailure(error)) return { failure: error.failure, retryable: error.retryable }
      log.error({ err: error, gameId }, 'a room could not be made, for no reason that was foreseen')
      return { failure: 'unreachable', retryable: true }
    }
  }

  /** Writes down what became of the room; tells whether to ask again. */
  async function record(gameId: GameId, outcome: Outcome): Promise<boolean> {
    try {
      if ('room' in outcome) {
        await games.execute(gameId, null, { type: 'attachCall', room: outcome.room })
        return false
      }
      await games.execute(gameId, null, { type: 'failCall', reason: outcome.failure })
      return outcome.retryable
    } catch (error) {
      if (error instanceof GameNotFound) return false
      log.error({ err: error, gameId }, 'the state of a call could not be written down')
      return true
    }
  }

  /** Ends with a room, or with the game or the server. Until then the table knows that it has none, and why. */
  async function seeToIt(gameId: GameId): Promise<void> {
    let pauseMs = ROOM_RETRY_FIRST_MS
    for (;;) {
      const outcome = await open(gameId)
      if (stopping.signal.aborted || !(await record(gameId, outcome))) return
      await deps.pause(pauseMs, stopping.signal)
      if (stopping.signal.aborted) return
      pauseMs = Math.min(pauseMs * 2, ROOM_RETRY_LONGEST_MS)
    }
  }

  function attach(gameId: GameId): void {
    if (running.has(gameId) || stopping.signal.aborted) return
    const task = seeToIt(gameId).finally(() => running.delete(gameId))
    running.set(gameId, task)
  }

  return {
    attach,
    async attachAll() {
      for (const gameId of await deps.store.games()) {
        if (stopping.signal.aborted) return
        try {
          const { call } = await games.stateOf(gameId)
          if (call.status !== 'ready') attach(gameId)
        } catch (error) {
          if (!(error instanceof GameNotFound)) {
            log.error({ err: error, gameId }, 'a game could not be looked at for its call')
          }
        }
      }
    },
    async stop() {
      stopping.abort()
      await Promise.all(running.values())
    },
  }
}

/** Lets at most `max` tasks run at a time; the others wait in line. */
function createLimit(max: number): <T>(task: () => Promise<T>) => Promise<T> {
  let active = 0
  const line: (() => void)[] = []
  return async (task) => {
    if (active >= max) await new Promise<void>((resolve) => line.push(resolve))
    else active += 1
    try {
      return await task()
    } finally {
      const next = line.shift()
      if (next) next()
      else active -= 1
    }
  }
}
