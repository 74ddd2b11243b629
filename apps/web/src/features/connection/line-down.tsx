import { WifiOff } from 'lucide'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../icon.tsx'
import { useConnection, useConnectionStore } from '../../trpc/use-connection.ts'
import { useAnnounce } from '../live-region/use-announce.ts'

/** A line that is back before anybody would have read the banner is not worth one. */
const UNNOTICED_MS = 600

/** Says that the line is down, on top of the page, for as long as it is. */
export function LineDown() {
  const connection = useConnection()
  const { retryNow } = useConnectionStore()
  const announce = useAnnounce()
  const isDown = connection.status === 'reconnecting'
  const isShown = useLasting(isDown)
  const wasShown = useRef(false)

  useEffect(() => {
    if (isShown) announce('The line dropped. Calling the desk again.')
    else if (wasShown.current) announce('The line is back.')
    wasShown.current = isShown
  }, [isShown, announce])

  if (!isShown || connection.status !== 'reconnecting') return null
  return (
    <div className="banner">
      <Icon of={WifiOff} />
      <span>
        <b>The line dropped.</b> Calling the desk again, try {connection.attempt}.
      </span>
      <button className="btn" type="button" onClick={retryNow}>
        Try now
      </button>
    </div>
  )
}

/** Whether `isTrue` has been true for a moment. */
function useLasting(isTrue: boolean): boolean {
  const [isLasting, setIsLasting] = useState(false)
  useEffect(() => {
    if (!isTrue) return undefined
    const timer = setTimeout(() => setIsLasting(true), UNNOTICED_MS)
    return () => {
      clearTimeout(timer)
      setIsLasting(false)
    }
  }, [isTrue])
  return isLasting && isTrue
}
