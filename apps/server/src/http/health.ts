import type { EventStore } from '@wordfare/event-store'
import type { FastifyInstance } from 'fastify'

/**
 * `/healthz`: the process runs. `/readyz`: it can serve a game, which needs the store and nothing else; a table
 * does without a call.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  { store, isStopping }: { readonly store: EventStore; readonly isStopping: () => boolean },
): void {
  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok' }
  })
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (isStopping()) return reply.code(503).send({ status: 'stopping' })
    try {
      await store.listed()
      return { status: 'ready' }
    } catch (error) {
      request.log.error({ err: error }, 'the event store does not answer')
      return reply.code(503).send({ status: 'no-store' })
    }
  })
}
