/** How long nothing may come before the server is asked whether it is still there, and how long it may take to say so. */
const SILENCE_MS = 10_000
const ANSWER_TIMEOUT_MS = 5_000
/** Longest wait for a socket to open, on a line that has just carried a request. */
const OPENING_TIMEOUT_MS = 8_000

/** What tRPC answers in text, whatever else goes over the socket. */
const PING = 'PING'
/** Close code of a socket that did not close in good order. */
const ABNORMAL = 1006

const HEARD_OF = ['open', 'message', 'error', 'close'] as const

/** A WebSocket that ends when nobody answers on it. */
export interface AttentiveSocket extends WebSocket {
  /** Asks at once whether the server is still there. */
  check(): void
}

/**
 * A class of sockets that are given up when they don't open in time, or when the server doesn't answer. To close such a
 * socket would not do: browsers wait for the other side to agree, for up to a minute, before they say that it is closed. So
 * it is said at once here, and what still comes of it is kept back. `onMade` is told of each.
 */
export function attentive(
  Socket: typeof WebSocket,
  onMade: (socket: AttentiveSocket) => void,
): typeof WebSocket {
  return class extends Socket implements AttentiveSocket {
    #timer: ReturnType<typeof setTimeout> | undefined
    #isAsked = false
    #isGivenUp = false
    #isTold = false

    constructor(...terms: ConstructorParameters<typeof WebSocket>) {
      super(...terms)
      for (const type of HEARD_OF) {
        this.addEventListener(type, (event) => {
          if (this.#isGivenUp && !this.#isTold) event.stopImmediatePropagation()
        })
      }
      this.addEventListener('open', () => this.#listen())
      this.addEventListener('message', () => this.#listen())
      this.addEventListener('close', () => clearTimeout(this.#timer))
      this.#timer = setTimeout(() => this.#giveUp(), OPENING_TIMEOUT_MS)
      onMade(this)
    }

    check(): void {
      if (this.readyState === this.OPEN && !this.#isAsked) this.#ask()
    }

    #listen(): void {
      clearTimeout(this.#timer)
      this.#isAsked = false
      // One that is closing is past asking.
      if (this.readyState !== this.OPEN) return
      this.#timer = setTimeout(() => this.check(), SILENCE_MS)
    }

    #ask(): void {
      clearTimeout(this.#timer)
      this.#isAsked = true
      this.send(PING)
      this.#timer = setTimeout(() => this.#giveUp(), ANSWER_TIMEOUT_MS)
    }

    #giveUp(): void {
      const wasOpening = this.readyState === this.CONNECTING
      this.#isGivenUp = true
      this.close()
      this.#isTold = true
      if (wasOpening) this.dispatchEvent(new Event('error'))
      this.dispatchEvent(new CloseEvent('close', { code: ABNORMAL, wasClean: false }))
      this.#isTold = false
    }
  }
}
