import { STATUS_CODES } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import websocket from '@fastify/websocket'
import type { EventStore } from '@wordfare/event-store'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { collectDefaultMetrics, type Registry } from 'prom-client'
import type { Switchboard } from '@wordfare/switchboard'
import { createPeerCalls } from './call/peer-calls.ts'
import { createCaller } from './caller.ts'
import type { Env } from './env.ts'
import { createGameCache } from './game/game-cache.ts'
import { createGameService, type GameWorld } from './game/game-service.ts'
import { createTurnTimers } from './game/turn-timers.ts'
import { addHealthRoutes } from './http/health.ts'
import { createMetricsServer } from './http/metrics-server.ts'
import { noSchemas } from './http/no-schemas.ts'
import { createOriginCheck } from './http/origin-check.ts'
import { followOutages } from './http/outage.ts'
import { isOnlyForOwnMachine } from './http/own-machine.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { warnOfUnnamedProxy } from './http/unnamed-proxy.ts'
import { serveWebApp } from './http/web-app.ts'
import * as limits from './limits.ts'
import { createLobby } from './lobby/lobby.ts'
import { logOptions, pathForLog, type LogTarget, type Scrub } from './log.ts'
import { createServerMetrics } from './metrics.ts'
import { createRates, noRates } from './rates.ts'
import { createSessions } from './session.ts'
import { startSweep } from './sweep.ts'
import { addHttpEndpoint } from './trpc/http-endpoint.ts'
import { letGo } from './trpc/let-go.ts'
import { reportError } from './trpc/report-error.ts'
import { addSocketEndpoint } from './trpc/socket-endpoint.ts'
import { callAtCreation, createTableCalls } from './video/table-calls.ts'
import type { Pause } from './video/until-done.ts'
import type { Video, VideoRooms } from './video/video-rooms.ts'

const TRPC_PREFIX = '/trpc'
const NOWHERE = '/nowhere'
const HOUR_MS = 3_600_000

/** An address to listen at. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** What a vendor's rooms get from the server that they are for. */
export interface RoomsHost {
  /** Takes secrets out of every line. */
  readonly log: FastifyInstance['log']
  /** Where they count what they do. */
  readonly metrics: Registry
  /** To be called when another key has taken the place of one that was refused or outdated. */
  readonly onKeyChanged: () => void
}

/** The parts of a server. */
export interface AppDeps {
  /** Closed by `stop`. */
  readonly store: EventStore
  /** How this server meets the others of its deployment. Closed by `stop`. */
  readonly switchboard: Switchboard
  readonly world: GameWorld
  /** Null for tables without video. */
  readonly video:
    | { readonly kind: 'daily'; readonly open: (host: RoomsHost) => VideoRooms }
    | Extract<Video, { readonly kind: 'peer' }>
    | null
  readonly publicOrigins: readonly string[]
  readonly trustedProxies: readonly string[] | null
  /** Newest first. */
  readonly cookieSecrets: readonly string[]
  readonly gameTtlHours: number
  /** Whether what happens at a table goes out as frames built once for many, and not by tRPC one by one. */
  readonly isFanOutDirect: boolean
  /** The folder of the built web app; null where something else serves it. */
  readonly webRoot: string | null
  /** For pauses between attempts; the real one unless a test is about them. */
  readonly pause?: Pause
  /** Where the metrics are served; null where nobody asks for them. */
  readonly metrics: ListenAddress | null
  readonly log: {
    readonly level: Env['logLevel']
    readonly scrub: Scrub
    readonly target?: LogTarget
  }
}

/** A server, put together. */
export interface App {
  readonly http: FastifyInstance
  /** Takes up its work, and resolves with the address once it can be reached. */
  listen(address: ListenAddress): Promise<string>
  /** Has the key to the rooms, if there is one, read again from where it came from. */
  reloadKey(): Promise<void>
  /** Lets go of everyone and everything: no acknowledged move is lost, no client is left hanging. */
  stop(): Promise<void>
}

/** Builds a server from its parts; nothing runs before `listen`. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { switchboard, world, publicOrigins } = deps
  const metrics = createServerMetrics()
  const store = metrics.measured(deps.store)
  const isHttps = publicOrigins.every((origin) => origin.startsWith('https:'))
  const app = fastify({
    logger: logOptions(deps.log),
    schemaController: noSchemas,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.BODY_MAX_BYTES,
    requestTimeout: limits.REQUEST_TIMEOUT_MS,
    connectionTimeout: limits.CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MS,
    http: {
      maxHeaderSize: limits.HEADERS_MAX_BYTES,
      // Node takes the longer of the two for the whole request, and this one is longer unless it is set.
      headersTimeout: limits.REQUEST_TIMEOUT_MS,
      requestTimeout: limits.REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: limits.OVERDUE_CHECK_INTERVAL_MS,
    },
    routerOptions: { maxParamLength: limits.PATH_PARAM_MAX_CHARACTERS },
    trustProxy: deps.trustedProxies ? [...deps.trustedProxies] : false,
    // A path that can't be read is one that nothing is at; the framework's own answer would have none of our headers.
    frameworkErrors(_error, request, reply) {
      request.raw.url = NOWHERE
      app.routing(request.raw, reply.raw)
    },
    clientErrorHandler(error, socket) {
      // The error holds the raw bytes of the request, cookies and all: only its code may be said.
      app.log.debug({ code: error.code }, 'a request could not be read')
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
      else socket.destroy()
    },
  })
  const { log } = app

  const cache = createGameCache({
    store,
    now: world.now,
    presenceGraceMs: limits.PRESENCE_GRACE_MS,
    presenceRetryMs: limits.PRESENCE_RETRY_MS,
    switchboard,
    idleMs: limits.CACHE_IDLE_MS,
    maxGames: limits.CACHED_GAMES_MAX,
    commandsMax: limits.COMMANDS_REMEMBERED_MAX,
    onCatchUpFailed: (error, gameId) => log.error({ err: error, gameId }, 'a game fell behind'),
    onState: (gameId, state) => turnTimers.follow(gameId, state),
  })
  const video: Video =
    deps.video?.kind === 'daily'
      ? {
          kind: 'daily',
          rooms: deps.video.open({
            log,
            metrics: metrics.registry,
            onKeyChanged: () => calls.takeUp(),
          }),
        }
      : deps.video
  const games = metrics.counted(
    createGameService({
      store,
      cache,
      world,
      gameTtlMs: deps.gameTtlHours * HOUR_MS,
      atCreation: callAtCreation(video),
      onCommitted: (gameId, events, state) => calls.onCommitted(gameId, events, state),
    }),
  )
  const turnTimers = createTurnTimers({
    now: world.now,
    retryMs: limits.TURN_EXPIRY_RETRY_MS,
    async expire(gameId, turn) {
      await games.execute(gameId, null, { type: 'expireTurn', turn })
      return games.stateOf(gameId)
    },
    onFailed: (error, gameId) => log.warn({ err: error, gameId }, 'a turn could not be ended'),
  })
  const calls = createTableCalls({
    video,
    games,
    store,
    switchboard,
    cache,
    log,
    pause: deps.pause ?? pause,
  })
  const peerCalls =
    video?.kind === 'peer' ? createPeerCalls({ cache, switchboard, now: world.now }) : null
  const lobby = createLobby({
    store,
    pauseMs: limits.LOBBY_PAUSE_MS,
    onReadFailed: (error) => log.error({ err: error }, 'the lobby could not be read'),
  })

  metrics.watch(() => ({
    ...cache.census(),
    sockets: app.websocketServer.clients.size,
    callsPending: calls.pending,
    peerCallParticipants: peerCalls?.participants ?? 0,
  }))
  if (deps.metrics) collectDefaultMetrics({ register: metrics.registry })
  const metricsServer = deps.metrics && createMetricsServer(metrics.registry)

  const life: { isStopping: boolean; stopSweep: () => void } = {
    isStopping: false,
    stopSweep: () => {},
  }
  addSecurityHeaders(app, { isHttps, videoKind: video?.kind ?? null })
  const sessions = await createSessions(app, { secrets: deps.cookieSecrets, isHttps })
  // Not written where it is used: the types of ws do not know all of it yet.
  const frames = {
    maxPayload: limits.FRAME_MAX_BYTES,
    maxFragments: limits.FRAME_MAX_FRAGMENTS,
    maxBufferedChunks: limits.FRAME_MAX_PIECES,
    perMessageDeflate: false,
  }
  await app.register(websocket, { options: frames })
  const outage = followOutages({
    store,
    server: app.websocketServer,
    graceMs: limits.STORE_OUTAGE_GRACE_MS,
    onChange: (isOn) => log.error({ isOn }, 'the event store is out of reach, or back'),
  })
  if (!deps.trustedProxies) warnOfUnnamedProxy(app)
  const mayCome = createOriginCheck(publicOrigins)
  app.addHook('onRequest', async (request, reply) => {
    if (!mayCome(request)) return reply.code(403).send({ error: STATUS_CODES[403] })
    if (request.ws && (life.isStopping || outage.isOn)) {
      return reply.code(503).send({ error: STATUS_CODES[503] })
    }
    if (request.ws && request.routeOptions.url !== TRPC_PREFIX) {
      return reply.code(404).send({ error: STATUS_CODES[404] })
    }
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request
    const ms = Math.round(reply.elapsedTime)
    request.log.info({ method, path: pathForLog(url), status: reply.statusCode, ms }, 'request')
  })
  app.removeContentTypeParser('text/plain')
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: STATUS_CODES[404] }))
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error, req: request }, 'a request failed')
    return reply.code(status).send({ error: STATUS_CODES[status] })
  })

  addHealthRoutes(app, {
    store,
    isStopping: () => life.isStopping,
    callHealth: () => calls.health,
  })
  app.post('/session', (request, reply) => {
    sessions.write(reply, sessions.read(request.headers.cookie) ?? sessions.create())
    return reply.header('cache-control', 'no-store').code(204).send()
  })
  const areCallersCounted = !isOnlyForOwnMachine(publicOrigins)
  const rates = areCallersCounted
    ? createRates(switchboard, () => log.warn('join codes are being guessed'))
    : noRates
  const services = { games, lobby, calls, peerCalls, rates }
  await addHttpEndpoint(app, TRPC_PREFIX, {
    reportError,
    createContext: (request, reply) => ({
      ...services,
      slots: null,
      isLineOpen: () => false,
      isDirect: false,
      caller: createCaller(sessions, request, (session) => sessions.write(reply, session)),
    }),
  })
  addSocketEndpoint(app, TRPC_PREFIX, {
    reportError,
    now: world.now,
    areCallersCounted,
    isDirect: deps.isFanOutDirect,
    callerOf: (request) => createCaller(sessions, request, null),
    createContext: (line) => ({ ...services, ...line }),
  })
  if (deps.webRoot !== null) serveWebApp(app, deps.webRoot)

  return {
    http: app,

    async listen(address) {
      const url = await app.listen(address)
      life.stopSweep = startSweep({
        store,
        cache,
        lobby,
        now: world.now,
        intervalMs: limits.SWEEP_INTERVAL_MS,
        onExpired: (gameIds) => calls.onExpired(gameIds),
        onFailed: (error) => log.error({ err: error }, 'expired games could not be forgotten'),
      })
      calls.start()
      if (deps.metrics && metricsServer) {
        log.info({ url: await metricsServer.listen(deps.metrics) }, 'serving metrics')
      }
      return url
    },

    async reloadKey() {
      if (video?.kind === 'daily') await video.rooms.reloadKey()
    },

    async stop() {
      life.isStopping = true
      life.stopSweep()
      outage.stop()
      await letGo(app.websocketServer.clients, delay)
      turnTimers.stop()
      await Promise.all([calls.stop(), cache.settled()])
      for (const socket of app.websocketServer.clients) {
        setTimeout(() => socket.terminate(), limits.SOCKET_CLOSE_TIMEOUT_MS).unref()
      }
      await Promise.all([app.close(), metricsServer?.close()])
      await cache.settled()
      lobby.close()
      cache.close()
      await Promise.all([switchboard.close(), store.close()])
    },
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
