const MINUTE_SECONDS = 60

/** As the clock shows it: 1:12, and +0:12 once time is over. */
export function shownTime(secondsLeft: number): string {
  const seconds = Math.abs(secondsLeft)
  const minutes = Math.floor(seconds / MINUTE_SECONDS)
  const rest = String(seconds % MINUTE_SECONDS).padStart(2, '0')
  return `${secondsLeft < 0 ? '+' : ''}${minutes}:${rest}`
}

/** As it is read out: 1 minute 12 seconds left. */
export function spokenTime(secondsLeft: number): string {
  if (secondsLeft === 0) return 'Time is up'
  const seconds = Math.abs(secondsLeft)
  const parts = [
    spokenCount(Math.floor(seconds / MINUTE_SECONDS), 'minute'),
    spokenCount(seconds % MINUTE_SECONDS, 'second'),
    secondsLeft < 0 ? 'over' : 'left',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function spokenCount(count: number, unit: string): string {
  if (count === 0) return ''
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}
