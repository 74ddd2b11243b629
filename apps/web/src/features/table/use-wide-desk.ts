import { useSyncExternalStore } from 'react'

/** Above this width the second step of a guess is on the card’s foot; the style sheet breaks at the same place. */
const WIDE_DESK = '(min-width: 1001px)'

function watch(changed: () => void): () => void {
  const query = window.matchMedia(WIDE_DESK)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether the desks stand beside the board. */
export function useWideDesk(): boolean {
  return useSyncExternalStore(watch, () => window.matchMedia(WIDE_DESK).matches)
}
