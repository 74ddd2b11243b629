import fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { noSchemas } from './no-schemas.ts'

/** Serves what is counted at `/metrics`, on an address of its own: none of it is for players. */
export function createMetricsServer(registry: Registry): FastifyInstance {
  const server = fastify({ schemaController: noSchemas })
  server.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType).header('cache-control', 'no-store')
    return registry.metrics()
  })
  return server
}
