/** Longest wait for the answer; a socket that is tried again must not hang on it. */
const TIMEOUT_MS = 8_000

/** The browser's session cookie, which the server sets and only the server can read. */
export interface Session {
  /** Makes sure that the cookie is there and fresh. Rejects when the server doesn't say so. */
  renew(): Promise<void>
  /** Resolves once the cookie has been there in the life of this page. */
  established(): Promise<void>
}

/**
 * Two first requests at once would get two sessions, and the later answer would take the seat of the earlier
 * one away. So whatever needs a session waits for the one request that establishes it.
 */
export function createSession(fetchSession: typeof fetch = fetch): Session {
  let pending: Promise<void> | null = null
  let isEstablished = false

  async function post(): Promise<void> {
    const response = await fetchSession('/session', {
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`the server answered POST /session with ${response.status}`)
    isEstablished = true
  }

  function renew(): Promise<void> {
    pending ??= post().finally(() => {
      pending = null
    })
    return pending
  }

  return {
    renew,
    established: () => (isEstablished ? Promise.resolve() : renew()),
  }
}
