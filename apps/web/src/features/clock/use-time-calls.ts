import { useEffect } from 'react'
import { useAnnounce } from '../live-region/use-announce.ts'
import type { Countdown } from './countdown.ts'
import { spokenTime } from './time-left.ts'

/** At how many seconds left the time is called out. That a hard clock is at zero is an event, and told as one. */
const MARKS = { hard: [30, 10], soft: [30, 10, 0] }

/** Calls out the time that is left as it passes a mark, to people who don't see the clock. */
export function useTimeCalls(countdown: Countdown, isHard: boolean): void {
  const announce = useAnnounce()
  useEffect(() => {
    const marks = isHard ? MARKS.hard : MARKS.soft
    let before = countdown.secondsLeft()
    return countdown.subscribe(() => {
      const left = countdown.secondsLeft()
      // A browser in the background may skip seconds.
      if (marks.some((mark) => before > mark && left <= mark)) announce(`${spokenTime(left)}.`)
      before = left
    })
  }, [countdown, isHard, announce])
}
