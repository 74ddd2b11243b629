import {
  getWSConnectionHandler,
  handleKeepAlive,
  jsonEncoder,
  type Encoder,
} from '@trpc/server/adapters/ws'
import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { WebSocket, WebSocketServer } from 'ws'
import {
  BATCH_MAX_CALLS,
  PING_INTERVAL_MS,
  PONG_TIMEOUT_MS,
  SOCKET_MESSAGES_MAX,
  SOCKET_SEND_BUFFER_MAX_BYTES,
  SOCKET_SUBSCRIPTIONS_MAX,
  SOCKET_WINDOW_MS,
} from '../limits.ts'
import type { Context } from './context.ts'
import type { ReportError } from './report-error.ts'
import { appRouter, type AppRouter } from './router.ts'
import { createSubscriptionSlots, type SubscriptionSlots } from './subscription-slots.ts'

/** Close code of a socket that does not keep to the limits. */
const POLICY_VIOLATION = 1008

/** Every procedure over one WebSocket per browser. */
export function addSocketEndpoint(
  app: FastifyInstance,
  url: string,
  deps: {
    readonly createContext: (request: IncomingMessage, slots: SubscriptionSlots) => Context
    readonly reportError: ReportError
    readonly now: () => number
  },
): void {
  app.get(url, { websocket: true }, (socket, request) => {
    limitMessages(socket, deps.now)
    const slots = createSubscriptionSlots(SOCKET_SUBSCRIPTIONS_MAX)
    const connect = getWSConnectionHandler<AppRouter>({
      router: appRouter,
      createContext: () => deps.createContext(request.raw, slots),
      experimental_encoder: boundedEncoder(socket),
      onError({ error, path, input, type }) {
        // Of no call in particular: the line itself has failed, or what came over it made no sense.
        if (type !== 'unknown') deps.reportError(error, path, input)
      },
      wss: app.websocketServer,
    })
    connect(socket, request.raw)
    handleKeepAlive(socket, PING_INTERVAL_MS, PONG_TIMEOUT_MS)
  })
}

/** Asks every client to move to a new connection before this one closes. */
export function askToReconnect(server: WebSocketServer): void {
  const message = JSON.stringify({ id: null, method: 'reconnect' })
  for (const socket of server.clients) {
    if (socket.readyState === socket.OPEN) socket.send(message)
  }
}

/** Ends a socket that sends more than it may. Has to listen before anyone else does. */
function limitMessages(socket: WebSocket, now: () => number): void {
  let windowEndsAtMs = 0
  let messages = 0
  socket.on('message', () => {
    if (now() >= windowEndsAtMs) {
      windowEndsAtMs = now() + SOCKET_WINDOW_MS
      messages = 0
    }
    messages += 1
    if (messages <= SOCKET_MESSAGES_MAX) return
    // What still comes in before the other side has closed as well is read by nobody.
    socket.removeAllListeners('message')
    socket.close(POLICY_VIOLATION)
  })
}

/** Reads frames of at most a batch, and drops a socket whose reader has stopped reading. */
const boundedEncoder = (socket: WebSocket): Encoder => ({
  decode(data) {
    if (socket.readyState !== socket.OPEN) throw new Error('the socket is closing')
    const message = jsonEncoder.decode(data)
    if (Array.isArray(message) && message.length > BATCH_MAX_CALLS) {
      throw new Error('the frame holds more calls than a batch may')
    }
    return message
  },
  encode(message) {
    if (socket.bufferedAmount > SOCKET_SEND_BUFFER_MAX_BYTES) socket.terminate()
    return jsonEncoder.encode(message)
  },
})
