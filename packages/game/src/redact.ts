import type { PublicEvent } from '@wordfare/contracts'
import type { Audience } from './audience.ts'
import { currentSettings } from './current-settings.ts'
import type { GameEvent } from './event.ts'

/**
 * The only way an event leaves the server (ADR 0003). The audience must be the one of the moment just before the
 * event; where the event changes it, the watcher needs a view instead.
 *
 * Built field by field. Never spread an event here: what is added to one stays secret until someone writes it
 * down below.
 */
export function redact(event: GameEvent, audience: Audience): PublicEvent {
  const { atMs, by } = event
  switch (event.type) {
    case 'GameCreated': {
      const { type, gameId, gameName } = event
      const settings = currentSettings(event.settings)
      const joinCode = audience.playerId === null ? null : event.joinCode
      return { type, atMs, by, gameId, gameName, joinCode, settings }
    }
    case 'PlayerJoined': {
      const { type, playerId, name, isHost } = event
      return { type, atMs, by, playerId, name, isHost }
    }
    case 'PlayerLeft':
    case 'PlayerRemoved':
    case 'HostChanged':
    case 'SeatLeft':
    case 'KeySeen': {
      const { type, playerId } = event
      return { type, atMs, by, playerId }
    }
    case 'PlayerRenamed': {
      const { type, playerId, name } = event
      return { type, atMs, by, playerId, name }
    }
    case 'SeatTaken': {
      const { type, playerId, team, role } = event
      return { type, atMs, by, playerId, team, role }
    }
    case 'SeatsChanged': {
      const { type, reason } = event
      const seats = event.seats.map(({ playerId, team, role }) => ({ playerId, team, role }))
      return { type, atMs, by, reason, seats }
    }
    case 'SettingsChanged': {
      const { type } = event
      const settings = currentSettings(event.settings)
      return { type, atMs, by, settings }
    }
    case 'RoundStarted': {
      const { type, round, startingTeam, words } = event
      const key = audience.seesKey ? event.key : null
      return { type, atMs, by, round, startingTeam, words, key }
    }
    case 'ClueGiven': {
      const { type, team, turn, word, count } = event
      const targets = audience.playerId === event.by ? event.targets : null
      return { type, atMs, by, team, turn, word, count, targets }
    }
    case 'CardMarked':
    case 'CardUnmarked': {
      const { type, card } = event
      return { type, atMs, by, card }
    }
    case 'CardCovered': {
      const { type, card, kind, team, turn } = event
      return { type, atMs, by, card, kind, team, turn }
    }
    case 'TurnEnded': {
      const { type, reason } = event
      const { team, number } = event.next
      return { type, atMs, by, reason, next: { team, number } }
    }
    case 'RoundEnded': {
      const { type, winner, ending, key, targets } = event
      return { type, atMs, by, winner, ending, key, targets }
    }
    case 'AllMuted':
    case 'CallReady': {
      const { type } = event
      return { type, atMs, by }
    }
    case 'CallUnavailable': {
      const { type, reason } = event
      return { type, atMs, by, reason }
    }
  }
}

/**
 * What of an audience makes a difference to how an event is redacted: audiences that are equal in this get the same, so
 * that it need be made only once for all of them.
 */
export function eyesOn(event: GameEvent, { playerId, seesKey }: Audience): string {
  switch (event.type) {
    case 'GameCreated':
      return playerId === null ? 'stranger' : 'player'
    case 'RoundStarted':
      return seesKey ? 'key' : 'words'
    case 'ClueGiven':
      return playerId === event.by ? 'giver' : 'others'
    case 'PlayerJoined':
    case 'PlayerLeft':
    case 'PlayerRemoved':
    case 'PlayerRenamed':
    case 'HostChanged':
    case 'SeatTaken':
    case 'SeatLeft':
    case 'SeatsChanged':
    case 'SettingsChanged':
    case 'KeySeen':
    case 'CardMarked':
    case 'CardUnmarked':
    case 'CardCovered':
    case 'TurnEnded':
    case 'RoundEnded':
    case 'AllMuted':
    case 'CallReady':
    case 'CallUnavailable':
      return 'all'
  }
}
