import {
  createGameInputSchema,
  createGameOutputSchema,
  joinGameInputSchema,
  joinGameOutputSchema,
  listGamesOutputSchema,
} from '@wordfare/contracts'
import { publicProcedure, subscribe } from './trpc.ts'

/** Before one is at a table. */
export const lobbyProcedures = {
  createGame: publicProcedure
    .input(createGameInputSchema)
    .output(createGameOutputSchema)
    .mutation(({ ctx, input }) =>
      ctx.games.create({
        gameName: input.gameName,
        playerName: input.playerName,
        settings: input.settings ?? {},
        playerIdAt: (gameId) => ctx.caller.playerAtOrNew(gameId),
      }),
    ),

  joinGame: publicProcedure
    .input(joinGameInputSchema)
    .output(joinGameOutputSchema)
    .mutation(async ({ ctx, input }) => {
      const gameId = 'gameId' in input ? input.gameId : await ctx.games.find(input.joinCode)
      const playerId = ctx.caller.playerAtOrNew(gameId)
      const { playerName } = input
      await ctx.games.execute(gameId, playerId, { type: 'joinGame', playerId, playerName })
      const { gameName } = await ctx.games.stateOf(gameId)
      return { gameId, gameName, playerId }
    }),

  listGames: publicProcedure.output(listGamesOutputSchema).query(({ ctx }) => ctx.lobby.list()),

  watchLobby: publicProcedure.subscription(({ ctx, signal }) =>
    subscribe(ctx, signal, (until) => ctx.lobby.watch(until)),
  ),
}
