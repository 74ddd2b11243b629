import type { Team } from '@wordfare/contracts'

/** What a team is called in a sentence. */
export const teamName: Record<Team, string> = { red: 'Red', blue: 'Blue' }

/** The class that gives an element a team’s ink, pattern and shape. */
export const teamClass: Record<Team, string> = { red: 't-red', blue: 't-blue' }

/** The team across the table. */
export const otherTeam = (team: Team): Team => (team === 'red' ? 'blue' : 'red')
