import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attentive, type AttentiveSocket } from './attentive-socket.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A socket whose other side is the test. It closes, as a browser's does, once the other side has agreed. */
class WireSocket extends EventTarget {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readyState: number = this.CONNECTING
  readonly sent: unknown[] = []

  send(data: unknown): void {
    this.sent.push(data)
  }

  close(): void {
    if (this.readyState < this.CLOSING) this.readyState = this.CLOSING
  }
}

interface Wire {
  readonly socket: AttentiveSocket
  readonly sent: () => readonly unknown[]
  /** What a listener has been told, in order. */
  readonly told: string[]
  readonly opens: () => void
  readonly says: (data: string) => void
  /** The browser has found out by itself, or the other side has agreed. */
  readonly closes: () => void
}

function connect(): Wire {
  let made: AttentiveSocket | undefined
  const base: unknown = WireSocket
  if (!isSocketClass(base)) throw new Error('not a class of sockets')
  const Socket = attentive(base, (socket) => (made = socket))
  const socket: unknown = new Socket('ws://wordfare.test/trpc')
  if (!(socket instanceof WireSocket) || !made) throw new Error('the socket was not made')
  const told: string[] = []
  for (const type of ['open', 'message', 'error', 'close'])
    socket.addEventListener(type, () => told.push(type))
  return {
    socket: made,
    sent: () => socket.sent,
    told,
    opens() {
      socket.readyState = socket.OPEN
      socket.dispatchEvent(new Event('open'))
    },
    says: (data) => void socket.dispatchEvent(new MessageEvent('message', { data })),
    closes() {
      socket.readyState = socket.CLOSED
      socket.dispatchEvent(new Event('error'))
      socket.dispatchEvent(new CloseEvent('close'))
    },
  }
}

const isSocketClass = (candidate: unknown): candidate is typeof WebSocket =>
  typeof candidate === 'function'

describe('a socket', () => {
  it('is left alone while the server is heard of', () => {
    const wire = connect()
    wire.opens()
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1_000)
      wire.says('{}')
    }
    expect(wire.sent()).toEqual([])
    expect(new Set(wire.told)).toEqual(new Set(['open', 'message']))
  })

  it('stays when the server answers, whatever it says', () => {
    const wire = connect()
    wire.opens()
    for (const answer of ['PONG', '{}', 'PING']) {
      vi.advanceTimersByTime(12_000)
      wire.says(answer)
    }
    expect(wire.sent()).toEqual(['PING', 'PING', 'PING'])
    expect(wire.told).not.toContain('close')
  })

  it('[B25] on which nobody answers is closed at once, though the other side never agrees, and only once', () => {
    const wire = connect()
    wire.opens()
    vi.advanceTimersByTime(15_000)
    expect(wire.sent()).toEqual(['PING'])
    expect(wire.told).toEqual(['open', 'close'])
    wire.says('PONG')
    wire.closes()
    vi.advanceTimersByTime(60_000)
    expect(wire.told).toEqual(['open', 'close'])
    expect(wire.sent()).toEqual(['PING'])
  })

  it('[B25] that does not open in time has failed', () => {
    const wire = connect()
    vi.advanceTimersByTime(8_000)
    expect(wire.told).toEqual(['error', 'close'])
    wire.opens()
    wire.closes()
    expect(wire.told).toEqual(['error', 'close'])
  })

  it('[B25] can be asked at once whether the server is still there', () => {
    const wire = connect()
    wire.socket.check()
    expect(wire.sent()).toEqual([])
    wire.opens()
    wire.socket.check()
    wire.socket.check()
    expect(wire.sent()).toEqual(['PING'])
    vi.advanceTimersByTime(5_000)
    expect(wire.told).toEqual(['open', 'close'])
  })

  it('that is closed in good order is closed when the other side agrees', () => {
    const wire = connect()
    wire.opens()
    wire.socket.close()
    vi.advanceTimersByTime(1_000)
    expect(wire.told).toEqual(['open'])
    wire.closes()
    expect(wire.told).toEqual(['open', 'error', 'close'])
    vi.advanceTimersByTime(60_000)
    expect(wire.sent()).toEqual([])
  })
})
