import type { GameId } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { GameCommand, GameEvent, GameState } from '@wordfare/game'
import type { GameCache } from '../game/game-cache.ts'
import type { GameService } from '../game/game-service.ts'
import type { Switchboard } from '@wordfare/switchboard'
import { ROOM_CARE_INTERVAL_MS } from '../limits.ts'
import { createCallAttacher } from './attach-call.ts'
import { createCallSteward } from './call-steward.ts'
import { createCallTickets, type CallTickets } from './call-tickets.ts'
import { noVideoRooms } from './no-video-rooms.ts'
import { peerRooms } from './peer-rooms.ts'
import { createRoomCare } from './room-care.ts'
import type { Pause } from './until-done.ts'
import type { VideoLog } from './video-log.ts'
import type { RoomOpener, RoomsHealth, Video } from './video-rooms.ts'

/** The calls of all tables: how tables come by them, who gets in, and what becomes of them. */
export interface TableCalls extends CallTickets {
  /** Takes note of what was committed to a game. */
  onCommitted(gameId: GameId, events: readonly GameEvent[], state: GameState): void
  /** Lets go of the calls of games that are no more. */
  onExpired(gameIds: readonly GameId[]): void
  /** Asks again for every call that is not ready. */
  takeUp(): void
  /** Takes up what an earlier run has left, and looks after the rooms from now on. */
  start(): void
  /** Gives up what is under way, and resolves when nothing is. */
  stop(): Promise<void>
  /** Games whose call is being made ready. */
  readonly pending: number
  /** How calls do, as far as is known without asking. */
  readonly health: RoomsHealth | 'off'
}

export function createTableCalls(deps: {
  readonly video: Video
  readonly games: GameService
  readonly store: EventStore
  readonly switchboard: Pick<Switchboard, 'claim'>
  readonly cache: GameCache
  readonly log: VideoLog
  readonly pause: Pause
}): TableCalls {
  const { video, games, store, cache, log } = deps
  const attacher = createCallAttacher({
    ...deps,
    rooms: roomsFor(video),
    onQuota: () => roomCare?.makeRoom(),
  })
  const tickets = createCallTickets({ games, video, reopen: (gameId) => attacher.attach(gameId) })
  const vendorRooms = video?.kind === 'daily' ? video.rooms : null
  const steward =
    vendorRooms &&
    createCallSteward({
      ...deps,
      rooms: vendorRooms,
      isFollowed: (gameId) => cache.isFollowed(gameId),
    })
  const roomCare =
    vendorRooms &&
    createRoomCare({
      store,
      log,
      rooms: vendorRooms,
      switchboard: deps.switchboard,
      attachAll: () => attacher.attachAll(),
      intervalMs: ROOM_CARE_INTERVAL_MS,
    })

  function takeUp(): void {
    attacher.attachAll().catch((error: unknown) => {
      log.error({ err: error }, 'the calls that are not ready could not be taken up')
    })
  }

  return {
    ticketFor: (gameId, playerId) => tickets.ticketFor(gameId, playerId),
    onCommitted(gameId, events, state) {
      if (state.call.status === 'pending') attacher.attach(gameId)
      steward?.onCommitted(gameId, events, state)
    },
    onExpired(gameIds) {
      steward?.forget(gameIds)
      roomCare?.closeRooms(gameIds)
    },
    takeUp,
    start() {
      takeUp()
      steward?.resumeAll().catch((error: unknown) => {
        log.error({ err: error }, 'the calls of an earlier run could not be put in step')
      })
      roomCare?.start()
    },
    async stop() {
      await Promise.all([attacher.stop(), steward?.stop(), roomCare?.stop()])
    },
    get pending() {
      return attacher.pending
    },
    get health() {
      if (vendorRooms) return vendorRooms.health
      return video ? 'ok' : 'off'
    },
  }
}

/** What a new game knows of its call from the start. */
export function callAtCreation(video: Video): readonly GameCommand[] {
  switch (video?.kind) {
    case 'daily':
      return []
    case 'peer':
      return [{ type: 'attachCall', room: null }]
    case undefined:
      return [{ type: 'failCall', reason: 'switched-off' }]
  }
}

function roomsFor(video: Video): RoomOpener {
  switch (video?.kind) {
    case 'daily':
      return video.rooms
    case 'peer':
      return peerRooms
    case undefined:
      return noVideoRooms
  }
}
