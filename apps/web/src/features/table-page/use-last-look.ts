import type { Phase } from '@wordfare/contracts'
import { useEffect, useState } from 'react'

/** How long the board stays after a round's last card, so that its stamp is seen before the front page is out. */
const LAST_LOOK_MS = 2_400

/** Whether the board of a round that has just ended before the watcher's eyes is still to be looked at. */
export function useLastLook(phase: Phase): boolean {
  const [lastPhase, setLastPhase] = useState(phase)
  const [isLooking, setIsLooking] = useState(false)
  if (phase !== lastPhase) {
    setLastPhase(phase)
    setIsLooking(phase === 'over' && lastPhase === 'guess' && !prefersStillness())
  }
  useEffect(() => {
    if (!isLooking) return undefined
    const timer = setTimeout(() => setIsLooking(false), LAST_LOOK_MS)
    return () => clearTimeout(timer)
  }, [isLooking])
  return isLooking
}

/** For those there is no stamp to wait for. */
const prefersStillness = (): boolean =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches
