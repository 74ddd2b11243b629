import type { CallFailure, GameId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { Room } from '@wordfare/game'
import { GameNotFound } from '../game/game-errors.ts'
import type { GameService } from '../game/game-service.ts'
import type { Switchboard } from '@wordfare/switchboard'
import { ROOM_CLAIM_MS, ROOMS_AT_ONCE_MAX } from '../limits.ts'
import { eachGame } from './each-game.ts'
import { untilDone, type Pause } from './until-done.ts'
import type { VideoLog } from './video-log.ts'
import { isRoomFailure, type RoomOpener } from './video-rooms.ts'

/** Gives tables their rooms, behind their backs: no player ever waits for one. */
export interface CallAttacher {
  /** Sees to it that the game gets its room, however long that takes; asking twice is harmless. */
  attach(gameId: GameId): void
  /** Takes up every game whose call is not ready: after a restart, and whenever there is new hope. */
  attachAll(): Promise<void>
  /** Games whose room is being sought. */
  readonly pending: number
  /** Gives up what is under way, and resolves when nothing is. */
  stop(): Promise<void>
}

type Outcome =
  | { readonly room: Room | null }
  | { readonly failure: CallFailure; readonly retryable: boolean }

export function createCallAttacher(deps: {
  readonly games: Pick<GameService, 'execute' | 'stateOf'>
  readonly store: Pick<EventStore, 'games'>
  readonly rooms: RoomOpener
  /** Where servers agree on who makes which room. */
  readonly switchboard: Pick<Switchboard, 'claim'>
  readonly log: VideoLog
  readonly pause: Pause
  /** Called when there are no rooms left to be had. */
  readonly onQuota: () => void
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
      if (outcome.failure === 'quota') deps.onQuota()
      return outcome.retryable
    } catch (error) {
      if (error instanceof GameNotFound) return false
      log.error({ err: error, gameId }, 'the state of a call could not be written down')
      return true
    }
  }

  /** Where the others can't be asked, each makes the room: it is the same one. */
  async function mayMake(gameId: GameId): Promise<boolean> {
    try {
      return await deps.switchboard.claim(`room/${gameId}`, ROOM_CLAIM_MS)
    } catch (error) {
      log.warn({ err: error, gameId }, 'a room is made without asking the other servers')
      return true
    }
  }

  /** Whether the server that makes the room has done so. */
  async function isSeenTo(gameId: GameId): Promise<boolean> {
    try {
      return (await games.stateOf(gameId)).call.status === 'ready'
    } catch (error) {
      if (error instanceof GameNotFound) return true
      log.error({ err: error, gameId }, 'a game could not be looked at for its call')
      return false
    }
  }

  /** Ends with a room, or with the game or the server. Until then the table knows that it has none, and why. */
  const seeToIt = (gameId: GameId): Promise<void> =>
    untilDone(
      async () => {
        if (!(await mayMake(gameId))) return isSeenTo(gameId)
        const outcome = await open(gameId)
        return stopping.signal.aborted || !(await record(gameId, outcome))
      },
      { pause: deps.pause, signal: stopping.signal },
    )

  function attach(gameId: GameId): void {
    if (running.has(gameId) || stopping.signal.aborted) return
    const task = seeToIt(gameId).finally(() => running.delete(gameId))
    running.set(gameId, task)
  }

  return {
    attach,
    attachAll: () =>
      eachGame(
        { store: deps.store, games, log, signal: stopping.signal },
        (gameId, { call }) => call.status !== 'ready' && attach(gameId),
      ),
    get pending() {
      return running.size
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
