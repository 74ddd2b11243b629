import { signalInputSchema, watchCallInputSchema } from '@wordfare/contracts'
import * as z from 'zod'
import type { PeerCalls } from '../call/peer-calls.ts'
import { AccessDenied } from '../game/game-errors.ts'
import { mustBePlayerAt } from './context.ts'
import { publicProcedure, subscribe } from './trpc.ts'

/** In a table's call between the browsers themselves. */
export const callProcedures = {
  /** Whoever watches is in the call. */
  watchCall: publicProcedure.input(watchCallInputSchema).subscription(({ ctx, input, signal }) => {
    const playerId = mustBePlayerAt(ctx.caller, input.gameId)
    return subscribe(
      ctx,
      signal,
      (until) =>
        mustHavePeerCalls(ctx.peerCalls).enter({
          ...input,
          playerId,
          signal: until,
          hasLeft: ctx.isLineOpen,
        }),
      (sent) => sent,
    )
  }),

  signal: publicProcedure
    .input(signalInputSchema)
    .output(z.strictObject({}))
    .mutation(({ ctx, input }) => {
      const playerId = mustBePlayerAt(ctx.caller, input.gameId)
      mustHavePeerCalls(ctx.peerCalls).send({ ...input, playerId })
      return {}
    }),
}

/** @throws {AccessDenied} */
function mustHavePeerCalls(peerCalls: PeerCalls | null): PeerCalls {
  if (!peerCalls) throw new AccessDenied('there are no calls between browsers here')
  return peerCalls
}
