import type { GameId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'
import type { RoomsHost } from '../src/app.ts'
import type { RoomFailure, VideoRooms } from '../src/video/video-rooms.ts'

export const roomOf = (gameId: GameId): Room => ({
  name: `room-${gameId.slice(0, 4)}`,
  url: 'https://stand-in.daily.co/room',
  domainId: 'a-domain',
  expiresAtMs: Date.now() + 3_600_000,
})

export const failureOf = (failure: RoomFailure['failure'], retryable: boolean): RoomFailure =>
  Object.assign(new Error('no room'), { failure, retryable })

/** Never answers, and gives up when it has to. */
export const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const giveUp = (): void => reject(failureOf('unreachable', true))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })

/** Rooms where all goes well, but for what a test says. */
export const fakeRooms = (parts: Partial<VideoRooms> = {}): VideoRooms => ({
  openRoom: async (gameId) => roomOf(gameId),
  ticket: async (room, { playerId }) => ({
    url: room.url,
    token: `token-of-${playerId}`,
    expiresAtMs: room.expiresAtMs,
  }),
  closeRoom: async () => {},
  reap: async () => 0,
  eject: async () => {},
  confine: async () => {},
  reloadKey: async () => {},
  health: 'ok',
  ...parts,
})

export const dailyWith = (open: (host: RoomsHost) => VideoRooms) =>
  ({ kind: 'daily', open }) as const
