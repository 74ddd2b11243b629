import type { RoomFailure, VideoRooms } from './video-rooms.ts'

class SwitchedOff extends Error implements RoomFailure {
  override readonly name = 'SwitchedOff'
  readonly retryable = false
  readonly failure = 'switched-off'
}

/** Rooms for a server without video: there are none. */
export const noVideoRooms: VideoRooms = { openRoom: refuse, ticket: refuse }

async function refuse(): Promise<never> {
  throw new SwitchedOff('video is switched off')
}
