import {
  defaultSettings,
  gameIdSchema,
  joinCodeSchema,
  playerIdSchema,
  type GameId,
  type JoinCode,
  type ListedGame,
} from '@wordfare/contracts'
import type { GameEvent } from '@wordfare/game'
import type { GameIndex } from './event-store.ts'

/** The id of the n-th game of a test. */
export const gameId = (n: number): GameId => gameIdSchema.parse(String(n).padStart(22, '0'))

/** The n-th join code of a test; digits that a code may not hold become letters. */
export const joinCode = (n: number): JoinCode =>
  joinCodeSchema.parse(String(n).padStart(8, '0').replaceAll('0', 'X').replaceAll('1', 'Y'))

const ada = playerIdSchema.parse('ada-ada-ada-ada-ada-ad')
const bob = playerIdSchema.parse('bob_bob_bob_bob_bob_bo')
const fact = { atMs: 1_800_000_000_000, by: ada }
const words = Array.from({ length: 25 }, (_, card) => `WORD’${card}`)
const key = words.map((_, card) =>
  card < 9 ? 'red' : card < 17 ? 'blue' : card < 24 ? 'bystander' : 'assassin',
)

/** One of each kind of event. A new kind does not compile until it is here. */
export const sampleEvents: { readonly [T in GameEvent['type']]: Extract<GameEvent, { type: T }> } =
  {
    GameCreated: {
      ...fact,
      type: 'GameCreated',
      gameId: gameId(1),
      gameName: 'Tea & "biscuits" 🫖\u2028',
      joinCode: joinCode(1),
      settings: { ...defaultSettings, words: { packs: ['en'], custom: words } },
    },
    PlayerJoined: { ...fact, type: 'PlayerJoined', playerId: ada, name: 'Ada', isHost: true },
    PlayerLeft: { ...fact, type: 'PlayerLeft', playerId: bob },
    PlayerRemoved: { ...fact, type: 'PlayerRemoved', playerId: bob },
    PlayerRenamed: { ...fact, type: 'PlayerRenamed', playerId: bob, name: 'Bób \u0000 קפה' },
    HostChanged: { ...fact, by: null, type: 'HostChanged', playerId: bob },
    SeatTaken: { ...fact, type: 'SeatTaken', playerId: ada, team: 'red', role: 'spymaster' },
    SeatLeft: { ...fact, type: 'SeatLeft', playerId: ada },
    SeatsChanged: {
      ...fact,
      type: 'SeatsChanged',
      reason: 'shuffle',
      seats: [{ playerId: ada, team: 'blue', role: 'operative' }],
    },
    SettingsChanged: { ...fact, type: 'SettingsChanged', settings: defaultSettings },
    RoundStarted: { ...fact, type: 'RoundStarted', round: 1, startingTeam: 'red', words, key },
    ClueGiven: {
      ...fact,
      type: 'ClueGiven',
      team: 'red',
      turn: 1,
      word: 'ocean',
      count: 'unlimited',
      targets: [0, 24],
    },
    CardMarked: { ...fact, type: 'CardMarked', card: 3 },
    CardUnmarked: { ...fact, type: 'CardUnmarked', card: 3 },
    CardCovered: { ...fact, type: 'CardCovered', card: 0, kind: 'red', team: 'red', turn: 1 },
    TurnEnded: { ...fact, type: 'TurnEnded', reason: 'by-hand', next: { team: 'blue', number: 2 } },
    RoundEnded: {
      ...fact,
      type: 'RoundEnded',
      winner: 'blue',
      ending: 'assassin',
      key,
      targets: [[0, 24], null],
    },
    KeySeen: { ...fact, type: 'KeySeen', playerId: bob },
    AllMuted: { ...fact, type: 'AllMuted' },
    CallReady: {
      ...fact,
      by: null,
      type: 'CallReady',
      room: {
        name: 'table-1',
        url: 'https://example.daily.co/table-1',
        domainId: 'a-domain',
        expiresAtMs: fact.atMs + 1,
      },
    },
    CallUnavailable: { ...fact, by: null, type: 'CallUnavailable', reason: 'unreachable' },
  }

/** An event that can be told from others by its name. */
export const renamed = (name: string): GameEvent => ({ ...sampleEvents.PlayerRenamed, name })

/** What an index says about a game that nobody can find and that stays for long. */
export const hidden: GameIndex = {
  joinCode: null,
  listed: null,
  expiresAtMs: Number.MAX_SAFE_INTEGER,
}

/** A game as the lobby lists it; `round` tells one listing from another. */
export const listing = (
  id: GameId,
  { createdAtMs = fact.atMs, round = 0 }: { createdAtMs?: number; round?: number } = {},
): ListedGame => ({
  gameId: id,
  gameName: 'Tea',
  hostName: 'Ada',
  phase: 'seating',
  round,
  seats: {
    red: { hasSpymaster: true, operatives: 0 },
    blue: { hasSpymaster: false, operatives: 2 },
  },
  players: 3,
  spectators: true,
  createdAtMs,
})
