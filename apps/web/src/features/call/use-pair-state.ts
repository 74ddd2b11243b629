import type { PlayerId } from '@wordfare/contracts'
import type { PairState, PeerCall } from '@wordfare/peer-call'
import { useCallback, useSyncExternalStore } from 'react'

/** How the line to one other player stands; null in a call that goes through a server, or for nobody. */
export function usePairState(peer: PeerCall | null, playerId: PlayerId): PairState | null {
  const subscribe = useCallback(
    (listener: () => void) => peer?.onPairState(listener) ?? (() => undefined),
    [peer],
  )
  return useSyncExternalStore(subscribe, () => peer?.pairStates().get(playerId) ?? null)
}
