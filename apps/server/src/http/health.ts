import { gameIdSchema } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import type { FastifyInstance } from 'fastify'
import type { RoomsHealth } from '../video/video-rooms.ts'

/** No game has this id, so that looking for its log costs a store next to nothing, however many games it has. */
const NO_GAME = gameIdSchema.parse('-'.repeat(22))

/**
 * `/healthz`: the process runs. `/readyz`: it can serve a game, which needs the store and nothing else; a table
 * does without a call, so how calls do is said and decides nothing.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  deps: {
    readonly store: EventStore
    readonly isStopping: () => boolean
    readonly callHealth: () => RoomsHealth | 'off'
  },
): void {
  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok' }
  })
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const call = deps.callHealth()
    if (deps.isStopping()) return reply.code(503).send({ status: 'stopping', call })
    try {
      await deps.store.read(NO_GAME)
      return { status: 'ready', call }
    } catch (error) {
      request.log.error({ err: error }, 'the event store does not answer')
      return reply.code(503).send({ status: 'no-store', call })
    }
  })
}
