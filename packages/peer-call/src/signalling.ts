import type { CallEpoch, CallMessage, MediaState, SignalInput } from '@wordfare/contracts'

/** How a participant comes in. */
export interface Hello {
  /** This stay. It stays the same when the implementation comes back after an outage. */
  readonly epoch: CallEpoch
  /** What the participant sends now; asked anew each time that the implementation comes (back) in. */
  readonly media: () => MediaState
}

/** What the call wants to hear from the signalling. */
export interface SignallingEvents {
  /** In the order in which the server sent them. A `roster` says that the way is open (again). */
  message(message: CallMessage): void
  /** The way is cut; the implementation comes back by itself and a new `roster` says so. */
  down(): void
  /** There is no way and there will be none: not allowed in, or given up. Nothing follows. */
  error(reason: 'forbidden' | 'unavailable'): void
}

/** Being in the call. */
export interface SignallingStay {
  /**
   * Sends to the others, in the order of the calls. Resolves once the server has it; a rejection says
   * that it is lost, which the call makes good by itself. Not called while the way is down.
   */
  send(message: SignalInput['message']): Promise<void>
  /** Leaves the call. Nothing is heard afterwards. */
  close(): void
}

/** The way by which the participants' browsers find each other. Carries no media. */
export interface Signalling {
  /** Calls none of `events` before it has returned. */
  enter(hello: Hello, events: SignallingEvents): SignallingStay
}
