import type { Phase, PlayerId, Role, Settings, Team } from '@wordfare/contracts'

/** What of a table decides who may speak to whom; a view of it has that, and so has its state. */
interface TableOfVoices {
  readonly settings: Pick<Settings, 'straightFace' | 'teamTalk'>
  readonly phase: Phase
  readonly turn?: { readonly team: Team } | null
  readonly players: readonly {
    readonly playerId: PlayerId
    readonly team: Team | null
    readonly role: Role | null
  }[]
}

/** Whether straight face keeps this player's microphone off right now (V1). */
export const mustBeSilent = (
  { settings, phase, players }: TableOfVoices,
  playerId: PlayerId,
): boolean =>
  settings.straightFace &&
  phase === 'guess' &&
  players.some((player) => player.playerId === playerId && player.role === 'spymaster')

/** The team that confers, whom nobody else hears (V3); null while everybody hears everybody. */
export function conferring({
  settings,
  phase,
  turn,
  players,
}: TableOfVoices): ReadonlySet<PlayerId> | null {
  if (!settings.teamTalk || phase !== 'guess' || !turn) return null
  return new Set(players.filter(({ team }) => team === turn.team).map(({ playerId }) => playerId))
}
