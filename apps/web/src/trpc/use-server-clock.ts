import { useEffect, useState } from 'react'
import { measureClockOffset } from './clock-offset.ts'
import { useClient } from './use-client.ts'
import { useConnection } from './use-connection.ts'

/**
 * How far the server's clock is ahead of this browser's, in milliseconds; null until it is known. Asks while
 * `isNeeded`: when the line is up, and again each time that it has been down, since a computer that slept may have
 * set its clock meanwhile.
 */
export function useServerClock(isNeeded: boolean): number | null {
  const client = useClient()
  const { status } = useConnection()
  const [offsetMs, setOffsetMs] = useState<number | null>(null)
  const canAsk = isNeeded && status === 'live'

  useEffect(() => {
    if (!canAsk) return undefined
    let isLate = false
    const set = (next: (known: number | null) => number): void => {
      if (!isLate) setOffsetMs(next)
    }
    measureClockOffset(async () => (await client.clock.query()).nowMs).then(
      (measured) => set(() => measured),
      // The browser's own clock is better than none.
      () => set((known) => known ?? 0),
    )
    return () => {
      isLate = true
    }
  }, [client, canAsk])

  return offsetMs
}
