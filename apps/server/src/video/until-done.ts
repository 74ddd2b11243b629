import { ROOM_RETRY_FIRST_MS, ROOM_RETRY_LONGEST_MS } from '../limits.ts'

/** Resolves after `ms`, or at once when `signal` aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

/** Attempts a thing, with longer and longer pauses in between, until it says that it is done or `signal` aborts. */
export async function untilDone(
  attempt: () => Promise<boolean>,
  { pause, signal }: { readonly pause: Pause; readonly signal: AbortSignal },
): Promise<void> {
  let pauseMs = ROOM_RETRY_FIRST_MS
  while (!signal.aborted) {
    if ((await attempt()) || signal.aborted) return
    await pause(pauseMs, signal)
    pauseMs = Math.min(pauseMs * 2, ROOM_RETRY_LONGEST_MS)
  }
}
