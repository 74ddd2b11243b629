import {
  createTRPCClient,
  createWSClient,
  httpLink,
  splitLink,
  wsLink,
  type TRPCClient,
} from '@trpc/client'
import type { AppRouter } from '@wordfare/server'
import { createConnection, type Connection } from './connection.ts'
import { createSession } from './session.ts'

const KEEP_ALIVE_INTERVAL_MS = 10_000
const PONG_TIMEOUT_MS = 5_000
/** Longest wait for an answer over HTTP; no procedure takes that long. */
const ANSWER_TIMEOUT_MS = 15_000
const SOCKET_PROCEDURES: ReadonlySet<string> = new Set(['play', 'signal', 'clock'])

export interface GameClient {
  readonly client: TRPCClient<AppRouter>
  readonly connection: Connection
}

/**
 * Subscriptions, moves, signals and the clock go over one WebSocket, everything else over HTTP. The session is renewed
 * before each connection, since the identity of a socket is fixed when it opens.
 */
export function createGameClient(): GameClient {
  const session = createSession()
  const connection = createConnection()
  const socket = createWSClient({
    // The pause is here and not in retryDelayMs, because nothing can cut that one short.
    url: async () => {
      await connection.beforeTry()
      await session.renew()
      const url = new URL('/trpc', location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      return url.href
    },
    retryDelayMs: () => 0,
    keepAlive: {
      enabled: true,
      intervalMs: KEEP_ALIVE_INTERVAL_MS,
      pongTimeoutMs: PONG_TIMEOUT_MS,
    },
    onOpen: connection.opened,
    onClose: connection.closed,
    onError: connection.closed,
  })
  window.addEventListener('online', connection.retryNow)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connection.retryNow()
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
