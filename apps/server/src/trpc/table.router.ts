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
import type { Opening } from '../game/direct-line.ts'
import type { Sent } from '../game/watch-game.ts'
import { Handover } from './handover.ts'
import { playerProcedure, publicProcedure, subscribe, tableProcedure } from './trpc.ts'

/** An opening passes as the message that the encoder will put in its place. */
function messageOf(sent: Sent | Opening): WatchMessage {
  if ('message' in sent) return sent.message
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return new Handover(sent) as unknown as WatchMessage
}

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
        isDirect: ctx.isDirect,
      })
      for await (const one of sent) yield tracked(String(one.seq), messageOf(one))
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
    .mutation(async ({ ctx, input }) => {
      await ctx.rates.getTicket(ctx.playerId)
      return ctx.calls.ticketFor(input.gameId, ctx.playerId)
    }),
}
