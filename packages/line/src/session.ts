/** Longest wait for an answer. */
const TIMEOUT_MS = 8_000
/**
 * How long one request is waited for before another one goes out beside it: on a line that was dead for a while the first
 * one may never be answered, though the next would be.
 */
const ANOTHER_AFTER_MS = 2_500

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
export function createSession(
  fetchSession: (path: string, init: RequestInit) => Promise<Response>,
): Session {
  let pending: Promise<void> | null = null
  let isEstablished = false

  async function ask(signal: AbortSignal): Promise<void> {
    const response = await fetchSession('/session', { method: 'POST', signal })
    if (!response.ok) throw new Error(`the server answered POST /session with ${response.status}`)
    isEstablished = true
  }

  /** The first answer counts, whatever it is. */
  async function post(): Promise<void> {
    const { promise: answered, resolve, reject } = Promise.withResolvers<void>()
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(TIMEOUT_MS)])
    const askOnce = (): void => void ask(signal).then(resolve, reject)
    askOnce()
    // Where there is a session already, two requests get the same one.
    const another = isEstablished ? setInterval(askOnce, ANOTHER_AFTER_MS) : undefined
    try {
      await answered
    } finally {
      clearInterval(another)
      over.abort()
    }
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
