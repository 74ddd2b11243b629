/** How far everybody who watches one table has seen what happened there. */
export interface Sightings {
  /** One more who watches. Call what it returns with the number of the last event in each delivery. */
  addWatcher(): (seq: number) => void
  haveAllSeen(seq: number): boolean
  /** When anybody saw something new for the last time, in ms of `performance.now`. */
  readonly lastAtMs: number
  /** How much was delivered to all of them together. */
  readonly deliveries: number
}

export function createSightings(onSeen: () => void): Sightings {
  const seen: number[] = []
  let lastAtMs = 0
  let deliveries = 0
  return {
    addWatcher() {
      const watcher = seen.push(-1) - 1
      return (seq) => {
        deliveries++
        if (seq <= (seen[watcher] ?? 0)) return
        seen[watcher] = seq
        lastAtMs = performance.now()
        onSeen()
      }
    },
    haveAllSeen: (seq) => seen.every((each) => each >= seq),
    get lastAtMs() {
      return lastAtMs
    },
    get deliveries() {
      return deliveries
    },
  }
}
