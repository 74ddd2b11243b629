import { signalInputSchema, watchCallInputSchema } from '@wordfare/contracts'
import { z } from 'zod'
import type { PeerCalls } from '../call/peer-calls.ts'
import { AccessDenied } from '../game/game-errors.ts'
import { playerProcedure, subscribe } from './trpc.ts'

/** In a table's call between the browsers themselves. */
export const callProcedures = {
  /** Whoever watches is in the call. */
  watchCall: playerProcedure.input(watchCallInputSchema).subscription(({ ctx, input, signal }) =>
    subscribe(ctx, signal, (until) =>
      mustHavePeerCalls(ctx.peerCalls).enter({
        ...input,
        playerId: ctx.playerId,
        signal: until,
        hasLeft: ctx.isLineOpen,
      }),
    ),
  ),

  signal: playerProcedure
    .input(signalInputSchema)
    .output(z.strictObject({}))
    .mutation(({ ctx, input }) => {
      mustHavePeerCalls(ctx.peerCalls).send({ ...input, playerId: ctx.playerId })
      return {}
    }),
}

/** @throws {AccessDenied} */
function mustHavePeerCalls(peerCalls: PeerCalls | null): PeerCalls {
  if (!peerCalls) throw new AccessDenied('there are no calls between browsers here')
  return peerCalls
}
