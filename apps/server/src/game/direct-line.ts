import type { WatchMessage } from '@wordfare/contracts'
import type { Version } from '@wordfare/event-store'

/** A message as it goes over the wire, built once for everybody who may see the same. */
export interface Payload {
  readonly json: string
  /** What was made of it for the wire, by the words around it. */
  readonly frames: Map<string, Buffer>
}

export const payloadOf = (message: WatchMessage): Payload => ({
  json: JSON.stringify(message),
  frames: new Map(),
})

/** The way to one watcher past everything that happens once per message. */
export interface DirectLine {
  /** `seq` is the last event that the watcher knows of with the message. */
  send(seq: Version, payload: Payload): void
}

/** The first message to a watcher who is to get the others on a direct line. */
export interface Opening {
  readonly seq: Version
  readonly first: WatchMessage
  /** Call as `first` is about to be sent, so that nothing is lost in between and nothing overtakes it. */
  begin(line: DirectLine): void
}
