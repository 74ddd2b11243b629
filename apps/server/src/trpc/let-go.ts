import type { WebSocket } from 'ws'
import { LET_GO_AT_ONCE, LET_GO_INTERVAL_MS, LET_GO_MAX_MS } from '../limits.ts'

const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

/**
 * Asks the clients of all sockets to move to a new connection, a few at a time, so that they don't all come back in
 * one moment. Each is served until it has gone. Resolves when the last ones have been asked.
 */
export async function letGo(
  sockets: Iterable<Pick<WebSocket, 'readyState' | 'OPEN' | 'send'>>,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const waiting = [...sockets]
  const steps = LET_GO_MAX_MS / LET_GO_INTERVAL_MS
  const atOnce = Math.max(LET_GO_AT_ONCE, Math.ceil(waiting.length / steps))
  while (waiting.length > 0) {
    for (const socket of waiting.splice(0, atOnce)) {
      if (socket.readyState === socket.OPEN) socket.send(RECONNECT)
    }
    if (waiting.length > 0) await pause(LET_GO_INTERVAL_MS)
  }
}
