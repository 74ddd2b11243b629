import {
  defaultSettings,
  gameIdSchema,
  gameViewSchema,
  joinCodeSchema,
  playerIdSchema,
  type GameView,
  type Kind,
  type PlayerId,
  type Role,
  type Team,
} from '@wordfare/contracts'

/** The players of the sample table, by name. */
const people: readonly { name: string; team: Team | null; role: Role | null }[] = [
  { name: 'Ada', team: 'red', role: 'spymaster' },
  { name: 'Bob', team: 'red', role: 'operative' },
  { name: 'Cy', team: 'red', role: 'operative' },
  { name: 'Dee', team: 'blue', role: 'spymaster' },
  { name: 'Eve', team: 'blue', role: 'operative' },
  { name: 'Flo', team: 'blue', role: 'operative' },
  { name: 'Gus', team: null, role: null },
  { name: 'Hal', team: null, role: null },
]

export type SampleName = 'Ada' | 'Bob' | 'Cy' | 'Dee' | 'Eve' | 'Flo' | 'Gus' | 'Hal'

/** The id of somebody at the sample table. */
export const idOf = (name: string): PlayerId => playerIdSchema.parse(name.padEnd(22, '_'))

const board: readonly (readonly [word: string, kind: Kind, covered: boolean])[] = [
  ['LANTERN', 'bystander', false],
  ['ANCHOR', 'red', true],
  ['VELVET', 'blue', false],
  ['PARADE', 'blue', false],
  ['GRAVY', 'red', false],
  ['THUNDERSTORM', 'blue', true],
  ['LEDGER', 'red', true],
  ['OWL', 'blue', true],
  ['MARBLE', 'bystander', false],
  ['CANAL', 'bystander', false],
  ['SIREN', 'assassin', false],
  ['PEPPER', 'red', true],
  ['CARTOGRAPHER', 'blue', false],
  ['ABBEY', 'blue', false],
  ['KITE', 'red', true],
  ['TROMBONE', 'red', false],
  ['GLACIER', 'blue', false],
  ['INK', 'bystander', false],
  ['SCARECROW', 'blue', true],
  ['FERRY', 'red', false],
  ['TUGBOAT', 'red', false],
  ['MOSQUITO', 'bystander', false],
  ['HINGE', 'bystander', false],
  ['PASSPORT', 'bystander', true],
  ['SAFFRON', 'red', true],
]

/** Where a word lies on the sample board. */
export const cardOf = (word: string): number => board.findIndex(([one]) => one === word)

const guess = (word: string, by: SampleName): GameView['clues'][number]['guesses'][number] => {
  const card = cardOf(word)
  return { card, by: idOf(by), kind: board[card]?.[1] ?? 'bystander' }
}

const OPENED_AT_MS = Date.UTC(2026, 2, 12, 21, 32)
/** A moment of the sample round, in minutes after it started. */
const minute = (minutes: number): number => OPENED_AT_MS + minutes * 60_000

const clues: GameView['clues'] = [
  {
    team: 'red',
    turn: 1,
    by: idOf('Ada'),
    word: 'spice',
    count: 2,
    targets: [cardOf('PEPPER'), cardOf('SAFFRON')],
    guesses: [guess('PEPPER', 'Bob'), guess('SAFFRON', 'Cy')],
  },
  {
    team: 'blue',
    turn: 2,
    by: idOf('Dee'),
    word: 'forecast',
    count: 2,
    targets: [cardOf('THUNDERSTORM'), cardOf('GLACIER')],
    guesses: [guess('THUNDERSTORM', 'Flo'), guess('KITE', 'Eve')],
  },
  {
    team: 'red',
    turn: 3,
    by: idOf('Ada'),
    word: 'accounts',
    count: 1,
    targets: [cardOf('LEDGER')],
    guesses: [guess('LEDGER', 'Bob'), guess('PASSPORT', 'Cy')],
  },
  {
    team: 'blue',
    turn: 4,
    by: idOf('Dee'),
    word: 'barn',
    count: 2,
    targets: [cardOf('OWL'), cardOf('SCARECROW')],
    guesses: [guess('OWL', 'Eve'), guess('SCARECROW', 'Flo')],
  },
  {
    team: 'red',
    turn: 5,
    by: idOf('Ada'),
    word: 'harbour',
    count: 3,
    targets: [cardOf('ANCHOR'), cardOf('FERRY'), cardOf('TUGBOAT')],
    guesses: [guess('ANCHOR', 'Bob')],
  },
]

const nameOf = (playerId: PlayerId): string => playerId.replaceAll('_', '')

function logOf(played: GameView['clues']): GameView['log'] {
  let at = 1
  const log: GameView['log'] = [
    { type: 'roundStarted', atMs: minute(0), round: 2, team: 'red' },
    ...played.flatMap((clue): GameView['log'] => {
      const { team } = clue
      const ended = clue.guesses.find(({ kind }) => kind !== team)?.kind
      return [
        {
          type: 'clue',
          atMs: minute((at += 1)),
          team,
          name: nameOf(clue.by),
          word: clue.word,
          count: clue.count,
        },
        ...clue.guesses.map(({ card, by, kind }): GameView['log'][number] => ({
          type: 'guess',
          atMs: minute((at += 1)),
          team,
          name: nameOf(by),
          word: board[card]?.[0] ?? '',
          kind,
        })),
        ...(ended === 'bystander' || ended === (team === 'red' ? 'blue' : 'red')
          ? [
              {
                type: 'turnEnded',
                atMs: minute(at),
                team,
                reason: ended === 'bystander' ? ended : 'other-team',
                name: null,
              } as const,
            ]
          : []),
      ]
    }),
  ]
  return log
}

/** Red guesses on HARBOUR 3, one of them found; Bob has marked three cards, Cy one. */
const inPlay: GameView = {
  gameId: gameIdSchema.parse('sample-game-id________'),
  gameName: 'Thursday desk',
  joinCode: joinCodeSchema.parse('K7MQ24XD'),
  phase: 'guess',
  turn: { team: 'red', number: 5 },
  round: 2,
  roundStartedAtMs: minute(0),
  cards: board.map(([word, kind, covered]) => ({ word, kind, covered, marks: [] })),
  clue: { word: 'harbour', count: 3, team: 'red' },
  guessesLeft: 3,
  guessesMade: 1,
  deadlineAtMs: null,
  cardsLeft: { red: 4, blue: 5 },
  winner: null,
  players: people.map(({ name, team, role }) => ({
    playerId: idOf(name),
    name,
    team,
    role,
    isHost: name === 'Ada',
    isOnline: true,
    hasSeenKey: false,
  })),
  you: null,
  call: { status: 'pending', reason: null },
  settings: defaultSettings,
  rounds: [{ round: 1, winner: 'red', ending: 'last-card' }],
  clues,
  log: logOf(clues),
}

const marks: Record<string, readonly SampleName[]> = {
  SIREN: ['Bob'],
  FERRY: ['Cy', 'Bob'],
  TUGBOAT: ['Bob'],
}

/**
 * The sample table as one person may see it: `Cy` guesses, `Ada` knows the key, `Gus` watches, null has not joined.
 * Parsed by the wire’s own schema, so that a sample can’t drift from what a server sends.
 */
export function sampleView(who: SampleName | null, changes: Partial<GameView> = {}): GameView {
  const view = { ...inPlay, ...changes }
  const self = view.players.find((player) => player.playerId === (who && idOf(who)))
  const sees = view.phase === 'over' || self?.role === 'spymaster' || self?.hasSeenKey === true
  return gameViewSchema.parse({
    ...view,
    cards: view.cards.map((card) => ({
      ...card,
      kind: sees || card.covered ? card.kind : null,
      marks:
        card.covered || view.phase !== 'guess'
          ? []
          : card.marks.length > 0
            ? card.marks
            : (marks[card.word] ?? []).map(idOf),
    })),
    you: self
      ? { playerId: self.playerId, team: self.team, role: self.role, isHost: self.isHost }
      : null,
    clues: view.clues.map((clue) => ({
      ...clue,
      targets: view.phase === 'over' || clue.by === self?.playerId ? clue.targets : null,
    })),
  })
}

/** Red’s turn to be given a clue: before HARBOUR. */
export const beforeClue = (who: SampleName | null, changes: Partial<GameView> = {}): GameView =>
  sampleView(who, {
    phase: 'clue',
    clue: null,
    guessesLeft: null,
    guessesMade: 0,
    cards: inPlay.cards.map((card) =>
      card.word === 'ANCHOR' ? { ...card, covered: false } : card,
    ),
    cardsLeft: { red: 5, blue: 5 },
    clues: clues.slice(0, -1),
    log: logOf(clues.slice(0, -1)),
    ...changes,
  })

/** The sample round at its end: Bob takes SIREN for a harbour, and it is the assassin. */
export function overView(who: SampleName | null, changes: Partial<GameView> = {}): GameView {
  const played = clues.map((clue) =>
    clue.turn === 5 ? { ...clue, guesses: [...clue.guesses, guess('SIREN', 'Bob')] } : clue,
  )
  return sampleView(who, {
    phase: 'over',
    clue: null,
    guessesLeft: null,
    guessesMade: 2,
    winner: 'blue',
    cards: inPlay.cards.map((card) => (card.word === 'SIREN' ? { ...card, covered: true } : card)),
    rounds: [...inPlay.rounds, { round: 2, winner: 'blue', ending: 'assassin' }],
    clues: played,
    log: [
      ...logOf(played),
      { type: 'roundEnded', atMs: minute(17), winner: 'blue', ending: 'assassin' },
    ],
    ...changes,
  })
}
