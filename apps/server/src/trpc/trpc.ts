import { initTRPC } from '@trpc/server'
import { WrongTransport } from './access-errors.ts'
import type { Context } from './context.ts'
import { formatError, toWire } from './errors.ts'

const t = initTRPC.context<Context>().create({
  // Stacks stay inside, whatever the environment says.
  isDev: false,
  errorFormatter: ({ shape, error }) => formatError(shape, error),
})

export const { router } = t

/** Anyone, session or not. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw toWire(result.error)
  return result
})

/** What a subscription sends until `signal` aborts, within the limits of its socket. */
export async function* subscribe<T>(
  ctx: Pick<Context, 'slots'>,
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  let release: (() => void) | null = null
  try {
    if (!ctx.slots || !signal) throw new WrongTransport('subscriptions are for sockets')
    release = ctx.slots.take()
    yield* open(signal)
  } catch (error) {
    // No middleware is around any more by the time that a generator fails.
    throw toWire(error)
  } finally {
    release?.()
  }
}
