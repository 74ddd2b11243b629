import { gameIdSchema } from '@wordfare/contracts'
import { initTRPC } from '@trpc/server'
import { z } from 'zod'
import { WrongTransport } from './access-errors.ts'
import { mustBePlayerAt, type Context } from './context.ts'
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

/** Anyone, about the game that the input names: `ctx.playerId` is who they are there, or null without a session. */
export const tableProcedure = publicProcedure
  .input(z.object({ gameId: gameIdSchema }))
  .use(({ ctx, input, next }) => next({ ctx: { playerId: ctx.caller.playerAt(input.gameId) } }))

/** Whoever has a session, about the game that the input names. */
export const playerProcedure = publicProcedure
  .input(z.object({ gameId: gameIdSchema }))
  .use(({ ctx, input, next }) =>
    next({ ctx: { playerId: mustBePlayerAt(ctx.caller, input.gameId) } }),
  )

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
