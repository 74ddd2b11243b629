import { createWSClient, type TRPCWebSocketClient } from '@trpc/client'
import { attentive, type AttentiveSocket } from './attentive-socket.ts'
import { createConnection, type Connection } from './connection.ts'
import { createSession, type Session } from './session.ts'

export interface LineOptions {
  /** Where the sockets of the server are, as `ws:` or `wss:`; asked for before each try. */
  readonly url: () => string
  /** For the session, which is at the path `/session` of the same server. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  readonly WebSocket: typeof globalThis.WebSocket
}

/** The one socket of a browser, which is had again whenever it is lost. */
export interface Line {
  /** For tRPC's link. */
  readonly socket: TRPCWebSocketClient
  readonly connection: Connection
  readonly session: Session
  /** To be called when there is reason to think that the network has changed: looks at once whether the line is up. */
  readonly look: () => void
}

/** The session is renewed before each connection, since the identity of a socket is fixed when it opens. */
export function openLine({ url, fetch, WebSocket }: LineOptions): Line {
  const session = createSession(fetch)
  const connection = createConnection()
  let current: AttentiveSocket | null = null
  const socket = createWSClient({
    // The pause is here and not in retryDelayMs, because nothing can cut that one short.
    url: async () => {
      await connection.beforeTry()
      await session.renew()
      return url()
    },
    retryDelayMs: () => 0,
    WebSocket: attentive(WebSocket, (made) => {
      current = made
    }),
    onOpen: connection.opened,
    onClose: connection.closed,
    onError: connection.closed,
  })
  return {
    socket,
    connection,
    session,
    look() {
      connection.retryNow()
      current?.check()
    },
  }
}
