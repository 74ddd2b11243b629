import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json, text } from 'node:stream/consumers'

import { createCalls, type StandInParticipant } from './calls.ts'
import { createFailurePlan, failureSchema, type Failure } from './failure.ts'
import { validateToken } from './meeting-tokens.ts'
import { found, refusal, type Reply } from './reply.ts'
import { createRoomShelf, type StandInRoom } from './room-shelf.ts'
import { misbehave, send } from './send.ts'

const API = '/v1'
const ROOM_PATH = /^\/rooms\/([^/]+)(\/[a-z-]+)?$/u
const TOKEN_PATH = /^\/meeting-tokens\/([^/]+)$/u
const DOMAIN_ID = '7f5b0f8e-4b0c-4d55-9c57-0c1d8a4f3e21'

export interface DailyStandInOptions {
  /** The key that it takes, until told otherwise; every other one is refused. */
  readonly apiKey: string
  /** On 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number
  /** Rooms are at `https://<domain>.daily.co/`, where nobody listens for it. */
  readonly domain?: string
  /** How many rooms may be open at once. */
  readonly maxRooms?: number
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number
}

/** A request as it came in. The key in it is not kept, and neither is a token. */
export interface StandInRequest {
  readonly method: string
  /** With the query; the version is left out. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Parsed where it was JSON, else as text; null when there was none. */
  readonly body: unknown
}

/** Daily's REST API on this machine: real HTTP, its rules and its errors, and on demand all that can go wrong. */
export interface DailyStandIn {
  /** What to give as the API's base URL. */
  readonly url: string
  /** Daily's id of the domain, as tokens name it. */
  readonly domainId: string
  /** All requests to the API so far, oldest first. */
  readonly requests: readonly StandInRequest[]
  /** The rooms that are open, newest first. */
  readonly rooms: readonly StandInRoom[]
  /**
   * Puts somebody into the call in a room; what they hear, and whether they are still there, shows in what is returned.
   * Null where Daily would not let them in: there is no such room, or they are banned.
   */
  enter(room: string, participant: { readonly userId: string }): StandInParticipant | null
  /** Takes this key from now on, and refuses the one before, as Daily does when its owner makes another. */
  acceptKey(apiKey: string): void
  /** Misbehaves from now on; failures for the same request follow each other in the order given. */
  fail(failure: Failure): void
  /** Forgets all failures. */
  recover(): void
  close(): Promise<void>
}

/** Starts to listen; `close` ends it. */
export async function startDailyStandIn(options: DailyStandInOptions): Promise<DailyStandIn> {
  const { port = 0, domain = 'stand-in', maxRooms = Infinity, now = Date.now } = options
  const shelf = createRoomShelf({ domain, maxRooms, now })
  const calls = createCalls(shelf, now)
  const plan = createFailurePlan()
  const requests: StandInRequest[] = []
  let { apiKey } = options

  async function serveApi(request: IncomingMessage, response: ServerResponse, target: URL) {
    const { method = 'GET', headers } = request
    const sent = await text(request)
    const path = target.pathname.slice(API.length) || '/'
    const shownPath = path.replace(TOKEN_PATH, '/meeting-tokens/:token')
    const { authorization, ...others } = headers
    requests.push({
      method,
      path: shownPath + target.search,
      headers: authorization === undefined ? others : { ...others, authorization: '[redacted]' },
      body: sent === '' ? null : (parsed(sent) ?? sent),
    })

    const work = () =>
      refuseStranger(authorization, apiKey) ??
      (method === 'POST' || sent !== '' ? refuseBody(headers['content-type'], sent) : null) ??
      answer(method, path, target.searchParams, parsed(sent))
    const route = `${method} ${shownPath.replace(ROOM_PATH, '/rooms/:name$2')}`
    const behaviour = plan.take(route)
    if (behaviour) misbehave(response, behaviour, work)
    else send(response, work())
  }

  function answer(method: string, path: string, query: URLSearchParams, body: unknown): Reply {
    const [, room, part] = ROOM_PATH.exec(path) ?? []
    if (room !== undefined) return answerForRoom(room, `${method} ${part ?? ''}`, query, body)
    const [, token] = TOKEN_PATH.exec(path) ?? []
    if (token !== undefined && method === 'GET') {
      return validateToken(token, { apiKey, domainId: DOMAIN_ID, nowMs: now() })
    }
    if (path === '/rooms') {
      if (method === 'GET') return shelf.list(query)
      if (method === 'POST') return shelf.create(body)
    }
    if (path === '/batch/rooms' && method === 'DELETE') return shelf.removeAll(body)
    if (path === '/' && method === 'GET') {
      return found({ domain_name: domain, domain_id: DOMAIN_ID, config: {} })
    }
    return NO_SUCH_ROUTE
  }

  function answerForRoom(
    room: string,
    request: string,
    query: URLSearchParams,
    body: unknown,
  ): Reply {
    switch (request) {
      case 'GET ':
        return shelf.read(room)
      case 'POST ':
        return shelf.update(room, body)
      case 'DELETE ':
        return shelf.remove(room)
      case 'GET /presence':
        return calls.presence(room, query)
      case 'POST /eject':
        return calls.eject(room, body)
      case 'POST /update-permissions':
        return calls.updatePermissions(room, body)
      default:
        return NO_SUCH_ROUTE
    }
  }

  async function serveControl(request: IncomingMessage, response: ServerResponse, target: URL) {
    const { method } = request
    if (target.pathname === '/control/requests' && method === 'GET') {
      return send(response, found({ requests }))
    }
    if (target.pathname !== '/control/failure') return send(response, NO_SUCH_ROUTE)
    if (method === 'DELETE') {
      plan.clear()
      return send(response, found({ failing: false }))
    }
    const failure = failureSchema.safeParse(await json(request).catch(() => undefined))
    if (method !== 'POST' || !failure.success) {
      return send(response, refusal(400, 'invalid-request-error', 'no such failure'))
    }
    plan.add(failure.data)
    return send(response, found({ failing: true }))
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const target = new URL(request.url ?? '/', 'http://stand-in')
    const isApi = target.pathname === API || target.pathname.startsWith(`${API}/`)
    await (isApi ? serveApi : serveControl)(request, response, target)
  }

  const server = createServer((request, response) => {
    response.setHeader('date', new Date(now()).toUTCString())
    // Broken off, or without a path that can be read: either way there is nobody to tell.
    serve(request, response).catch(() => response.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('unreachable: not on TCP')

  return {
    url: `http://127.0.0.1:${address.port}${API}`,
    domainId: DOMAIN_ID,
    requests,
    get rooms() {
      return shelf.live()
    },
    enter: (room, { userId }) => calls.enter(room, userId),
    acceptKey(nextKey) {
      apiKey = nextKey
    },
    fail: (failure) => plan.add(failureSchema.parse(failure)),
    recover: () => plan.clear(),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const NO_SUCH_ROUTE = refusal(404, 'not-found', 'no such route')

function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent)
  } catch {
    return undefined
  }
}

function refuseStranger(authorization: string | undefined, apiKey: string): Reply | null {
  const given = /^Bearer (\S+)$/u.exec(authorization ?? '')?.[1]
  if (given === undefined) {
    return refusal(400, 'authorization-header-error', 'missing or malformed authorization header')
  }
  return given === apiKey ? null : refusal(401, 'authentication-error', 'this key is not known')
}

function refuseBody(contentType: string | undefined, sent: string): Reply | null {
  if (!/^application\/json\b/iu.test(contentType ?? '')) {
    return refusal(400, 'json-parsing-error', 'content type must be application/json')
  }
  return parsed(sent) === undefined
    ? refusal(400, 'json-parsing-error', 'the body is no JSON')
    : null
}
