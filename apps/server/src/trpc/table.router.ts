import {
  callTicketOutputSchema,
  checkClueInputSchema,
  clockOutputSchema,
  clueVerdictSchema,
  gameInputSchema,
  playInputSchema,
  playOutputSchema,
  replayInputSchema,
  replayOutputSchema,
  watchGameInputSchema,
  type WatchMessage,
} from '@wordfare/contracts'
import { tracked } from '@trpc/server'
import { playerProcedure, publicProcedure, subscribe, tableProcedure } from './trpc.ts'

/** At one table. */
export const tableProcedures = {
  play: playerProcedure
    .input(playInputSchema)
    .output(playOutputSchema)
    .mutation(async ({ ctx, input }) => ({
      seq: await ctx.games.execute(input.gameId, ctx.playerId, input.command, input.commandId),
    })),

  watchGame: tableProcedure.input(watchGameInputSchema).subscription(({ ctx, input, signal }) =>
    subscribe(ctx, signal, async function* (until) {
      const sent = ctx.games.watch({
        gameId: input.gameId,
        playerId: ctx.playerId,
        after: input.lastEventId === undefined ? null : Number(input.lastEventId),
        signal: until,
      })
      for await (const { seq, message } of sent) {
        yield tracked(String(seq), message satisfies WatchMessage)
      }
    }),
  ),

  checkClue: playerProcedure
    .input(checkClueInputSchema)
    .output(clueVerdictSchema)
    .query(({ ctx, input }) => ctx.games.checkClue(input.gameId, ctx.playerId, input.word)),

  replay: tableProcedure
    .input(replayInputSchema)
    .output(replayOutputSchema)
    .query(({ ctx, input }) => ctx.games.replay(input.gameId, ctx.playerId, input.round)),

  /** What the time is by the server, which alone decides when a turn's is up (T3). */
  clock: publicProcedure
    .output(clockOutputSchema)
    .query(({ ctx }) => ({ nowMs: ctx.games.nowMs() })),

  /** A mutation, so that no cache keeps the ticket. */
  callTicket: playerProcedure
    .input(gameInputSchema)
    .output(callTicketOutputSchema)
    .mutation(({ ctx, input }) => ctx.calls.ticketFor(input.gameId, ctx.playerId)),
}
