import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const HSTS_MAX_AGE_SECONDS = 365 * 24 * 3600

/** Headers of every answer. What only makes sense over https is left out where the app is served without it. */
export async function addSecurityHeaders(
  app: FastifyInstance,
  options: { readonly isHttps: boolean },
): Promise<void> {
  await app.register(helmet, {
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
      },
    },
    strictTransportSecurity: options.isHttps ? { maxAge: HSTS_MAX_AGE_SECONDS } : false,
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=()')
  })
}
