import type { GameView, PlayerId } from '@wordfare/contracts'
import { conferring, mustBeSilent } from '@wordfare/game/view'
import { teamName } from '../board/team-name.ts'

const nobody: ReadonlySet<PlayerId> = new Set()

/** Who gets a player’s voice now: nobody where a straight face is asked for (V1), the team while it confers (V3). */
export function hearersOf(view: GameView, playerId: PlayerId): ReadonlySet<PlayerId> | 'everyone' {
  if (mustBeSilent(view, playerId)) return nobody
  const team = conferring(view)
  return team?.has(playerId) ? team : 'everyone'
}

/** Whether a player talks among a team that the watcher is not of (V3). */
export function isOutOfEarshot(view: GameView, playerId: PlayerId): boolean {
  const team = conferring(view)
  if (team === null || !team.has(playerId)) return false
  return view.you === null || !team.has(view.you.playerId)
}

/** Which voices stay among a team, as the watcher is told (V3); null while everybody hears everybody. */
export function teamTalkNote(view: GameView): string | null {
  const team = conferring(view)
  if (team === null || view.turn === null) return null
  if (view.you && team.has(view.you.playerId))
    return 'Only your team hears you until the turn ends.'
  return `${teamName[view.turn.team]} confers; you hear them again when the turn ends.`
}
