/** When an action was acknowledged, and when everybody at the table had seen it; in ms of `performance.now`. */
export interface Act {
  readonly ackedAtMs: number
  readonly seenAtMs: number
}

/** People at a table, of the game or of the floor, who do one thing after the other. */
export interface ActingTable {
  /** Does the next thing. @throws {Error} when it is refused, or a line is lost */
  act(): Promise<Act>
  /** How often anything that happened was delivered to anybody, so far. */
  readonly deliveries: number
  /** Lets everybody watch from a second window as well. */
  doubleWatchers(): Promise<void>
  /** Adds somebody who watches and does not read; nobody waits for them. */
  addSlowReader(): Promise<void>
  close(): void
}
