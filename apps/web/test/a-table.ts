import {
  defaultSettings,
  gameIdSchema,
  gameViewSchema,
  joinCodeSchema,
  listedGameSchema,
  playerIdSchema,
  type GameView,
  type ListedGame,
  type PlayerId,
  type PlayerView,
} from '@wordfare/contracts'

const ID_LENGTH = 22
const id = (name: string): string => name.padEnd(ID_LENGTH, '-')

export const gameId = gameIdSchema.parse(id('game'))
export const joinCode = joinCodeSchema.parse('K7MQ24XD')
export const idOf = (name: string): PlayerId => playerIdSchema.parse(id(name))

/** Somebody at the table: in the gallery unless a seat is given. */
export function aPlayer(name: string, more: Partial<PlayerView> = {}): PlayerView {
  return {
    playerId: idOf(name),
    name,
    team: null,
    role: null,
    isHost: false,
    isOnline: true,
    hasSeenKey: false,
    ...more,
  }
}

export const ada = aPlayer('Ada', { team: 'red', role: 'spymaster', isHost: true })
export const bob = aPlayer('Bob', { team: 'red', role: 'operative' })
export const dee = aPlayer('Dee', { team: 'blue', role: 'spymaster' })
export const eve = aPlayer('Eve', { team: 'blue', role: 'operative' })
export const gus = aPlayer('Gus')

/** A table before its first round, as `you` sees it; null is a stranger. */
export function aTable(
  you: PlayerView | null,
  players: readonly PlayerView[],
  more: Partial<GameView> = {},
): GameView {
  return gameViewSchema.parse({
    gameId,
    gameName: 'Thursday desk',
    joinCode: you ? joinCode : null,
    phase: 'seating',
    turn: null,
    round: 0,
    roundStartedAtMs: null,
    cards: [],
    clue: null,
    guessesLeft: null,
    guessesMade: 0,
    deadlineAtMs: null,
    cardsLeft: { red: 0, blue: 0 },
    winner: null,
    players,
    you: you && {
      playerId: you.playerId,
      team: you.team,
      role: you.role,
      isHost: you.isHost,
    },
    call: { status: 'unavailable', reason: 'switched-off' },
    settings: defaultSettings,
    rounds: [],
    clues: [],
    log: [],
    ...more,
  } satisfies Record<keyof GameView, unknown>)
}

/** A game in the lobby. */
export function aListedGame(gameName: string, more: Partial<ListedGame> = {}): ListedGame {
  return listedGameSchema.parse({
    gameId,
    gameName,
    hostName: 'Ada',
    phase: 'seating',
    round: 0,
    seats: {
      red: { hasSpymaster: true, operatives: 1 },
      blue: { hasSpymaster: true, operatives: 1 },
    },
    players: 4,
    spectators: true,
    createdAtMs: 1,
    ...more,
  })
}
