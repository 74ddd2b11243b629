import type { FastifyRequest } from 'fastify'

/**
 * Whether a request may come from where it comes from. Cookies ride on requests of any site, so everything that
 * can change something, and every socket, has to come from the web app itself. A program that is no browser
 * names no origin; that is fine over plain HTTP, where a browser would have named one.
 */
export function createOriginCheck(
  allowedOrigins: readonly string[],
): (request: FastifyRequest) => boolean {
  const allowed = new Set(allowedOrigins)
  return (request) => {
    if (!request.ws && (request.method === 'GET' || request.method === 'HEAD')) return true
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin') return false
    const { origin } = request.headers
    return origin === undefined ? !request.ws : allowed.has(origin)
  }
}
