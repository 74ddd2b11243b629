/** Wakes one reader. A ring that nobody waits for is lost, so look for what there is before waiting. */
export interface Doorbell {
  readonly ring: () => void
  /** Resolves with the next ring. */
  rung(): Promise<void>
}

export function createDoorbell(): Doorbell {
  let wake: (() => void) | null = null
  return {
    ring() {
      wake?.()
      wake = null
    },
    rung: () =>
      new Promise((resolve) => {
        wake = resolve
      }),
  }
}
