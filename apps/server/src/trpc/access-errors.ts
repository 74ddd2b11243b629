/** The caller has no session, and this call can't start one. */
export class NoSession extends Error {
  override readonly name = 'NoSession'
}

/** The caller has done this as often as one may for now. */
export class TooOften extends Error {
  override readonly name = 'TooOften'
  readonly retryAfterMs: number

  constructor(rate: string, retryAfterMs: number) {
    super(`the rate ${rate} is used up`)
    this.retryAfterMs = retryAfterMs
  }
}

/** The socket has as many subscriptions as it may. */
export class TooManySubscriptions extends Error {
  override readonly name = 'TooManySubscriptions'
}

/** A subscription was asked for over something other than a WebSocket. */
export class WrongTransport extends Error {
  override readonly name = 'WrongTransport'
}
