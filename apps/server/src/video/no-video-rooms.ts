import type { RoomFailure, RoomOpener } from './video-rooms.ts'

class SwitchedOff extends Error implements RoomFailure {
  override readonly name = 'SwitchedOff'
  readonly retryable = false
  readonly failure = 'switched-off'
}

/** For a server without video: there are no rooms. */
export const noVideoRooms: RoomOpener = {
  openRoom: async () => {
    throw new SwitchedOff('video is switched off')
  },
}
