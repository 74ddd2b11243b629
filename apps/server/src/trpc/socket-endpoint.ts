import {
  getWSConnectionHandler,
  handleKeepAlive,
  jsonEncoder,
  type Encoder,
} from '@trpc/server/adapters/ws'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  preHandlerHookHandler,
} from 'fastify'
import { IncomingMessage, STATUS_CODES, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import {
  FRAME_MAX_CALLS,
  PING_INTERVAL_MS,
  PONG_TIMEOUT_MS,
  SOCKET_FIRST_CALL_TIMEOUT_MS,
  SOCKET_MESSAGES_MAX,
  SOCKET_SEND_BUFFER_MAX_BYTES,
  SOCKET_SUBSCRIPTIONS_MAX,
  SOCKET_WINDOW_MS,
} from '../limits.ts'
import { createRateWindow, type RateWindow } from '../rate-window.ts'
import type { Caller, Context } from './context.ts'
import { createFrameLine, type FrameLine } from './frame-line.ts'
import { handoverIn } from './handover.ts'
import type { ReportError } from './report-error.ts'
import { appRouter, type AppRouter } from './router.ts'
import { createSocketPlaces } from './socket-places.ts'
import { createSubscriptionSlots } from './subscription-slots.ts'

/** Close code of a socket that does not keep to the limits. */
const POLICY_VIOLATION = 1008

/** Every procedure over one WebSocket per browser. */
export function addSocketEndpoint(
  app: FastifyInstance,
  url: string,
  deps: {
    readonly callerOf: (request: FastifyRequest) => Caller
    readonly createContext: (
      line: Pick<Context, 'caller' | 'slots' | 'isLineOpen' | 'isDirect'>,
    ) => Context
    readonly reportError: ReportError
    readonly now: () => number
    /** Whether there is a limit to the sockets of one address and of one session. */
    readonly areCallersCounted: boolean
    /** Whether messages of subscriptions go out as frames that are built once for many. */
    readonly isDirect: boolean
  },
): void {
  const places = createSocketPlaces(deps.areCallersCounted)
  const messageBounds = { max: SOCKET_MESSAGES_MAX, windowMs: SOCKET_WINDOW_MS, now: deps.now }
  const upgrades = new WeakMap<FastifyRequest, Upgrade>()

  // Refused before the socket is there: to a client that is a line that can't be had, so it tries less and less often.
  const mustHavePlace: preHandlerHookHandler = (request, reply, done) => {
    const caller = request.ws ? deps.callerOf(request) : null
    if (caller && !places.isFreeFor(caller)) {
      void reply.code(429).send({ error: STATUS_CODES[429] })
      return
    }
    if (caller) upgrades.set(request, { caller, answer: reply.raw })
    done()
  }

  app.get(url, { websocket: true, preHandler: mustHavePlace }, (socket, request) => {
    const upgrade = upgrades.get(request)
    if (!upgrade) throw new Error('unreachable: whoever has a place has passed by')
    upgrades.delete(request)
    const connection = request.raw.socket
    // Node keeps the answer with its connection, and the request with the answer, until it is told that all is said.
    upgrade.answer.detachSocket(connection)
    serve(socket, { caller: upgrade.caller, connection, log: request.log })
  })

  /** The request itself is not passed on: whatever holds it keeps it for as long as the socket is open. */
  function serve(
    socket: WebSocket,
    {
      caller,
      connection,
      log,
    }: { readonly caller: Caller; readonly connection: Socket; readonly log: FastifyBaseLogger },
  ): void {
    const window = createRateWindow(messageBounds)
    places.take(caller)
    const firstCall = caller.sessionKey === null ? awaitFirstCall(socket) : null
    socket.on('close', () => {
      places.giveBack(caller)
      clearTimeout(firstCall ?? undefined)
    })
    // The one that is there already holds the request, and its reply.
    socket.removeAllListeners('error')
    socket.on('error', ({ message }) => {
      log.debug({ reason: message }, 'a socket failed')
      // One that broke the protocol is being closed already, with the code that says why.
      if (socket.readyState === socket.OPEN) socket.terminate()
      // A frame that is refused goes on coming. By now the other side has been told why, and nobody reads the rest.
      connection.destroySoon()
    })
    // Before anyone else listens: what is beyond the limit is read by nobody.
    socket.on('message', () => spend(socket, window, 1))
    const line = {
      caller,
      slots: createSubscriptionSlots(SOCKET_SUBSCRIPTIONS_MAX),
      isLineOpen: () => socket.readyState === socket.OPEN,
      isDirect: deps.isDirect,
    }
    const connect = getWSConnectionHandler<AppRouter>({
      router: appRouter,
      createContext: () => deps.createContext(line),
      experimental_encoder: new BoundedEncoder(
        socket,
        createFrameLine(socket, connection),
        window,
        firstCall,
      ),
      onError({ error, path, input, type }) {
        // Of no call in particular: the line itself has failed, or what came over it made no sense.
        if (type !== 'unknown') deps.reportError(log, error, path, input)
      },
      wss: app.websocketServer,
    })
    connect(socket, noRequest)
    handleKeepAlive(socket, PING_INTERVAL_MS, PONG_TIMEOUT_MS)
  }
}

/** What is known of a request by the time that its socket is there. */
interface Upgrade {
  readonly caller: Caller
  readonly answer: ServerResponse
}

/** tRPC keeps the request of a socket. It has nothing to ask it: who calls is known, and there are no parameters in it. */
const noRequest = new IncomingMessage(new Socket())

/** Ends a socket that sends more than it may. Every message counts as one, and every call in it beyond the first. */
function spend(socket: WebSocket, window: RateWindow, more: number): void {
  if (window.spend(more)) return
  // What still comes in before the other side has closed as well is read by nobody.
  socket.removeAllListeners('message')
  socket.close(POLICY_VIOLATION)
}

/** Ends a socket that has been open for a while without a call, unless the timer is cleared when there is one. */
const awaitFirstCall = (socket: WebSocket): NodeJS.Timeout =>
  setTimeout(() => socket.close(POLICY_VIOLATION), SOCKET_FIRST_CALL_TIMEOUT_MS)

/** Reads frames of at most so many calls, and drops a socket whose reader has stopped reading. */
class BoundedEncoder implements Encoder {
  readonly #socket: WebSocket
  readonly #line: FrameLine
  readonly #window: RateWindow
  readonly #firstCall: NodeJS.Timeout | null

  constructor(
    socket: WebSocket,
    line: FrameLine,
    window: RateWindow,
    firstCall: NodeJS.Timeout | null,
  ) {
    this.#socket = socket
    this.#line = line
    this.#window = window
    this.#firstCall = firstCall
  }

  decode(data: Parameters<Encoder['decode']>[0]): unknown {
    mustBeOpen(this.#socket)
    const message = jsonEncoder.decode(data)
    if (Array.isArray(message)) {
      if (message.length > FRAME_MAX_CALLS) throw new Error('the frame holds too many calls')
      spend(this.#socket, this.#window, message.length - 1)
      mustBeOpen(this.#socket)
    }
    this.#line.expectAnswer()
    if (this.#firstCall && [message].flat().some(isCall)) clearTimeout(this.#firstCall)
    return message
  }

  encode(message: unknown): ReturnType<Encoder['encode']> {
    const socket = this.#socket
    if (socket.bufferedAmount > SOCKET_SEND_BUFFER_MAX_BYTES) socket.terminate()
    const handed = handoverIn(message)
    return handed
      ? JSON.stringify(handed.handover.take(handed.message, this.#line))
      : jsonEncoder.encode(message)
  }
}

function mustBeOpen(socket: WebSocket): void {
  if (socket.readyState !== socket.OPEN) throw new Error('the socket is closing')
}

const isCall = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'method' in message
