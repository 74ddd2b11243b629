import type { LogEntry, PlayerId, PublicEvent, Team } from '@wordfare/contracts'
import { logLength } from './limits.ts'
import { opponentOf } from './state.ts'

/** What is known of a table, to everyone, just before an event. */
export interface PublicFacts {
  readonly players: readonly { readonly playerId: PlayerId; readonly name: string }[]
  readonly cards: readonly { readonly word: string }[]
}

/** An event with all that may be secret left out of its type; stored and public events both fit. */
type PublicPart<E> = E extends PublicEvent ? Omit<E, 'joinCode' | 'key' | 'targets'> : never
type LoggedEvent = PublicPart<PublicEvent>

/** The wire copy, with what an event adds to it. The last lines stay; older ones fall off. */
export function logged<L extends readonly LogEntry[]>(
  log: L,
  facts: PublicFacts,
  event: LoggedEvent,
): L | LogEntry[] {
  const entry = logEntry(facts, event)
  return entry === null ? log : [...log, entry].slice(-logLength)
}

/**
 * The line that an event gets in the wire copy; null where it gets none. Server and browser both build it, from
 * public facts alone, and look names up at that moment.
 */
function logEntry({ players, cards }: PublicFacts, event: LoggedEvent): LogEntry | null {
  const { atMs } = event
  const nameOf = (playerId: PlayerId | null): string | null =>
    players.find((player) => player.playerId === playerId)?.name ?? null
  /** A line about somebody; none about somebody who is not there. */
  const about = (playerId: PlayerId | null, line: (name: string) => LogEntry): LogEntry | null => {
    const name = nameOf(playerId)
    return name === null ? null : line(name)
  }

  switch (event.type) {
    case 'PlayerJoined':
      return { type: 'joined', atMs, name: event.name }
    case 'PlayerLeft':
      return about(event.playerId, (name) => ({ type: 'left', atMs, name }))
    case 'PlayerRemoved':
      return about(event.playerId, (name) => ({ type: 'removed', atMs, name }))
    case 'PlayerRenamed':
      return about(event.playerId, (from) => ({ type: 'renamed', atMs, from, to: event.name }))
    case 'HostChanged':
      return about(event.playerId, (name) => ({ type: 'newHost', atMs, name }))
    case 'SeatTaken': {
      const { team, role } = event
      return about(event.playerId, (name) => ({ type: 'seated', atMs, name, team, role }))
    }
    case 'SeatLeft':
      return about(event.playerId, (name) => ({ type: 'stoodUp', atMs, name }))
    case 'SeatsChanged':
      return event.reason === 'shuffle' ? { type: 'shuffled', atMs } : null
    case 'SettingsChanged':
      return about(event.by, (name) => ({ type: 'settingsChanged', atMs, name }))
    case 'RoundStarted':
      return { type: 'roundStarted', atMs, round: event.round, team: event.startingTeam }
    case 'ClueGiven': {
      const { team, word, count } = event
      return about(event.by, (name) => ({ type: 'clue', atMs, team, name, word, count }))
    }
    case 'CardCovered': {
      const word = cards[event.card]?.word
      if (word === undefined) return null
      const { team, kind } = event
      return about(event.by, (name) => ({ type: 'guess', atMs, team, name, word, kind }))
    }
    case 'TurnEnded': {
      const team: Team = opponentOf(event.next.team)
      const name = event.reason === 'by-hand' ? nameOf(event.by) : null
      return { type: 'turnEnded', atMs, team, reason: event.reason, name }
    }
    case 'RoundEnded':
      return { type: 'roundEnded', atMs, winner: event.winner, ending: event.ending }
    case 'KeySeen':
      return about(event.playerId, (name) => ({ type: 'sawKey', atMs, name }))
    case 'AllMuted':
      return { type: 'allMuted', atMs }
    case 'CallReady':
      return { type: 'callReady', atMs }
    case 'CallUnavailable':
      return { type: 'callUnavailable', atMs, reason: event.reason }
    case 'GameCreated':
    case 'CardMarked':
    case 'CardUnmarked':
      return null
  }
}
