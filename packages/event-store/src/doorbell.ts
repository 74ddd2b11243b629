export interface Doorbell<T extends readonly unknown[]> {
  /** Calls `ring` whenever it rings; returns the way to stop. */
  readonly subscribe: (ring: (...news: T) => void) => () => void
  /** Tells everyone who listens; never throws. */
  ring(...news: T): void
}

export function createDoorbell<T extends readonly unknown[]>(): Doorbell<T> {
  // An entry of its own for each subscription, so that one function can be subscribed twice and stopped once.
  const listeners = new Set<{ readonly ring: (...news: T) => void }>()

  return {
    subscribe(ring) {
      const listener = { ring }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    ring(...news) {
      // A copy: who subscribes while it rings hears the next ring, and who stops hears no more.
      const listening = Array.from(listeners)
      for (const listener of listening) {
        if (!listeners.has(listener)) continue
        try {
          listener.ring(...news)
        } catch (error) {
          // The append is durable, so its writer must hear of success; the listener's fault is shown, not lost.
          process.emitWarning(error instanceof Error ? error : new Error(String(error)))
        }
      }
    },
  }
}
