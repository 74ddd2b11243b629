import type { GameView, Role, Team } from '@wordfare/contracts'

/** A seat that the watcher may take now. */
export interface OpenSeat {
  readonly team: Team
  readonly role: Role
}

/** What the watcher may do at this moment. The server decides; this only keeps useless buttons off the page. */
export interface TurnRights {
  readonly canGiveClue: boolean
  /** To guess is also to mark (G1, G9). */
  readonly canGuess: boolean
  /** `guess-due`: at least one guess comes first (G2). */
  readonly endTurn: 'allowed' | 'guess-due' | 'not-yours'
  /** Whether the watcher may ask to see the key (R5). */
  readonly canSeeKey: boolean
  /** Seats that are free in mid-round (R6), red before blue. */
  readonly openSeats: readonly OpenSeat[]
}

const TEAMS: readonly Team[] = ['red', 'blue']

function openSeats(view: GameView): readonly OpenSeat[] {
  const self = view.players.find((player) => player.playerId === view.you?.playerId)
  if (self === undefined || self.role === 'spymaster') return []
  const hasSpymaster = (team: Team): boolean =>
    view.players.some((player) => player.team === team && player.role === 'spymaster')
  return TEAMS.flatMap((team) => {
    const seats: OpenSeat[] = []
    if (!hasSpymaster(team) && (self.team === null || self.team === team))
      seats.push({ team, role: 'spymaster' })
    if (self.team === null && !self.hasSeenKey) seats.push({ team, role: 'operative' })
    return seats
  })
}

/** Derives the watcher’s rights from what everybody at the table can see of seats, phase and turn. */
export function turnRights(view: GameView): TurnRights {
  const { you, turn, phase } = view
  const isOn = phase === 'clue' || phase === 'guess'
  const isYourTurn = isOn && you !== null && turn !== null && you.team === turn.team
  const canGuess = isYourTurn && phase === 'guess' && you.role === 'operative'
  const self = view.players.find((player) => player.playerId === you?.playerId)
  return {
    canGiveClue: isYourTurn && phase === 'clue' && you.role === 'spymaster',
    canGuess,
    endTurn: !canGuess ? 'not-yours' : view.guessesMade === 0 ? 'guess-due' : 'allowed',
    canSeeKey:
      isOn &&
      self !== undefined &&
      self.team === null &&
      !self.hasSeenKey &&
      view.settings.spectators,
    openSeats: isOn ? openSeats(view) : [],
  }
}

/** Whether the watcher sees what uncovered cards are. */
export const seesKey = (view: GameView): boolean =>
  view.cards.some((card) => !card.covered && card.kind !== null)
