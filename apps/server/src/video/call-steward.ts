import type { GameId, PlayerId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import { conferring, type GameEvent, type GameState, type Room } from '@wordfare/game'
import type { GameService } from '../game/game-service.ts'
import { CONFINE_AGAIN_MS } from '../limits.ts'
import { eachGame } from './each-game.ts'
import { untilDone, type Pause } from './until-done.ts'
import type { VideoLog } from './video-log.ts'
import { isRoomFailure, type VideoRooms } from './video-rooms.ts'

/**
 * Keeps what goes on in the tables' rooms in step with the tables: whoever is not at a table any more is taken out
 * of its call, and a team that confers is heard by itself alone (V3). All of it in the background.
 */
export interface CallSteward {
  /** Takes note of what was committed to a game; costs nothing where the table has no room. */
  onCommitted(gameId: GameId, events: readonly GameEvent[], state: GameState): void
  /** Does again, after a restart, what an earlier run may have left undone. */
  resumeAll(): Promise<void>
  /** Games that are no more are owed nothing. */
  forget(gameIds: readonly GameId[]): void
  /** Gives up what is under way, and resolves when nothing is. */
  stop(): Promise<void>
}

/** What is owed to a room. Several at once would overtake each other, so one task follows the other. */
interface Duty {
  readonly room: Room
  /** Who is to be taken out of the call. */
  readonly ejections: Map<PlayerId, { readonly mayReturn: boolean }>
  /** Who is to be heard by each other alone; null when everybody is to be heard by everybody. */
  confined: ReadonlySet<PlayerId> | null
  isConfinementOwed: boolean
  isUnderWay: boolean
  /** Runs while a team confers. */
  again: NodeJS.Timeout | null
}

export function createCallSteward(deps: {
  readonly games: Pick<GameService, 'stateOf'>
  readonly store: Pick<EventStore, 'games'>
  readonly rooms: Pick<VideoRooms, 'eject' | 'confine'>
  /** Whether anybody looks on at the game. Who is in its call does. */
  readonly isFollowed: (gameId: GameId) => boolean
  readonly log: VideoLog
  readonly pause: Pause
}): CallSteward {
  const { rooms, log } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const duties = new Map<GameId, Duty>()
  const running = new Set<Promise<void>>()

  function dutyTo(gameId: GameId, room: Room): Duty {
    const known = duties.get(gameId)
    if (known) return known
    const duty: Duty = {
      room,
      ejections: new Map(),
      confined: null,
      isConfinementOwed: false,
      isUnderWay: false,
      again: null,
    }
    duties.set(gameId, duty)
    return duty
  }

  function drop(gameId: GameId): void {
    const again = duties.get(gameId)?.again
    if (again) clearInterval(again)
    duties.delete(gameId)
  }

  function confine(gameId: GameId, duty: Duty, players: ReadonlySet<PlayerId> | null): void {
    duty.confined = players
    duty.isConfinementOwed = true
    if (!players && duty.again) {
      clearInterval(duty.again)
      duty.again = null
    }
    if (players && !duty.again) {
      // Whoever enters later comes in with the permissions of the room, and may hear and be heard.
      duty.again = setInterval(() => {
        if (!deps.isFollowed(gameId)) return
        duty.isConfinementOwed = true
        begin(gameId, duty)
      }, CONFINE_AGAIN_MS)
      duty.again.unref()
    }
  }

  function begin(gameId: GameId, duty: Duty): void {
    if (duty.isUnderWay || signal.aborted || !isOwed(duty)) return
    duty.isUnderWay = true
    const isDropped = () => duties.get(gameId) !== duty
    let tries = 0
    const task = untilDone(
      async () => {
        tries += 1
        // What is new by the end of a round is owed at once; only after a failure is there a pause.
        while (isOwed(duty) && !isDropped()) {
          if (!(await fulfil(duty, tries === 1))) return false
        }
        return true
      },
      { pause: deps.pause, signal },
    ).finally(() => {
      running.delete(task)
      duty.isUnderWay = false
      if (isDropped()) return
      if (isOwed(duty)) begin(gameId, duty)
      else if (!duty.confined) drop(gameId)
    })
    running.add(task)
  }

  /** Does once what is owed now; false when some of it is worth another try. */
  async function fulfil(duty: Duty, isFirstTry: boolean): Promise<boolean> {
    let isDone = true
    const settle = async (work: () => Promise<void>): Promise<boolean> => {
      const isSettled = !signal.aborted && (await settled(work, isFirstTry))
      isDone &&= isSettled
      return isSettled
    }
    const { room, ejections } = duty
    for (const [playerId, ejection] of ejections) {
      const isSettled = await settle(() => rooms.eject(room, playerId, ejection, signal))
      if (isSettled && ejections.get(playerId) === ejection) ejections.delete(playerId)
    }
    if (duty.isConfinementOwed) {
      // Another team may confer by the time that there is an answer.
      duty.isConfinementOwed = false
      const players = duty.confined
      if (!(await settle(() => rooms.confine(room, players, signal)))) duty.isConfinementOwed = true
    }
    return isDone
  }

  /** Whether the work is over and done with: it has succeeded, or trying again would be of no use. */
  async function settled(work: () => Promise<void>, isFirstTry: boolean): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!isRoomFailure(error)) {
        log.error({ err: error }, 'a call fell out of step with its table, for no foreseen reason')
        return true
      }
      if (signal.aborted) return false
      const { failure, retryable } = error
      if (isFirstTry || !retryable) {
        log.warn({ failure, retryable }, 'a call fell out of step with its table')
      }
      return !retryable
    }
  }

  return {
    onCommitted(gameId, events, state) {
      const { call } = state
      if (call.status !== 'ready' || !call.room || signal.aborted) return
      for (const event of events) {
        if (event.type === 'CallReady') {
          // Nobody is in the new room yet.
          drop(gameId)
        } else if (event.type === 'PlayerJoined') {
          duties.get(gameId)?.ejections.delete(event.playerId)
        } else if (event.type === 'PlayerLeft' || event.type === 'PlayerRemoved') {
          const mayReturn = event.type === 'PlayerLeft'
          dutyTo(gameId, call.room).ejections.set(event.playerId, { mayReturn })
        }
      }
      const players = conferring(state)
      const known = duties.get(gameId)
      if (!players && !known) return
      const duty = known ?? dutyTo(gameId, call.room)
      if (!isSameTeam(players, duty.confined)) confine(gameId, duty, players)
      begin(gameId, duty)
    },

    resumeAll: () =>
      eachGame({ ...deps, signal }, (gameId, state) => {
        const { call, removed, settings } = state
        if (call.status !== 'ready' || !call.room) return
        if (removed.length === 0 && !settings.teamTalk) return
        const duty = dutyTo(gameId, call.room)
        for (const playerId of removed) duty.ejections.set(playerId, { mayReturn: false })
        if (settings.teamTalk) confine(gameId, duty, conferring(state))
        begin(gameId, duty)
      }),

    forget(gameIds) {
      for (const gameId of gameIds) drop(gameId)
    },

    async stop() {
      stopping.abort()
      for (const gameId of duties.keys()) drop(gameId)
      await Promise.all(running)
    },
  }
}

const isOwed = ({ ejections, isConfinementOwed }: Duty): boolean =>
  ejections.size > 0 || isConfinementOwed

const isSameTeam = (a: ReadonlySet<PlayerId> | null, b: ReadonlySet<PlayerId> | null): boolean =>
  a === b || (a !== null && b !== null && a.size === b.size && [...a].every((id) => b.has(id)))
