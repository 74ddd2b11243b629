import type { FastifyServerOptions } from 'fastify'

/** For servers whose routes check what comes in by themselves: Fastify's compilers of schemas are large, and not loaded. */
export const noSchemas: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
}

function refuse(): never {
  throw new Error('a route has a schema of Fastify’s, and its compilers are not loaded here')
}
