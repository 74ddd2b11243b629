import type { Count, GameView, PlayerId, PublicEvent, Team } from '@wordfare/contracts'
import { otherTeam, teamName } from '../board/team-name.ts'

/** What a reader who doesn't see the table is told of an event; null where telling would only disturb. */
export function announcementOf(
  event: PublicEvent,
  view: GameView,
  before: GameView,
): string | null {
  const name = (id: PlayerId): string => nameOf(id, view, before)
  switch (event.type) {
    case 'PlayerJoined':
      return `${event.name} joined.`
    case 'PlayerLeft':
      return `${name(event.playerId)} left.`
    case 'PlayerRemoved':
      return `${name(event.playerId)} was removed by the host.`
    case 'PlayerRenamed':
      return `${nameOf(event.playerId, before, before)} is now called ${event.name}.`
    case 'HostChanged':
      return view.you?.playerId === event.playerId
        ? 'You are the host now.'
        : `${name(event.playerId)} is the host now.`
    case 'SeatTaken':
      return `${name(event.playerId)} sits with ${teamName[event.team]}, as ${event.role === 'spymaster' ? 'spymaster' : 'an operative'}.`
    case 'SeatLeft':
      return `${name(event.playerId)} stood up.`
    case 'SeatsChanged':
      return event.reason === 'shuffle'
        ? `The teams were shuffled. ${yourSeat(view)}`
        : `The spymasters’ seats have moved on. ${yourSeat(view)}`
    case 'SettingsChanged':
      return 'The host changed the brief.'
    case 'RoundStarted':
      return `Round ${event.round} starts. ${turnOf(event.startingTeam, view)}`
    case 'ClueGiven':
      return `${teamName[event.team]}’s clue: ${event.word}, ${spokenCount(event.count)}. ${guessOf(event.team, view)}`
    case 'CardMarked':
    case 'CardUnmarked':
      return null
    case 'CardCovered':
      return `${view.cards[event.card]?.word ?? 'The card'}: ${spokenKind(event)}`
    case 'TurnEnded':
      return `${event.reason === 'out-of-time' ? 'Out of time' : 'Turn over'}. ${turnOf(event.next.team, view)}`
    case 'RoundEnded':
      return event.ending === 'assassin'
        ? `Round over. ${teamName[otherTeam(event.winner)]} found the assassin; ${teamName[event.winner]} wins.`
        : `Round over. ${teamName[event.winner]} wins: its last word is found.`
    case 'KeySeen':
      return `${name(event.playerId)} has seen the key.`
    case 'AllMuted':
      return 'The host muted everybody.'
    case 'CallReady':
      return 'The call is ready.'
    case 'CallUnavailable':
      return 'The call is not available. The game goes on without it.'
    case 'GameCreated':
      return null
  }
}

/** Where the table stands, for somebody who has just come in. */
export function arrivalAnnouncement(view: GameView): string {
  const { phase, turn, clue } = view
  switch (phase) {
    case 'seating':
      return `${view.gameName}. People are taking seats.`
    case 'over':
      return `${view.gameName}. Round ${view.round} is over.`
    case 'clue':
      return `${view.gameName}, round ${view.round}. ${turn ? turnOf(turn.team, view) : ''}`.trim()
    case 'guess':
      return clue
        ? `${view.gameName}, round ${view.round}. ${teamName[clue.team]}’s clue: ${clue.word}, ${spokenCount(clue.count)}. ${guessOf(clue.team, view)}`
        : `${view.gameName}, round ${view.round}.`
  }
}

const nameOf = (id: PlayerId, view: GameView, before: GameView): string =>
  (
    view.players.find(({ playerId }) => playerId === id) ??
    before.players.find(({ playerId }) => playerId === id)
  )?.name ?? 'Somebody'

const spokenCount = (count: Count): string => (count === 'unlimited' ? 'unlimited' : String(count))

function spokenKind({ kind, team }: Extract<PublicEvent, { type: 'CardCovered' }>): string {
  switch (kind) {
    case 'assassin':
      return 'the assassin.'
    case 'bystander':
      return 'a bystander.'
    case 'red':
    case 'blue':
      return kind === team ? `${teamName[kind]}. Good copy.` : `that one was ${teamName[kind]}’s.`
  }
}

function yourSeat({ you }: GameView): string {
  if (!you) return ''
  if (!you.team || !you.role) return 'You are in the gallery.'
  return `You sit with ${teamName[you.team]}, as ${you.role === 'spymaster' ? 'spymaster' : 'an operative'}.`
}

function turnOf(team: Team, { you }: GameView): string {
  if (you?.team === team && you.role === 'spymaster') return 'Your turn to give a clue.'
  return you?.team === team
    ? 'Your spymaster gives a clue.'
    : `${teamName[team]}’s spymaster gives a clue.`
}

function guessOf(team: Team, { you }: GameView): string {
  return you?.team === team && you.role === 'operative'
    ? 'Your turn to guess.'
    : `${teamName[team]} guesses.`
}
