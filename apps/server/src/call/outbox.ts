import { createDoorbell } from '../doorbell.ts'

/** What waits for one reader. */
export interface Outbox<T> {
  /** False when it is full: nothing more fits in, and the reader should be let go. */
  put(item: T): boolean
  /** Nothing more will come; the reader gets what waits, and then the end. */
  readonly close: () => void
  read(): AsyncGenerator<T>
}

export function createOutbox<T>(max: number): Outbox<T> {
  const waiting: T[] = []
  let isClosed = false
  const bell = createDoorbell()

  return {
    put(item) {
      if (waiting.length >= max) return false
      if (!isClosed) waiting.push(item)
      bell.ring()
      return true
    },
    close() {
      isClosed = true
      bell.ring()
    },
    async *read() {
      for (;;) {
        for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) yield item
        if (isClosed) return
        await bell.rung()
      }
    },
  }
}
