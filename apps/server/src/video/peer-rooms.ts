import type { RoomOpener } from './video-rooms.ts'

/** For calls between browsers: they need no room. */
export const peerRooms: RoomOpener = { openRoom: async () => null }
