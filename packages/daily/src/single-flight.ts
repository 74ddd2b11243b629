interface Flight<T> {
  readonly landing: Promise<T>
  readonly controller: AbortController
  callers: number
}

/**
 * Lets everybody who asks for the same at the same time share one answer. Who gives up stops waiting for it (with what
 * `gaveUp` makes); the work itself ends early only when nobody waits any more.
 */
export function createSingleFlight<T>(gaveUp: () => Error) {
  const flights = new Map<string, Flight<T>>()

  function depart(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const landing = work(controller.signal).finally(() => forget(key, flight))
    const flight: Flight<T> = { landing, controller, callers: 0 }
    flights.set(key, flight)
    return flight
  }

  function forget(key: string, flight: Flight<T>): void {
    if (flights.get(key) === flight) flights.delete(key)
  }

  return async (
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    // Nobody is there any more to share with.
    if (signal?.aborted) return work(signal)
    const flight = flights.get(key) ?? depart(key, work)
    flight.callers += 1
    const { promise: left, reject } = Promise.withResolvers<never>()
    const leave = () => {
      flight.callers -= 1
      if (flight.callers > 0) return reject(gaveUp())
      forget(key, flight)
      flight.controller.abort()
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([flight.landing, left])
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }
}
