import type { Command, Kind, Role, Team } from '@wordfare/contracts'
import { planRound } from './round-plan.ts'

export interface Seat {
  readonly team: Team
  readonly role: Role
}

/** What a round begins with, as spymasters see it. */
export interface Deal {
  readonly key: readonly Kind[]
  readonly startingTeam: Team
}

/** What the member with that index does next: joins the game, or plays a command. */
export interface Move {
  readonly member: number
  readonly does: 'join' | Command
}

/** Two teams of the same size, each with its spymaster first. */
export const seatsFor = (members: number): readonly Seat[] =>
  Array.from({ length: members }, (_, index) => ({
    team: index < members / 2 ? 'red' : 'blue',
    role: index % (members / 2) === 0 ? 'spymaster' : 'operative',
  }))

/**
 * What people do at a table, for as long as anybody asks: round after round, and between two rounds an operative leaves,
 * joins again and sits down. Those in the same seat take turns. `takeDeal` gives the deal of the round that was just
 * started.
 */
export function* playOn(seats: readonly Seat[], takeDeal: () => Deal): Generator<Move, never> {
  const holdersOf = ({ team, role }: Seat): number[] =>
    seats.flatMap((seat, member) => (seat.team === team && seat.role === role ? [member] : []))
  const operatives = seats.flatMap((seat, member) =>
    seat.role === 'operative' ? [{ seat, member }] : [],
  )
  let moves = 0
  for (let round = 0; ; round++) {
    const { seat, member } = oneOf(operatives, round)
    yield { member, does: { type: 'leaveGame' } }
    yield { member, does: 'join' }
    yield { member, does: { type: 'takeSeat', ...seat } }
    yield { member, does: { type: 'startRound' } }
    const { key, startingTeam } = takeDeal()
    for (const { command, ...from } of planRound(key, startingTeam)) {
      yield { member: oneOf(holdersOf(from), moves++), does: command }
    }
  }
}

function oneOf<T>(some: readonly T[], turn: number): T {
  const one = some[turn % some.length]
  if (one === undefined) throw new Error('nobody sits there')
  return one
}
