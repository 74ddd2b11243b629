import type { EventStore } from '@wordfare/event-store'
import type { WebSocket, WebSocketServer } from 'ws'

/** Close code for "try again later". */
const TRY_AGAIN_LATER = 1013

/** What is done about a store that can't be asked. */
export interface Outage {
  /** Whether it has lasted so long that no socket is let in. */
  readonly isOn: boolean
  stop(): void
}

/**
 * Lets go of all sockets when the store has been out of reach for `graceMs`: their browsers then say that the line is
 * down, and come back when it is up again.
 */
export function followOutages(deps: {
  readonly store: Pick<EventStore, 'onOutage'>
  readonly server: Pick<WebSocketServer, 'clients'>
  readonly graceMs: number
  readonly onChange: (isOn: boolean) => void
}): Outage {
  let isOn = false
  let timer: NodeJS.Timeout | undefined

  function set(next: boolean): void {
    if (isOn === next) return
    isOn = next
    deps.onChange(next)
    if (next) for (const socket of deps.server.clients) close(socket)
  }

  const stopListening = deps.store.onOutage((isOut) => {
    clearTimeout(timer)
    if (isOut) timer = setTimeout(() => set(true), deps.graceMs).unref()
    else set(false)
  })
  return {
    get isOn() {
      return isOn
    },
    stop() {
      clearTimeout(timer)
      stopListening()
    },
  }
}

const close = (socket: WebSocket): void => socket.close(TRY_AGAIN_LATER)
