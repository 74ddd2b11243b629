import { randomUUID } from 'node:crypto'
import {
  callEpochSchema,
  callMessageSchema,
  type CallEpoch,
  type CallMessage,
  type GameId,
  type MediaState,
  type SignalInput,
} from '@wordfare/contracts'
import type { Browser } from './browser.ts'

/** Camera and microphone on. */
export const sending: MediaState = {
  audio: true,
  video: true,
  audioBlocked: null,
  videoBlocked: null,
}

/** One browser in a table's call. */
export interface Calling {
  readonly epoch: CallEpoch
  readonly received: readonly CallMessage[]
  /** Resolves with the first message of the type that `fits`, whether it has come already or not. */
  until<T extends CallMessage['type']>(
    type: T,
    fits?: (message: Extract<CallMessage, { type: T }>) => boolean,
  ): Promise<Extract<CallMessage, { type: T }>>
  /** Resolves once the server has ended the stream: with the code of an error, or null. */
  readonly over: Promise<string | null>
  signal(message: SignalInput['message']): Promise<unknown>
  leave(): void
}

export const newEpoch = (): CallEpoch => callEpochSchema.parse(randomUUID())

export function enterCall(
  browser: Browser,
  gameId: GameId,
  epoch: CallEpoch = newEpoch(),
): Calling {
  const received: CallMessage[] = []
  const listeners = new Set<() => void>()
  const over = Promise.withResolvers<string | null>()
  const subscribe = () =>
    browser.api.watchCall.subscribe(
      { gameId, epoch, media: sending },
      {
        onData(data) {
          received.push(callMessageSchema.parse(data))
          for (const listener of listeners) listener()
        },
        onComplete: () => over.resolve(null),
        onError(error) {
          // The line is being built up again: asking once more is what waits for it.
          if (error.data) over.resolve(error.data.code)
          else subscription = subscribe()
        },
      },
    )
  let subscription = subscribe()

  return {
    epoch,
    received,
    until: (type, fits = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = received.filter((message) => isOf(message, type)).find(fits)
          if (!found) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
      }),
    over: over.promise,
    signal: (message) => browser.api.signal.mutate({ gameId, epoch, message }),
    leave: () => subscription.unsubscribe(),
  }
}

const isOf = <T extends CallMessage['type']>(
  message: CallMessage,
  type: T,
): message is Extract<CallMessage, { type: T }> => message.type === type
