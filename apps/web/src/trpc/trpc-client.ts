import { createTRPCClient, httpLink, splitLink, wsLink, type TRPCClient } from '@trpc/client'
import { openLine, type Connection } from '@wordfare/line'
import type { AppRouter } from '@wordfare/server'

/** Longest wait for an answer over HTTP; no procedure takes that long. */
const ANSWER_TIMEOUT_MS = 15_000
const SOCKET_PROCEDURES: ReadonlySet<string> = new Set(['play', 'signal', 'clock'])

export interface GameClient {
  readonly client: TRPCClient<AppRouter>
  readonly connection: Connection
}

/** Subscriptions, moves, signals and the clock go over one WebSocket, everything else over HTTP. */
export function createGameClient(): GameClient {
  const { socket, connection, session, look } = openLine({
    url() {
      const url = new URL('/trpc', location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      return url.href
    },
    fetch: (path, init) => fetch(path, init),
    WebSocket,
  })
  window.addEventListener('online', look)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look()
  })

  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type, path }) => type === 'subscription' || SOCKET_PROCEDURES.has(path),
        true: wsLink({ client: socket }),
        false: httpLink({
          url: '/trpc',
          async fetch(input, init) {
            await session.established()
            const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
            const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
            return fetch(input, { ...init, signal })
          },
        }),
      }),
    ],
  })
  return { client, connection }
}
