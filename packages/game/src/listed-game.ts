import type { ListedGame, Team } from '@wordfare/contracts'
import { operativesOf, playerAt, spymasterOf, type GameState } from './state.ts'

/** The table as the lobby lists it; null unless its players want it listed and somebody is there. */
export function listedGame(state: GameState): ListedGame | null {
  const host = playerAt(state.players, state.hostId)
  if (state.settings.visibility !== 'listed' || host === undefined) return null
  const seats = (team: Team) => ({
    hasSpymaster: spymasterOf(state.players, team) !== undefined,
    operatives: operativesOf(state.players, team).length,
  })
  return {
    gameId: state.gameId,
    gameName: state.gameName,
    hostName: host.name,
    phase: state.phase,
    round: state.phase === 'seating' ? 0 : state.round,
    seats: { red: seats('red'), blue: seats('blue') },
    players: state.players.length,
    spectators: state.settings.spectators,
    createdAtMs: state.createdAtMs,
  }
}
