import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from './context.ts'
import { retryAfterHeader } from './errors.ts'
import type { ReportError } from './report-error.ts'
import { appRouter } from './router.ts'

/**
 * One mutation with its input as JSON, and nothing else to the request: what our clients send. It needs none of what tRPC's
 * adapter makes of a request, which costs more than the mutation.
 */
export interface PlainCall {
  readonly path: string
  readonly input: unknown
}

const mutations: ReadonlySet<string> = new Set(
  Object.entries(appRouter['_def'].procedures)
    .filter(([, procedure]) => procedure['_def'].type === 'mutation')
    .map(([path]) => path),
)

/** Null for every other request, whatever is wrong with it: all that is left to tRPC's adapter. */
export function plainCallIn(
  { method, url, headers, body }: FastifyRequest,
  path: string,
): PlainCall | null {
  const isPlain =
    method === 'POST' &&
    typeof body === 'string' &&
    mutations.has(path) &&
    !url.includes('?') &&
    headers['content-type']?.startsWith('application/json') &&
    headers['trpc-accept'] === undefined &&
    !headers.accept?.includes('application/jsonl')
  if (!isPlain) return null
  try {
    return { path, input: JSON.parse(body) }
  } catch {
    return null
  }
}

/** The text of the answer, byte for byte what tRPC's adapter would send; its status and headers are put on the reply. */
export async function answerPlainCall(
  { path, input }: PlainCall,
  deps: {
    readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Context
    readonly reportError: ReportError
  },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  reply.header('vary', 'trpc-accept, accept').type('application/json').serializer(asItIs)
  let ctx: Context | undefined
  try {
    ctx = deps.createContext(request, reply)
    const call = { path, ctx, type: 'mutation', getRawInput: async () => input } as const
    const data: unknown = await callTRPCProcedure({
      ...call,
      router: appRouter,
      signal: undefined,
      batchIndex: 0,
    })
    return JSON.stringify({ result: { data } })
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause)
    deps.reportError(request.log, error, path, input)
    const config = appRouter['_def']['_config']
    const shape = getTRPCErrorShape({ config, error, type: 'mutation', path, input, ctx })
    reply.code(shape.data.httpStatus).headers(retryAfterHeader([error]))
    return JSON.stringify({ error: shape })
  }
}

const asItIs = (text: string): string => text
