/** Wakes one reader. A ring that nobody waits for is lost, so look for what there is before waiting. */
export interface Doorbell {
  ring(): void
  /** Resolves with the next ring. */
  rung(): Promise<void>
}

export const createDoorbell = (): Doorbell => new SingleDoorbell()

class SingleDoorbell implements Doorbell {
  #wake: (() => void) | null = null

  ring(): void {
    this.#wake?.()
    this.#wake = null
  }

  rung(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
