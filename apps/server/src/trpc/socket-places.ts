import { SOCKETS_MAX, SOCKETS_PER_ADDRESS_MAX, SOCKETS_PER_SESSION_MAX } from '../limits.ts'
import type { Caller } from './context.ts'

/** How many sockets are open to this server, and to whom. */
export interface SocketPlaces {
  /** Whether the caller may have one more. */
  isFreeFor(caller: Caller): boolean
  take(caller: Caller): void
  /** Call when the caller's socket has closed. */
  giveBack(caller: Caller): void
}

/** Where `areCounted` is false, each caller may have as many as there are places. */
export function createSocketPlaces(areCounted: boolean): SocketPlaces {
  let taken = 0
  const byNetwork = new Map<string, number>()
  const bySession = new Map<string, number>()

  function count({ network, sessionKey }: Caller, more: 1 | -1): void {
    taken += more
    addTo(byNetwork, network, more)
    if (sessionKey !== null) addTo(bySession, sessionKey, more)
  }

  return {
    isFreeFor: ({ network, sessionKey }) =>
      taken < SOCKETS_MAX &&
      (!areCounted ||
        ((byNetwork.get(network) ?? 0) < SOCKETS_PER_ADDRESS_MAX &&
          (sessionKey === null || (bySession.get(sessionKey) ?? 0) < SOCKETS_PER_SESSION_MAX))),

    take: (caller) => count(caller, 1),
    giveBack: (caller) => count(caller, -1),
  }
}

function addTo(counts: Map<string, number>, key: string, more: number): void {
  const count = (counts.get(key) ?? 0) + more
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
