import type { Team } from '@wordfare/contracts'
import { at } from './at.ts'
import type { CommandOf } from './command.ts'
import { randomTeam, shuffled } from './deal.ts'
import { accept, asPlayer, fact, refuse, type Context, type Decision } from './decision.ts'
import { isLive, opponentOf, spymasterOf, type GameState } from './state.ts'

/** Takes a seat, or moves to another (R4, R6). */
export function takeSeat(
  state: GameState,
  { team, role }: CommandOf<'takeSeat'>,
  context: Context,
): Decision {
  return asPlayer(state, context, (player) => {
    if (player.team === team && player.role === role) return refuse('already-seated')
    if (role === 'spymaster' && spymasterOf(state.players, team) !== undefined) {
      return refuse('seat-taken')
    }
    if (isLive(state)) {
      const isPromotion = role === 'spymaster' && player.team === team
      if (player.team !== null && !isPromotion) return refuse('round-in-progress')
      if (role === 'operative' && state.seenKey.includes(player.playerId)) {
        return refuse('seen-the-key')
      }
    }
    const { playerId } = player
    return accept({ ...fact(context), type: 'SeatTaken', playerId, team, role })
  })
}

export function leaveSeat(state: GameState, context: Context): Decision {
  return asPlayer(state, context, ({ playerId, team }) =>
    team === null ? refuse('not-seated') : accept({ ...fact(context), type: 'SeatLeft', playerId }),
  )
}

/** Seats everyone by lot: two teams as equal as can be, each with a spymaster where there is anybody to be one. */
export function shuffleTeams(state: GameState, context: Context): Decision {
  return asPlayer(state, context, () => {
    if (isLive(state)) return refuse('round-in-progress')
    const first = randomTeam(context.random)
    const teams: readonly Team[] = [first, opponentOf(first)]
    const seats = shuffled(state.players, context.random).map(({ playerId }, lot) => ({
      playerId,
      team: at(teams, lot % teams.length),
      role: lot < teams.length ? ('spymaster' as const) : ('operative' as const),
    }))
    return accept({ ...fact(context), type: 'SeatsChanged', reason: 'shuffle', seats })
  })
}

/** A spectator asks to see the key (R5). */
export function seeKey(state: GameState, context: Context): Decision {
  return asPlayer(state, context, ({ playerId, team, hasSeenKey }) => {
    if (!isLive(state)) return refuse('no-round')
    if (team !== null) return refuse('not-a-spectator')
    if (!state.settings.spectators) return refuse('spectators-not-allowed')
    if (hasSeenKey) return accept()
    return accept({ ...fact(context), type: 'KeySeen', playerId })
  })
}
