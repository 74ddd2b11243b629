import { createTRPCClient, createWSClient, httpLink, splitLink, wsLink } from '@trpc/client'
import type { TRPCClient } from '@trpc/client'
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

/** A browser that comes with a cookie is one that was there before. */
export function openBrowser(start: Address, kept: string | null = null): Browser {
  const from = { 'x-forwarded-for': newAddress() }
  let address = start
  let cookie = kept
  let socket: WebSocket | null = null
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

  function take(opened: WebSocket): void {
    socket = opened
    opened.on('message', (data) => frames.push(textOf(data)))
  }

  class BrowserSocket extends WebSocket {
    constructor(url: string | URL) {
      const headers = { ...from, origin: address.origin, ...(cookie !== null && { cookie }) }
      super(url, { headers })
      take(this)
    }
  }
  const socketClass: unknown = BrowserSocket
  if (!isSocketClass(socketClass)) throw new Error('not a class of sockets')

  const socketClient = createWSClient({
    url: async () => {
      await request('/session', {
        method: 'POST',
        signal: AbortSignal.timeout(SESSION_TIMEOUT_MS),
      })
      return `${address.url.replace('http', 'ws')}/trpc`
    },
    WebSocket: socketClass,
    lazy: { enabled: true, closeMs: 60_000 },
    retryDelayMs: () => 20,
  })
  const api = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription' || op.path === 'play' || op.path === 'signal',
        true: wsLink({ client: socketClient }),
        false: httpLink({
          url: `${start.url}/trpc`,
          fetch: (url, { method = 'GET', headers, body } = {}) =>
            request(String(url).slice(start.url.length), {
              method,
              headers: new Headers(headers),
              ...(typeof body === 'string' && { body }),
            }),
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
    cutLine() {
      socket?.terminate()
    },
    async close() {
      await socketClient.close()
    },
  }
}

/** The sockets of `ws` serve where a browser's would, as far as tRPC's client goes. */
const isSocketClass = (candidate: unknown): candidate is typeof globalThis.WebSocket =>
  typeof candidate === 'function'
