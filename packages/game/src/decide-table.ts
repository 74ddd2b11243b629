import type { Settings, SettingsChange } from '@wordfare/contracts'
import type { CommandOf } from './command.ts'
import { accept, asHost, asPlayer, fact, refuse, type Context, type Decision } from './decision.ts'
import type { GameEvent, Room } from './event.ts'
import { evolve } from './evolve.ts'
import { playersMax } from './limits.ts'
import { freeName, isNameTaken } from './names.ts'
import {
  isCreated,
  isLive,
  operativesOf,
  playerAt,
  spymasterOf,
  type GameState,
  type LiveState,
} from './state.ts'

/** Sets up a table, with its host. */
export function createGame(
  state: GameState,
  command: CommandOf<'createGame'>,
  context: Context,
): Decision {
  if (isCreated(state)) throw new Error(`game ${command.gameId} is there already`)
  const { gameId, gameName, joinCode, settings, playerId, playerName } = command
  const caused = { ...fact(context), by: playerId }
  return accept(
    { ...caused, type: 'GameCreated', gameId, gameName, joinCode, settings },
    { ...caused, type: 'PlayerJoined', playerId, name: playerName, isHost: true },
  )
}

/** Takes somebody to the table; joining again changes nothing. */
export function joinGame(
  state: GameState,
  { playerId, playerName }: CommandOf<'joinGame'>,
  context: Context,
): Decision {
  if (!isCreated(state)) throw new Error('nobody can join a game that is not there')
  if (state.removed.includes(playerId)) return refuse('removed-from-game')
  if (playerAt(state.players, playerId) !== undefined) return accept()
  if (isLive(state) && !state.settings.spectators && !hasSeatToFill(state)) {
    return refuse('spectators-not-allowed')
  }
  if (state.players.length >= playersMax) return refuse('table-full')

  const caused = { ...fact(context), by: playerId }
  const name = freeName(state.players, playerName)
  const isHost = state.hostId === null
  const joined: GameEvent = { ...caused, type: 'PlayerJoined', playerId, name, isHost }
  // R5: coming back does not take the mark away.
  return isLive(state) && state.seenKey.includes(playerId)
    ? accept(joined, { ...caused, type: 'KeySeen', playerId })
    : accept(joined)
}

/** Whether the round waits for somebody: nobody at the table may be able to take the seat (R5). */
const hasSeatToFill = ({ players }: LiveState): boolean =>
  (['red', 'blue'] as const).some(
    (team) => spymasterOf(players, team) === undefined || operativesOf(players, team).length === 0,
  )

export function rename(
  state: GameState,
  { name }: CommandOf<'rename'>,
  context: Context,
): Decision {
  return asPlayer(state, context, (player) => {
    if (name === player.name) return accept()
    const others = state.players.filter((other) => other !== player)
    if (isNameTaken(others, name)) return refuse('name-taken')
    return accept({ ...fact(context), type: 'PlayerRenamed', playerId: player.playerId, name })
  })
}

/** Leaves the table; a host leaves it to whoever has been there longest. */
export function leaveGame(state: GameState, context: Context): Decision {
  return asPlayer(state, context, ({ playerId }) => {
    const left: GameEvent = { ...fact(context), type: 'PlayerLeft', playerId }
    const { hostId, players } = evolve(state, left)
    const heir = players[0]
    return hostId === null && heir !== undefined
      ? accept(left, { ...fact(context), type: 'HostChanged', playerId: heir.playerId })
      : accept(left)
  })
}

export function changeSettings(
  state: GameState,
  command: CommandOf<'changeSettings'>,
  context: Context,
): Decision {
  return asHost(state, context, () => {
    if (isLive(state)) return refuse('round-in-progress')
    const settings = withChange(state.settings, command.settings)
    return accept({ ...fact(context), type: 'SettingsChanged', settings })
  })
}

const withChange = (settings: Settings, change: SettingsChange): Settings => ({
  visibility: change.visibility ?? settings.visibility,
  clueCheck: change.clueCheck ?? settings.clueCheck,
  spymasterRotation: change.spymasterRotation ?? settings.spymasterRotation,
  spectators: change.spectators ?? settings.spectators,
  straightFace: change.straightFace ?? settings.straightFace,
  teamTalk: change.teamTalk ?? settings.teamTalk,
  timer: change.timer ?? settings.timer,
  words: change.words ?? settings.words,
})

export function makeHost(
  state: GameState,
  { playerId }: CommandOf<'makeHost'>,
  context: Context,
): Decision {
  return asHost(state, context, (host) => {
    if (playerAt(state.players, playerId) === undefined) return refuse('no-such-player')
    if (playerId === host.playerId) return accept()
    return accept({ ...fact(context), type: 'HostChanged', playerId })
  })
}

export function removePlayer(
  state: GameState,
  { playerId }: CommandOf<'removePlayer'>,
  context: Context,
): Decision {
  return asHost(state, context, (host) => {
    if (playerId === host.playerId) return refuse('not-yourself')
    if (playerAt(state.players, playerId) === undefined) return refuse('no-such-player')
    return accept({ ...fact(context), type: 'PlayerRemoved', playerId })
  })
}

/** Asks everybody for silence; no seat, card or turn changes (V2). */
export const muteAll = (state: GameState, context: Context): Decision =>
  asHost(state, context, () => accept({ ...fact(context), type: 'AllMuted' }))

/** Says that the call is there, in a room if it needs one, or that a room takes its place which stays open for longer. */
export function attachCall(
  state: GameState,
  { room }: CommandOf<'attachCall'>,
  context: Context,
): Decision {
  const { call } = state
  if (call.status === 'ready' && lastsAsLong(call.room, room)) return accept()
  return accept({ ...fact(context), type: 'CallReady', room })
}

const lastsAsLong = (present: Room | null, other: Room | null): boolean =>
  other === null || (present !== null && present.expiresAtMs >= other.expiresAtMs)

/** Says why there is no call. */
export function failCall(
  state: GameState,
  { reason }: CommandOf<'failCall'>,
  context: Context,
): Decision {
  const { call } = state
  if (call.status === 'ready') return accept()
  if (call.status === 'unavailable' && call.reason === reason) return accept()
  return accept({ ...fact(context), type: 'CallUnavailable', reason })
}
