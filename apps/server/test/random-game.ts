import {
  gameNameSchema,
  playerIdSchema,
  playerNameSchema,
  type Command,
  type GameId,
  type PlayerId,
  type SettingsChange,
} from '@wordfare/contracts'
import fc from 'fast-check'
import { CommandRejected } from '../src/game/game-errors.ts'
import type { GameService } from '../src/game/game-service.ts'

const idOf = (letter: string): PlayerId => playerIdSchema.parse(letter.repeat(22))

export const host = idOf('a')
export const people: readonly PlayerId[] = [host, ...['b', 'c', 'd', 'e'].map(idOf)]
/** Someone who is never at the table. */
export const stranger = idOf('z')

export interface Move {
  /** Their place among the people. */
  readonly by: number
  readonly command: Command
}

/** A move of somebody at the table. */
export const moveOf = (command: fc.Arbitrary<Command>): fc.Arbitrary<Move> =>
  fc.record({ by: fc.nat(people.length - 1), command })

export const takeSeat = fc.record({
  type: fc.constant('takeSeat' as const),
  team: fc.constantFrom('red' as const, 'blue' as const),
  role: fc.constantFrom('spymaster' as const, 'operative' as const),
})

/** Four in their seats, one who watches, and a round under way. */
export const opening: readonly Move[] = [
  { by: 0, command: { type: 'takeSeat', team: 'red', role: 'spymaster' } },
  { by: 1, command: { type: 'takeSeat', team: 'red', role: 'operative' } },
  { by: 2, command: { type: 'takeSeat', team: 'blue', role: 'spymaster' } },
  { by: 3, command: { type: 'takeSeat', team: 'blue', role: 'operative' } },
  { by: 0, command: { type: 'startRound' } },
]

/** A new game in which a round is started and these moves are made, as far as the rules allow them. */
export async function playAtRandom(
  games: GameService,
  moves: readonly Move[],
  settings: SettingsChange = {},
): Promise<GameId> {
  const { gameId } = await games.create({
    gameName: gameNameSchema.parse('A night at the desk'),
    playerName: playerNameSchema.parse('Ada'),
    settings,
    playerIdAt: () => host,
  })
  const playerName = playerNameSchema.parse('Bob')
  for (const playerId of people) {
    if (playerId === host) continue
    await games.execute(gameId, playerId, { type: 'joinGame', playerId, playerName })
  }
  await tryMoves(games, gameId, [...opening, ...moves])
  return gameId
}

/** Makes these moves as far as the rules allow them. */
export async function tryMoves(
  games: Pick<GameService, 'execute'>,
  gameId: GameId,
  moves: readonly Move[],
): Promise<void> {
  for (const { by, command } of moves) {
    try {
      await games.execute(gameId, people[by] ?? host, command)
    } catch (error) {
      // Most of what is tried at random is against the rules; it has to leave no trace.
      if (!(error instanceof CommandRejected)) throw error
    }
  }
}
