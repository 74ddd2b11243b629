import type { GameId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { Switchboard } from '@wordfare/switchboard'
import type { VideoLog } from './video-log.ts'
import { isRoomFailure, type VideoRooms } from './video-rooms.ts'

/** Sees to it that there are rooms for the games that there are, and no others. */
export interface RoomCare {
  /** Begins to look after the rooms: at once, and now and then. */
  start(): void
  /** Deletes the rooms of games that are no more. What fails is left to the next look. */
  closeRooms(gameIds: readonly GameId[]): void
  /** Room is needed: looks at once, though no more than once between two regular looks. */
  makeRoom(): void
  /** Gives up what is under way, and resolves when nothing is. */
  stop(): Promise<void>
}

export function createRoomCare(deps: {
  readonly store: Pick<EventStore, 'games'>
  readonly rooms: Pick<VideoRooms, 'closeRoom' | 'reap'>
  /** Where servers agree on who looks after the rooms. */
  readonly switchboard: Pick<Switchboard, 'claim'>
  /** Asks again for the rooms that could not be had. */
  readonly attachAll: () => Promise<void>
  readonly intervalMs: number
  readonly log: VideoLog
}): RoomCare {
  const { store, rooms, log } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | null = null
  let hasMadeRoom = false

  /** Does a piece of work in the background; that it fails is in the log. */
  function run(work: () => Promise<unknown>): void {
    if (signal.aborted) return
    const task = settle(work()).finally(() => running.delete(task))
    running.add(task)
  }

  async function settle(work: Promise<unknown>): Promise<void> {
    try {
      await work
    } catch (error) {
      if (signal.aborted) return
      if (isRoomFailure(error)) log.warn({ failure: error.failure }, 'rooms could not be deleted')
      else log.error({ err: error }, 'rooms could not be looked after')
    }
  }

  /** One server is enough; where the others can't be asked, each does it. */
  async function reap(): Promise<number> {
    const isOurs = await deps.switchboard.claim('reap', deps.intervalMs / 2).catch(() => true)
    return isOurs ? rooms.reap(new Set(await store.games()), signal) : 0
  }

  return {
    start() {
      run(reap)
      timer = setInterval(() => {
        hasMadeRoom = false
        run(() => reap().finally(deps.attachAll))
      }, deps.intervalMs)
      timer.unref()
    },

    closeRooms(gameIds) {
      run(async () => {
        for (const gameId of gameIds) await rooms.closeRoom(gameId, signal)
      })
    },

    makeRoom() {
      if (hasMadeRoom) return
      hasMadeRoom = true
      run(async () => {
        if ((await reap()) > 0) await deps.attachAll()
      })
    },

    async stop() {
      if (timer) clearInterval(timer)
      stopping.abort()
      await Promise.all(running)
    },
  }
}
