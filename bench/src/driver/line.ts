import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { clientFrame, createFrameReader } from './frames.ts'

const READ_BUFFER_BYTES = 256 * 1024
/** All lines read into the one buffer: each has done with it before the next one reads. */
const readBuffer = Buffer.alloc(READ_BUFFER_BYTES)
const END_OF_HEADERS = '\r\n\r\n'

/** One WebSocket of a player, as light as can be: what the driver spends, it can't load the server with. */
export interface Line {
  send(text: string): void
  /** From now on nothing that comes is taken off the line. */
  stopReading(): void
  close(): void
}

/** What a line is opened with, and who is told what happens on it. */
export interface LineEnds {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The text is lent until it returns. */
  readonly onText: (text: Buffer) => void
  /** The other side has closed the line, which it has no reason to. */
  readonly onLost: (error: Error) => void
}

/** Resolves once the server has accepted. @throws {Error} when it does not */
export function openLine({ port, path, headers, onText, onLost }: LineEnds): Promise<Line> {
  const opened = Promise.withResolvers<Line>()
  const readFrames = createFrameReader(onText)
  let answer: Buffer | null = Buffer.alloc(0)
  let isClosing = false
  let isReading = true

  function read(chunk: Buffer): void {
    if (answer === null) return readFrames(chunk)
    answer = Buffer.concat([answer, chunk])
    const end = answer.indexOf(END_OF_HEADERS)
    if (end < 0) return
    const status = answer.toString('latin1', 9, 12)
    if (status !== '101') return opened.reject(new Error(`a socket was refused with ${status}`))
    const frames = answer.subarray(end + END_OF_HEADERS.length)
    answer = null
    opened.resolve(line)
    readFrames(frames)
  }

  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: readBuffer,
      callback(length) {
        read(readBuffer.subarray(0, length))
        return isReading
      },
    },
  })
  socket.on('connect', () => {
    const lines = Object.entries({
      host: `127.0.0.1:${port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  })
  socket.on('error', (error) => opened.reject(error))
  socket.on('close', () => {
    const error = new Error('the server has closed a line')
    opened.reject(error)
    if (!isClosing && answer === null) onLost(error)
  })
  const line: Line = {
    send: (text) => void socket.write(clientFrame(text)),
    stopReading() {
      isReading = false
      socket.pause()
    },
    close() {
      isClosing = true
      socket.destroy()
    },
  }
  return opened.promise
}
