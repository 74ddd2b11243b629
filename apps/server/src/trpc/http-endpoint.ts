import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BATCH_MAX_CALLS } from '../limits.ts'
import type { Context } from './context.ts'
import { retryAfterMs, wireErrorOf } from './errors.ts'
import type { ReportError } from './report-error.ts'
import { appRouter } from './router.ts'

/**
 * Queries and mutations over plain HTTP, JSON and nothing else: no other media type is even read, so that no
 * form of a foreign page can reach a procedure.
 */
export async function addHttpEndpoint(
  app: FastifyInstance,
  prefix: string,
  deps: {
    readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Context
    readonly reportError: ReportError
  },
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      (_request, body, done) => {
        done(null, body)
      },
    )
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    scope.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
      const status = error.statusCode ?? 500
      if (status >= 500) request.log.error({ err: error, req: request }, 'a request failed')
      const wireError = wireErrorOf(status)
      void reply.code(wireError.data.httpStatus).send({ error: wireError })
    })
    scope.route<{ Params: { path: string } }>({
      method: ['GET', 'POST'],
      url: `${prefix}/:path`,
      handler: async (request, reply) => {
        await fastifyRequestHandler({
          router: appRouter,
          createContext: () => deps.createContext(request, reply),
          req: request,
          res: reply,
          path: request.params.path,
          maxBatchSize: BATCH_MAX_CALLS,
          responseMeta({ errors }) {
            const waitMs = Math.max(0, ...errors.map((error) => retryAfterMs(error) ?? 0))
            if (waitMs === 0) return {}
            return { headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) } }
          },
          onError: ({ error, path, input }) => deps.reportError(request.log, error, path, input),
        })
        return reply
      },
    })
  })
}
