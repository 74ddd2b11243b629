import type { GameView, Role, Team } from '@wordfare/contracts'
import { teamName } from '../board/team-name.ts'

const TEAMS = ['red', 'blue'] as const
const ROLES = ['spymaster', 'operative'] as const
const wanted: Record<Role, string> = { spymaster: 'a spymaster', operative: 'an operative' }

/** Why the round can't start yet (R4); null when it can. */
export function startObstacle({ players, settings }: GameView): string | null {
  const isMissing = (team: Team, role: Role): boolean =>
    !players.some((player) => player.team === team && player.role === role)
  for (const role of ROLES) {
    const lacking = TEAMS.filter((team) => isMissing(team, role))
    if (lacking.length === TEAMS.length) return `Both sides need ${wanted[role]}.`
    const [team] = lacking
    if (team) return `${teamName[team]} needs ${wanted[role]}.`
  }
  if (!settings.spectators && players.some(({ team }) => team === null))
    return 'Everybody needs a seat: this table has no gallery.'
  return null
}
