import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { SOCKET_SEND_BUFFER_MAX_BYTES } from '../limits.ts'

/** One socket of a browser, with the connection below it, on which whole frames go out between those of `ws`. */
export interface FrameLine {
  /** Drops a socket whose reader has stopped reading. */
  write(frame: Buffer): void
  /** The browser has asked for something: what it is sent next waits for the answer, if that comes in the same turn. */
  expectAnswer(): void
}

/** @throws {Error} where frames are compressed, since each socket then has its own dictionary */
export function createFrameLine(socket: WebSocket, connection: Socket): FrameLine {
  if (socket.extensions !== '') throw new Error('frames can only be shared uncompressed')
  return new SharedFrameLine(socket, connection)
}

class SharedFrameLine implements FrameLine {
  readonly #socket: WebSocket
  readonly #connection: Socket
  #expectsAnswer = false

  constructor(socket: WebSocket, connection: Socket) {
    this.#socket = socket
    this.#connection = connection
  }

  write(frame: Buffer): void {
    const connection = this.#connection
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (connection.writableLength > SOCKET_SEND_BUFFER_MAX_BYTES) {
      this.#socket.terminate()
      return
    }
    if (this.#expectsAnswer) {
      this.#expectsAnswer = false
      holdUntilEndOfTurn(connection)
    }
    connection.write(frame)
  }

  expectAnswer(): void {
    this.#expectsAnswer = true
  }
}

/** Connections on which what is written waits. */
let held: Socket[] = []

/** One way to the system for all that is written in this turn of the event loop: ways there are most of what a move costs. */
function holdUntilEndOfTurn(connection: Socket): void {
  connection.cork()
  held.push(connection)
  if (held.length === 1) setImmediate(letGo)
}

function letGo(): void {
  const connections = held
  held = []
  for (const connection of connections) connection.uncork()
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
