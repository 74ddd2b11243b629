import type { RawData } from 'ws'

/** The text of a frame; sockets here get every frame as one buffer. */
export function textOf(data: RawData): string {
  if (!Buffer.isBuffer(data)) throw new Error('the frame is not a buffer')
  return data.toString()
}
