import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BATCH_MAX_CALLS } from '../limits.ts'
import type { Context } from './context.ts'
import { retryAfterHeader, wireErrorOf } from './errors.ts'
import { answerPlainCall, plainCallIn } from './plain-call.ts'
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
    scope.addHook('onSend', (_request, reply, _payload, done) => {
      reply.header('cache-control', 'no-store')
      done()
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
        const call = plainCallIn(request, request.params.path)
        if (call) return answerPlainCall(call, deps, request, reply)
        await fastifyRequestHandler({
          router: appRouter,
          createContext: () => deps.createContext(request, reply),
          req: request,
          res: reply,
          path: request.params.path,
          maxBatchSize: BATCH_MAX_CALLS,
          responseMeta: ({ errors }) => ({ headers: retryAfterHeader(errors) }),
          onError: ({ error, path, input }) => deps.reportError(request.log, error, path, input),
        })
        return reply
      },
    })
  })
}
