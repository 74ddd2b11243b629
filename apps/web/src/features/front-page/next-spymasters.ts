import type { GameView, PlayerView, Team } from '@wordfare/contracts'
import { teamName } from '../board/team-name.ts'

function nextIn(view: GameView, team: Team): PlayerView | undefined {
  const members = view.players.filter((player) => player.team === team)
  const current = members.findIndex((player) => player.role === 'spymaster')
  if (current === -1) return undefined
  // E4: the seat moves on in the order in which people joined, which is the order of the view.
  return view.settings.spymasterRotation
    ? members[(current + 1) % members.length]
    : members[current]
}

/** Who gives the clues in the next round, or which team has nobody to. */
export function nextSpymasters(view: GameView): string {
  const red = nextIn(view, 'red')
  const blue = nextIn(view, 'blue')
  if (red === undefined || blue === undefined) {
    const team = red === undefined ? 'red' : 'blue'
    return `${teamName[team]} needs a spymaster for the next round.`
  }
  return `Next round: ${red.name} and ${blue.name} give the clues.`
}
