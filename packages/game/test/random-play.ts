import {
  boardWordSchema,
  clueWordSchema,
  defaultSettings,
  playerNameSchema,
  type Count,
  type PlayerId,
  type Team,
} from '@wordfare/contracts'
import fc from 'fast-check'
import lemmatizer from 'wink-lemmatizer'
import {
  decide,
  evolve,
  initialState,
  type Context,
  type Decision,
  type GameCommand,
  type GameEvent,
  type GameState,
  type Lexicon,
} from '../src/index.ts'
import { gameId, joinCode, NOW_MS, player, room, WORDS } from './table.ts'

/** More than a table holds. */
export const PEOPLE: readonly PlayerId[] = Array.from({ length: 23 }, (_, n) => player(`p${n}`))
/** A board and a half, so that the second round must take words that were used. */
const POOL: readonly string[] = [...WORDS, ...WORDS.slice(0, 12).map((word) => `${word}ETTE`)]

/** No word is made of two. */
export const LEXICON: Lexicon = { ...lemmatizer, isCommonWord: () => false }

const TEAMS: readonly Team[] = ['red', 'blue']
const COUNTS: readonly Count[] = [0, 1, 2, 3, 9, 'unlimited']

/** One thing that somebody tries. What the numbers mean depends on the table. */
export interface Try {
  readonly who: number
  readonly what: (typeof TRIES)[number]
  readonly first: number
  readonly second: number
}

/** Tries, the likelier ones more often. Those of the people whose turn it is come first. */
const TRIES = [
  ...Array<'clue'>(14).fill('clue'),
  ...Array<'guess'>(22).fill('guess'),
  ...Array<'endTurn'>(3).fill('endTurn'),
  ...Array<'mark'>(5).fill('mark'),
  ...Array<'start'>(5).fill('start'),
  ...Array<'fill'>(4).fill('fill'),
  ...(['join', 'join', 'leave', 'takeSeat', 'takeSeat', 'leaveSeat', 'seeKey', 'seeKey'] as const),
  ...(['shuffle', 'settings', 'rename', 'makeHost', 'remove', 'wildClue', 'wildGuess'] as const),
  ...(['wildEnd', 'wildMark', 'muteAll', 'attachCall', 'failCall', 'expire', 'expire'] as const),
] as const

const aTry: fc.Arbitrary<Try> = fc.record({
  who: fc.oneof({ weight: 5, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(22) }),
  what: fc.constantFrom(...TRIES),
  first: fc.nat(599),
  second: fc.nat(599),
})

/** A game from its creation on: who comes, whether they sit down and start, and what they try then. */
export interface Script {
  readonly crowd: number
  readonly seed: number
  readonly rotation: boolean
  readonly spectators: boolean
  readonly listed: boolean
  /** Rounds that are played to their end before the tries begin. */
  readonly roundsBefore: number
  readonly tries: readonly Try[]
}

export const script = (maxTries: number): fc.Arbitrary<Script> =>
  fc.record({
    crowd: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 4, max: 7 }) },
      { weight: 1, arbitrary: fc.nat(22) },
    ),
    seed: fc.nat(),
    rotation: fc.boolean(),
    spectators: fc.oneof(
      { weight: 3, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    listed: fc.boolean(),
    roundsBefore: fc.nat(2),
    tries: fc.array(aTry, { maxLength: maxTries, size: 'max' }),
  })

/** Something that somebody asked for, with the dice that were thrown for it. */
export interface Asked {
  readonly by: PlayerId | null
  readonly command: GameCommand
  readonly seed: number
}

export interface Step {
  readonly asked: Asked
  readonly before: GameState
  readonly decision: Decision
  readonly after: GameState
}

/** Dice that can be thrown again (mulberry32). */
const dice = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Time passes only for those who wait for it to be up. */
const LONG_MS = 600_000

const contextFor = ({ by, command, seed }: Asked): Context => ({
  by,
  nowMs: NOW_MS + (seed % 1000) + (command.type === 'expireTurn' ? LONG_MS : 0),
  random: dice(seed),
  wordPool: POOL,
  lexicon: LEXICON,
})

/** Asks the rules; what they say is what happens. */
export function ask(before: GameState, asked: Asked): Step {
  const decision = decide(before, asked.command, contextFor(asked))
  const after = decision.ok ? decision.events.reduce(evolve, before) : before
  return { asked, before, decision, after }
}

/** Plays a script. */
export function play(attempt: Script): Step[] {
  const { crowd, seed, rotation, spectators, listed, roundsBefore, tries } = attempt
  const steps: Step[] = []
  let state = initialState
  const perform = (by: PlayerId | null, command: GameCommand) => {
    const step = ask(state, { by, command, seed: (seed + steps.length * 7919) | 0 })
    steps.push(step)
    state = step.after
  }
  const [host = player('p0')] = PEOPLE
  perform(host, {
    type: 'createGame',
    gameId,
    gameName: 'Tea',
    joinCode,
    settings: {
      ...defaultSettings,
      spymasterRotation: rotation,
      spectators,
      visibility: listed ? 'listed' : 'link',
    },
    playerId: host,
    playerName: 'Somebody',
  })
  for (const playerId of PEOPLE.slice(1, crowd)) {
    perform(playerId, { type: 'joinGame', playerId, playerName: 'Somebody' })
  }
  perform(host, { type: 'shuffleTeams' })
  perform(host, { type: 'startRound' })
  for (let round = 0; round < roundsBefore && isOn(state); round++) {
    const { by, command } = commandOf(state, { who: 0, what: 'clue', first: 1, second: 1 })
    perform(by, command)
    const card = state.cards.findIndex(({ kind }) => kind === 'assassin')
    const operative = commandOf(state, { who: 0, what: 'guess', first: 0, second: 0 }).by
    perform(operative, { type: 'guess', card, turn: state.turn.number })
    perform(host, { type: 'startRound' })
  }
  for (const each of tries) {
    const { by, command } = commandOf(state, each)
    perform(by, command)
  }
  return steps
}

const isOn = (state: GameState): state is Exclude<GameState, { phase: 'seating' }> =>
  state.phase !== 'seating'

/** The events of a play, in their order. */
export const eventsOf = (steps: readonly Step[]): GameEvent[] =>
  steps.flatMap(({ decision }) => (decision.ok ? decision.events : []))

/** Every event of a play with the states around it. */
export function* transitions(
  steps: readonly Step[],
): Generator<{ before: GameState; event: GameEvent; after: GameState }> {
  for (const { before, decision } of steps) {
    let state = before
    for (const event of decision.ok ? decision.events : []) {
      const after = evolve(state, event)
      yield { before: state, event, after }
      state = after
    }
  }
}

const pick = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

function commandOf(
  state: GameState,
  { who, what, first, second }: Try,
): { by: PlayerId | null; command: GameCommand } {
  const anyone = pick(PEOPLE, who)
  const other = pick(PEOPLE, first)
  const turn = state.phase === 'seating' ? null : state.turn
  const number = turn?.number ?? 1
  const inTurn = (role: 'spymaster' | 'operative'): PlayerId =>
    state.players.find((each) => each.team === turn?.team && each.role === role)?.playerId ?? anyone
  const seat = { team: pick(TEAMS, first), role: pick(['spymaster', 'operative'] as const, second) }
  switch (what) {
    case 'clue':
    case 'wildClue':
      return {
        by: what === 'clue' ? inTurn('spymaster') : anyone,
        command: clue(state, first, second),
      }
    case 'guess':
      return {
        by: inTurn('operative'),
        command: { type: 'guess', card: pick(likelyCards(state), first), turn: number },
      }
    case 'wildGuess':
      return { by: anyone, command: { type: 'guess', card: first % 25, turn: (second % 4) + 1 } }
    case 'endTurn':
      return { by: inTurn('operative'), command: { type: 'endTurn', turn: number } }
    case 'wildEnd':
      return { by: anyone, command: { type: 'endTurn', turn: (second % 4) + 1 } }
    case 'mark':
      return { by: inTurn('operative'), command: { type: 'mark', card: first % 5 } }
    case 'wildMark':
      return { by: anyone, command: { type: 'mark', card: first % 25 } }
    case 'start':
      return { by: inTurn('operative'), command: { type: 'startRound' } }
    case 'fill':
      return { by: spareFor(state) ?? anyone, command: { type: 'takeSeat', ...emptySeat(state) } }
    case 'join':
      return {
        by: anyone,
        command: { type: 'joinGame', playerId: anyone, playerName: pick(NAMES, first) },
      }
    case 'leave':
      return { by: anyone, command: { type: 'leaveGame' } }
    case 'takeSeat':
      return { by: anyone, command: { type: 'takeSeat', ...seat } }
    case 'leaveSeat':
      return { by: anyone, command: { type: 'leaveSeat' } }
    case 'seeKey':
      return { by: anyone, command: { type: 'seeKey' } }
    case 'shuffle':
      return { by: anyone, command: { type: 'shuffleTeams' } }
    case 'settings':
      return {
        by: state.hostId ?? anyone,
        command: {
          type: 'changeSettings',
          settings: {
            spymasterRotation: first % 2 === 0,
            straightFace: first % 3 === 0,
            teamTalk: second % 3 === 0,
            timer: { ...defaultSettings.timer, mode: pick(['off', 'soft', 'hard'], first) },
            clueCheck: second % 2 === 0 ? 'strict' : 'table',
            words: { packs: [], custom: POOL.map((word) => boardWordSchema.parse(word)) },
          },
        },
      }
    case 'rename':
      return {
        by: anyone,
        command: { type: 'rename', name: playerNameSchema.parse(pick(NAMES, first)) },
      }
    case 'makeHost':
      return { by: state.hostId ?? anyone, command: { type: 'makeHost', playerId: other } }
    case 'remove':
      return { by: state.hostId ?? anyone, command: { type: 'removePlayer', playerId: other } }
    case 'muteAll':
      return { by: state.hostId ?? anyone, command: { type: 'muteAll' } }
    case 'expire':
      return { by: null, command: { type: 'expireTurn', turn: number } }
    case 'attachCall':
      return { by: null, command: { type: 'attachCall', room } }
    case 'failCall':
      return {
        by: null,
        command: { type: 'failCall', reason: pick(['quota', 'refused'] as const, first) },
      }
  }
}

const NAMES = ['Somebody', 'Nobody', 'Anybody', 'x'.repeat(30)]

function clue(state: GameState, first: number, second: number): GameCommand {
  const words = [`clue${first}`, 'sweet', 'apple', 'bridges', 'two words', 'very'.repeat(9)]
  const word = clueWordSchema.parse(pick(words, Math.max(0, (first % 12) - 6)))
  const command = { type: 'giveClue', word, count: pick(COUNTS, second) } as const
  if (second % 3 === 0 || state.phase === 'seating') return command
  const own = state.cards.flatMap((card, index) =>
    card.kind === state.turn.team && !card.isCovered ? [index] : [],
  )
  const targets = second % 7 === 0 ? [first % 25] : own.slice(0, first % 4)
  return { ...command, targets }
}

/** All cards, and those of the team again and again: a play that guesses blindly is soon over. */
function likelyCards(state: GameState): readonly number[] {
  const all = Array.from({ length: 25 }, (_, card) => card)
  if (state.phase === 'seating') return all
  const own = state.cards.flatMap(({ kind, isCovered }, card) =>
    kind === state.turn.team && !isCovered ? [card] : [],
  )
  return [...all, ...own, ...own, ...own, ...own, ...own]
}

function emptySeat({ players }: GameState) {
  for (const team of TEAMS) {
    for (const role of ['spymaster', 'operative'] as const) {
      if (!players.some((each) => each.team === team && each.role === role)) return { team, role }
    }
  }
  return { team: 'red', role: 'operative' } as const
}

const spareFor = ({ players }: GameState): PlayerId | undefined =>
  players.find(({ team }) => team === null)?.playerId
