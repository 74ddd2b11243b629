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
import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { Opening } from '../game/direct-line.ts'
import type { Sent } from '../game/watch-game.ts'
import { mustBePlayerAt } from './context.ts'
import { Handover } from './handover.ts'
import { publicProcedure, subscribe } from './trpc.ts'

/** With the number that a browser asks to go on after, should it come back. */
const trackedMessageOf = (sent: Sent | Opening): TrackedEnvelope<WatchMessage> =>
  tracked(String(sent.seq), messageOf(sent))

/** An opening passes as the message that the encoder will put in its place. */
function messageOf(sent: Sent | Opening): WatchMessage {
  if ('message' in sent) return sent.message
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return new Handover(sent) as unknown as WatchMessage
}

/** At one table. */
export const tableProcedures = {
  play: publicProcedure
    .input(playInputSchema)
    .output(playOutputSchema)
    .mutation(async ({ ctx, input: { gameId, command, commandId } }) => {
      const playerId = mustBePlayerAt(ctx.caller, gameId)
      return { seq: await ctx.games.execute(gameId, playerId, command, commandId) }
    }),

  watchGame: publicProcedure.input(watchGameInputSchema).subscription(({ ctx, input, signal }) =>
    subscribe(
      ctx,
      signal,
      () =>
        ctx.games.watch({
          gameId: input.gameId,
          playerId: ctx.caller.playerAt(input.gameId),
          after: input.lastEventId === undefined ? null : Number(input.lastEventId),
          isDirect: ctx.isDirect,
        }),
      trackedMessageOf,
    ),
  ),

  checkClue: publicProcedure
    .input(checkClueInputSchema)
    .output(clueVerdictSchema)
    .query(({ ctx, input: { gameId, word } }) =>
      ctx.games.checkClue(gameId, mustBePlayerAt(ctx.caller, gameId), word),
    ),

  replay: publicProcedure
    .input(replayInputSchema)
    .output(replayOutputSchema)
    .query(({ ctx, input: { gameId, round } }) =>
      ctx.games.replay(gameId, ctx.caller.playerAt(gameId), round),
    ),

  /** What the time is by the server, which alone decides when a turn's is up (T3). */
  clock: publicProcedure
    .output(clockOutputSchema)
    .query(({ ctx }) => ({ nowMs: ctx.games.nowMs() })),

  /** A mutation, so that no cache keeps the ticket. */
  callTicket: publicProcedure
    .input(gameInputSchema)
    .output(callTicketOutputSchema)
    .mutation(async ({ ctx, input: { gameId } }) => {
      const playerId = mustBePlayerAt(ctx.caller, gameId)
      await ctx.rates.getTicket(playerId)
      return ctx.calls.ticketFor(gameId, playerId)
    }),
}
