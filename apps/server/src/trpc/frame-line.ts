import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { SOCKET_SEND_BUFFER_MAX_BYTES } from '../limits.ts'

/** One socket of a browser, with the connection below it, on which whole frames go out between those of `ws`. */
export interface FrameLine {
  /** Drops a socket whose reader has stopped reading. */
  write(frame: Buffer): void
}

/** @throws {Error} where frames are compressed, since each socket then has its own dictionary */
export function createFrameLine(socket: WebSocket, connection: Socket): FrameLine {
  if (socket.extensions !== '') throw new Error('frames can only be shared uncompressed')
  return {
    write(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (connection.writableLength > SOCKET_SEND_BUFFER_MAX_BYTES) socket.terminate()
      else connection.write(frame)
    },
  }
}

/** First byte of a whole text message in one frame. */
const FINAL_TEXT = 0x81
const SHORT_MAX = 125
const MEDIUM_MAX = 0xffff

/** An unmasked text frame, as servers send it (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length <= SHORT_MAX ? 2 : length <= MEDIUM_MAX ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = FINAL_TEXT
  if (length <= SHORT_MAX) {
    frame[1] = length
  } else if (length <= MEDIUM_MAX) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header)
  return frame
}
