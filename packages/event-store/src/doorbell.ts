import type { GameId } from '@wordfare/contracts'
import type { EventStore } from './event-store.ts'

export interface Doorbell {
  readonly subscribe: EventStore['subscribe']
  /** Tells everyone who listens; never throws. */
  ring(gameId: GameId): void
}

export function createDoorbell(): Doorbell {
  // An entry of its own for each subscription, so that one function can be subscribed twice and stopped once.
  const listeners = new Set<{ readonly ring: (gameId: GameId) => void }>()

  return {
    subscribe(ring) {
      const listener = { ring }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    ring(gameId) {
      // A copy: who subscribes while it rings hears the next ring, and who stops hears no more.
      const listening = Array.from(listeners)
      for (const listener of listening) {
        if (!listeners.has(listener)) continue
        try {
          listener.ring(gameId)
        } catch (error) {
          // The append is durable, so its writer must hear of success; the listener's fault is shown, not lost.
          process.emitWarning(error instanceof Error ? error : new Error(String(error)))
        }
      }
    },
  }
}
