import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

const HSTS_MAX_AGE_SECONDS = 365 * 24 * 3600

/** From where Daily's library fetches the part of it that makes the call, and the hosts that it then talks to. */
const DAILY_HOSTS = ['*.daily.co', '*.dailywebrtc.com', '*.dailywebrtc.net']
const DAILY_MEDIA_HOST = '*.pluot.blue'
const DAILY_REPORTS_HOST = 'o77906.ingest.sentry.io'
const over = (scheme: 'https' | 'wss', hosts: readonly string[]): string[] =>
  hosts.map((host) => `${scheme}://${host}`)

/** What a page may do beyond the ordinary for a call in a room of Daily's. */
const dailyDirectives = {
  scriptSrc: ["'self'", ...over('https', DAILY_HOSTS)],
  connectSrc: [
    "'self'",
    ...over('https', [...DAILY_HOSTS, DAILY_MEDIA_HOST, DAILY_REPORTS_HOST]),
    ...over('wss', [...DAILY_HOSTS, DAILY_MEDIA_HOST]),
  ],
  workerSrc: ["'self'", 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
}

/** Headers of every answer. What only makes sense over https is left out where the app is served without it. */
export function addSecurityHeaders(
  app: FastifyInstance,
  options: { readonly isHttps: boolean; readonly videoKind: 'daily' | 'peer' | null },
): void {
  const secure = helmet({
    contentSecurityPolicy: {
      // The defaults would upgrade requests to https, which breaks play in a local network.
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // A call between browsers needs nothing: its media are not fetched.
        ...(options.videoKind === 'daily' && dailyDirectives),
      },
    },
    strictTransportSecurity: options.isHttps ? { maxAge: HSTS_MAX_AGE_SECONDS } : false,
    xFrameOptions: { action: 'deny' },
  })
  // They are the same on every answer, so that one stands for all.
  const answer = new ServerResponse(new IncomingMessage(new Socket()))
  secure(answer.req, answer, (error) => {
    if (error instanceof Error) throw error
  })
  answer.setHeader('permissions-policy', 'camera=(self), microphone=(self), display-capture=()')
  const headers = new Map(
    answer.getHeaderNames().map((name) => [name, String(answer.getHeader(name))]),
  )
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeaders(headers)
    done()
  })
}
