import {
  defaultSettings,
  gameIdSchema,
  joinCodeSchema,
  playerIdSchema,
  type Kind,
  type PlayerId,
  type Role,
  type Settings,
  type Team,
} from '@wordfare/contracts'
import type { GameEvent, Room } from '../src/index.ts'

type Event<T extends GameEvent['type']> = Extract<GameEvent, { type: T }>

export const NOW_MS = 1_800_000_000_000
export const gameId = gameIdSchema.parse('game'.padEnd(22, '0'))
export const joinCode = joinCodeSchema.parse('K7MQ24XD')
export const room: Room = {
  name: 'table-1',
  url: 'https://example.daily.co/table-1',
  domainId: 'a-domain',
  expiresAtMs: NOW_MS + 1,
}

export const player = (name: string): PlayerId => playerIdSchema.parse(name.padEnd(22, '_'))
/** Red's spymaster and operative, blue's spymaster and operative, and people without a seat. */
export const ada = player('ada')
export const bob = player('bob')
export const cleo = player('cleo')
export const dan = player('dan')
export const eve = player('eve')
export const finn = player('finn')

export const fact = (by: PlayerId | null) => ({ atMs: NOW_MS, by })

export const created = (settings: Partial<Settings> = {}): GameEvent => ({
  ...fact(ada),
  type: 'GameCreated',
  gameId,
  gameName: 'Tea',
  joinCode,
  settings: { ...defaultSettings, ...settings },
})

export const joined = (
  playerId: PlayerId,
  name: string,
  isHost = false,
): Event<'PlayerJoined'> => ({ ...fact(playerId), type: 'PlayerJoined', playerId, name, isHost })

export const seatTaken = (playerId: PlayerId, team: Team, role: Role): GameEvent => ({
  ...fact(playerId),
  type: 'SeatTaken',
  playerId,
  team,
  role,
})

/** Five people at a table, none of them seated. */
export const left = (playerId: PlayerId): GameEvent => ({
  ...fact(playerId),
  type: 'PlayerLeft',
  playerId,
})

export const keySeen = (playerId: PlayerId): GameEvent => ({
  ...fact(playerId),
  type: 'KeySeen',
  playerId,
})

export const gathered = (settings: Partial<Settings> = {}): readonly GameEvent[] => [
  created(settings),
  joined(ada, 'Ada', true),
  joined(bob, 'Bob'),
  joined(cleo, 'Cleo'),
  joined(dan, 'Dan'),
  joined(eve, 'Eve'),
]

/** Four of them seated; Eve watches. */
export const seated = (settings: Partial<Settings> = {}): readonly GameEvent[] => [
  ...gathered(settings),
  seatTaken(ada, 'red', 'spymaster'),
  seatTaken(bob, 'red', 'operative'),
  seatTaken(cleo, 'blue', 'spymaster'),
  seatTaken(dan, 'blue', 'operative'),
]

export const WORDS =
  `APPLE BRIDGE CASTLE DRAGON ENGINE FEATHER GARDEN HAMMER ISLAND JACKET KITCHEN LADDER
  MIRROR NEEDLE OCEAN PEPPER QUEEN RIVER SADDLE TEMPLE UMBRELLA VIOLIN WINDOW YACHT ZEBRA`.split(
    /\s+/,
  )

/** Red 0 to 8, blue 9 to 16, bystanders 17 to 23, the assassin last. */
export const KEY: Kind[] = WORDS.map((_, card) =>
  card < 9 ? 'red' : card < 17 ? 'blue' : card < 24 ? 'bystander' : 'assassin',
)
export const RED = 0
export const BLUE = 9
export const BYSTANDER = 17
export const ASSASSIN = 24

export const roundStarted: Event<'RoundStarted'> = {
  ...fact(ada),
  type: 'RoundStarted',
  round: 1,
  startingTeam: 'red',
  words: WORDS,
  key: KEY,
}

/** The first round, before its first clue. */
export const started = (settings: Partial<Settings> = {}): readonly GameEvent[] => [
  ...seated(settings),
  roundStarted,
]

export const clueGiven = (changes: Partial<Event<'ClueGiven'>> = {}): Event<'ClueGiven'> => ({
  ...fact(ada),
  by: ada,
  type: 'ClueGiven',
  team: 'red',
  turn: 1,
  word: 'sweet',
  count: 2,
  targets: null,
  ...changes,
})

/** Red has a clue for two cards. */
export const guessing = (settings: Partial<Settings> = {}): readonly GameEvent[] => [
  ...started(settings),
  clueGiven(),
]

export const covered = (
  card: number,
  { by = bob, team = 'red', turn = 1 }: { by?: PlayerId; team?: Team; turn?: number } = {},
): GameEvent => ({
  ...fact(by),
  type: 'CardCovered',
  card,
  kind: KEY[card] ?? 'bystander',
  team,
  turn,
})

export const turnEnded = (
  reason: Event<'TurnEnded'>['reason'],
  { by = bob, next = { team: 'blue' as Team, number: 2 } } = {},
): GameEvent => ({ ...fact(by), type: 'TurnEnded', reason, next })

export const roundEnded = (
  winner: Team,
  ending: Event<'RoundEnded'>['ending'],
  { by = bob, targets = [null] as (number[] | null)[] } = {},
): GameEvent => ({ ...fact(by), type: 'RoundEnded', winner, ending, key: KEY, targets })

/** Red touched the assassin in the first round. */
export const over = (settings: Partial<Settings> = {}): readonly GameEvent[] => [
  ...guessing(settings),
  covered(ASSASSIN),
  roundEnded('blue', 'assassin'),
]
