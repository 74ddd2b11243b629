import type { Team } from '@wordfare/contracts'
import { at } from './at.ts'
import { dealKey, dealWords, randomTeam } from './deal.ts'
import { accept, asPlayer, fact, refuse, type Context, type Decision } from './decision.ts'
import type { GameEvent } from './event.ts'
import { isLive, operativesOf, spymasterOf, type GameState, type Player } from './state.ts'

const TEAMS: readonly Team[] = ['red', 'blue']

/** Deals the next round (R1 to R4, E4). */
export function startRound(state: GameState, context: Context): Decision {
  return asPlayer(state, context, ({ team }) => {
    if (isLive(state)) return refuse('round-in-progress')
    if (team === null) return refuse('not-seated')
    const { players, settings } = state
    if (!TEAMS.every((each) => isComplete(players, each))) return refuse('seats-missing')
    if (!settings.spectators && players.some((player) => player.team === null)) {
      return refuse('spectators-not-allowed')
    }
    const words = dealWords(context.wordPool, state.usedWords, context.random)
    if (words === null) return refuse('not-enough-words')

    const startingTeam = randomTeam(context.random)
    const dealt: GameEvent = {
      ...fact(context),
      type: 'RoundStarted',
      round: state.rounds.length + 1,
      startingTeam,
      words,
      key: dealKey(startingTeam, context.random),
    }
    // The seats come first: whoever was a spymaster is none any more when the key is dealt.
    return state.phase === 'over' && settings.spymasterRotation
      ? accept(rotation(players, context), dealt)
      : accept(dealt)
  })
}

const isComplete = (players: readonly Player[], team: Team): boolean =>
  spymasterOf(players, team) !== undefined && operativesOf(players, team).length > 0

/** Hands each spymaster's seat to the next member of the team, in the order of joining (E4). */
function rotation(players: readonly Player[], context: Context): GameEvent {
  const next = new Set(TEAMS.map((team) => spymasterAfter(players, team)))
  const seats = players.flatMap((player) =>
    player.team === null
      ? []
      : [
          {
            playerId: player.playerId,
            team: player.team,
            role: next.has(player) ? ('spymaster' as const) : ('operative' as const),
          },
        ],
  )
  return { ...fact(context), type: 'SeatsChanged', reason: 'rotation', seats }
}

function spymasterAfter(players: readonly Player[], team: Team): Player {
  const members = players.filter((player) => player.team === team)
  const current = members.findIndex((member) => member.role === 'spymaster')
  return at(members, (current + 1) % members.length)
}
