import type { FastifyInstance } from 'fastify'

/** Tells whoever runs the server, once, of a proxy that the settings do not name: all who come by it have one address. */
export function warnOfUnnamedProxy(app: FastifyInstance): void {
  let isTold = false
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isTold && request.headers['x-forwarded-for'] !== undefined) {
      isTold = true
      request.log.warn(
        'TRUST_PROXY names no proxy, but there seems to be one: it counts as one visitor',
      )
    }
    done()
  })
}
