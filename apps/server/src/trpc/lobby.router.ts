import {
  createGameInputSchema,
  createGameOutputSchema,
  joinGameInputSchema,
  joinGameOutputSchema,
  listGamesOutputSchema,
  type GameId,
  type JoinCode,
} from '@wordfare/contracts'
import { GameNotFound } from '../game/game-errors.ts'
import type { Context } from './context.ts'
import { publicProcedure, subscribe } from './trpc.ts'

/** Before one is at a table. */
export const lobbyProcedures = {
  createGame: publicProcedure
    .input(createGameInputSchema)
    .output(createGameOutputSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.rates.makeGame(ctx.caller)
      return ctx.games.create({
        gameName: input.gameName,
        playerName: input.playerName,
        settings: input.settings ?? {},
        playerIdAt: (gameId) => ctx.caller.playerAtOrNew(gameId),
      })
    }),

  joinGame: publicProcedure
    .input(joinGameInputSchema)
    .output(joinGameOutputSchema)
    .mutation(async ({ ctx, input }) => {
      const gameId = 'gameId' in input ? input.gameId : await findByCode(ctx, input.joinCode)
      const playerId = ctx.caller.playerAtOrNew(gameId)
      const { playerName } = input
      await ctx.games.execute(gameId, playerId, { type: 'joinGame', playerId, playerName })
      const { gameName } = await ctx.games.stateOf(gameId)
      return { gameId, gameName, playerId }
    }),

  listGames: publicProcedure.output(listGamesOutputSchema).query(({ ctx }) => ctx.lobby.list()),

  watchLobby: publicProcedure.subscription(({ ctx, signal }) =>
    subscribe(
      ctx,
      signal,
      (until) => ctx.lobby.watch(until),
      (games) => games,
    ),
  ),
}

/** @throws {GameNotFound} {TooOften} */
async function findByCode(ctx: Context, joinCode: JoinCode): Promise<GameId> {
  await ctx.rates.tryCode(ctx.caller)
  try {
    return await ctx.games.find(joinCode)
  } catch (error) {
    if (error instanceof GameNotFound) await ctx.rates.missedCode()
    throw error
  }
}
