const TRIES = 3

/**
 * How far the server's clock is ahead of this browser's, in milliseconds. Of a few tries the one with the shortest
 * round trip counts: the answer was on its way for less than that, so the offset is at most half of it wrong.
 *
 * @throws whatever `askNowMs` throws
 */
export async function measureClockOffset(askNowMs: () => Promise<number>): Promise<number> {
  let shortestMs = Infinity
  let offsetMs = 0
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const sentAtMs = Date.now()
    const nowMs = await askNowMs()
    const receivedAtMs = Date.now()
    const roundTripMs = receivedAtMs - sentAtMs
    if (roundTripMs < shortestMs) {
      shortestMs = roundTripMs
      offsetMs = nowMs - (sentAtMs + receivedAtMs) / 2
    }
  }
  return offsetMs
}
