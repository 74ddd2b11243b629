import { createTRPCClient, createWSClient, httpLink, splitLink, wsLink } from '@trpc/client'
import type { TRPCClient, TRPCWebSocketClient } from '@trpc/client'
import { WebSocket } from 'ws'
import type { AppRouter } from '../src/trpc/router.ts'
import { textOf } from './text-of.ts'

/** For a session, so that a connection that has gone deaf is given up, as the web app does it. */
const SESSION_TIMEOUT_MS = 5_000

/** Where a test's server is, and as whose page a browser comes. */
export interface Address {
  readonly url: string
  readonly origin: string
}

let addresses = 0
/** An address that nobody has come from yet; a browser's is told by the proxy in front of the server. */
export function newAddress(): string {
  addresses += 1
  return `10.${[16, 8, 0].map((bits) => (addresses >> bits) & 255).join('.')}`
}

/** A browser as the server sees it: one cookie jar, one socket, and every frame that came in. */
export interface Browser {
  readonly api: TRPCClient<AppRouter>
  /** A request to any path, with the browser's cookie and origin. */
  request(path: string, init?: RequestInit): Promise<Response>
  /** The Cookie header that it sends; null before it has one. */
  cookie(): string | null
  /** All text that came over its sockets. */
  readonly frames: string[]
  /** Goes to another address with the same cookies; sockets reconnect there. */
  moveTo(address: Address): void
  /** Cuts the line of its present socket, as a network does. */
  cutLine(): void
  close(): Promise<void>
}

/** What a browser's socket is opened with. */
interface SocketTerms {
  readonly url: () => string
  readonly headers: () => Record<string, string>
  readonly request: (path: string, init?: RequestInit) => Promise<Response>
  readonly onFrame: (text: string) => void
  /** Told of each socket how to cut its line. */
  readonly onOpened: (cut: () => void) => void
}

/** How a browser comes to its socket, and to another one when that is lost. */
export type OpenSocket = (terms: SocketTerms) => {
  readonly socketClient: TRPCWebSocketClient
  /** Resolves once other requests may be made: two first ones at once would get two sessions. */
  readonly established: () => Promise<void>
}

/** Tries again at once, and notices only what it is told. */
const openHastySocket: OpenSocket = ({ url, headers, request, onFrame, onOpened }) => {
  class HastySocket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: headers() })
      this.on('message', (data) => onFrame(textOf(data)))
      onOpened(() => this.terminate())
    }
  }
  const socketClass: unknown = HastySocket
  if (!isSocketClass(socketClass)) throw new Error('not a class of sockets')
  const socketClient = createWSClient({
    url: async () => {
      await request('/session', {
        method: 'POST',
        signal: AbortSignal.timeout(SESSION_TIMEOUT_MS),
      })
      return url()
    },
    WebSocket: socketClass,
    lazy: { enabled: true, closeMs: 60_000 },
    retryDelayMs: () => 20,
  })
  // It comes to its socket only when that is needed, and to the first one with the session of its first request.
  return { socketClient, established: async () => {} }
}

/**
 * A browser that comes with a cookie is one that was there before. Unless it is told how to come to its socket it loses no time over
 * getting a lost line again.
 */
export function openBrowser(
  start: Address,
  kept: string | null = null,
  openSocket: OpenSocket = openHastySocket,
): Browser {
  const from = { 'x-forwarded-for': newAddress() }
  let address = start
  let cookie = kept
  let cutLine: (() => void) | null = null
  const frames: string[] = []

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(from)) headers.set(name, value)
    if (!headers.has('origin')) headers.set('origin', address.origin)
    if (cookie !== null) headers.set('cookie', cookie)
    const response = await fetch(`${address.url}${path}`, { ...init, headers })
    const [setCookie] = response.headers.getSetCookie()
    if (setCookie !== undefined) cookie = setCookie.split(';', 1)[0] ?? null
    return response
  }

  const { socketClient, established } = openSocket({
    url: () => `${address.url.replace('http', 'ws')}/trpc`,
    headers: () => ({ ...from, origin: address.origin, ...(cookie !== null && { cookie }) }),
    request,
    onFrame: (text) => frames.push(text),
    onOpened(cut) {
      cutLine = cut
    },
  })
  const api = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription' || op.path === 'play' || op.path === 'signal',
        true: wsLink({ client: socketClient }),
        false: httpLink({
          url: `${start.url}/trpc`,
          async fetch(url, { method = 'GET', headers, body } = {}) {
            await established()
            return request(String(url).slice(start.url.length), {
              method,
              headers: new Headers(headers),
              ...(typeof body === 'string' && { body }),
            })
          },
        }),
      }),
    ],
  })

  return {
    api,
    request,
    cookie: () => cookie,
    frames,
    moveTo(next) {
      address = next
    },
    cutLine: () => cutLine?.(),
    async close() {
      await socketClient.close()
    },
  }
}

/** The sockets of `ws` serve where a browser's would, as far as tRPC's client goes. */
const isSocketClass = (candidate: unknown): candidate is typeof globalThis.WebSocket =>
  typeof candidate === 'function'
