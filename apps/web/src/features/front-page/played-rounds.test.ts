import {
  defaultSettings,
  gameIdSchema,
  gameViewSchema,
  joinCodeSchema,
  type GameView,
  type PlayerId,
} from '@wordfare/contracts'
import {
  audienceOf,
  decide,
  evolve,
  initialState,
  viewFor,
  type Context,
  type GameCommand,
  type GameState,
  type Lexicon,
} from '@wordfare/game'
import { describe, expect, it } from 'vitest'
import { idOf } from '../table/sample-view.ts'
import { headline } from './headline.ts'
import { roundRecord } from './round-record.ts'
import { corrections, namesAt, story } from './story.ts'

const WORDS = Array.from({ length: 60 }, (_, index) => `WORD${index}`)
/** A clue for each step of a round: letters alone, and never the same twice. */
const clueAt = (step: number): string =>
  `clue${String(step)
    .split('')
    .map((digit) => 'abcdefghij'.charAt(Number(digit)))
    .join('')}`

/** Knows no word, so that no clue is a form of another one. */
const LEXICON: Lexicon = {
  isCommonWord: () => false,
  noun: (word) => word,
  verb: (word) => word,
  adjective: (word) => word,
}

const ROUND_STEPS_MAX = 500
const MS_PER_STEP = 20_000

/** A generator of numbers from 0 to below 1 that always says the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const seats = [
  ['Ada', 'red', 'spymaster'],
  ['Bob', 'red', 'operative'],
  ['Dee', 'blue', 'spymaster'],
  ['Eve', 'blue', 'operative'],
] as const

/** The end of a round that players without a plan have played by the real rules, as everybody sees it. */
function playedRound(seed: number): GameView {
  const random = dice(seed)
  let state: GameState = initialState
  let nowMs = 0
  const play = (by: PlayerId | null, command: GameCommand): void => {
    nowMs += MS_PER_STEP
    const context: Context = {
      by,
      nowMs,
      random,
      wordPool: WORDS,
      lexicon: LEXICON,
    }
    const decision = decide(state, command, context)
    if (!decision.ok) throw new Error(`refused: ${decision.reason}`)
    state = decision.events.reduce(evolve, state)
  }
  const look = (): GameView =>
    gameViewSchema.parse(viewFor(state, audienceOf(state, idOf('Ada')), new Set()))

  play(null, {
    type: 'createGame',
    gameId: gameIdSchema.parse('played-game-id________'),
    gameName: 'Played',
    joinCode: joinCodeSchema.parse('K7MQ24XD'),
    settings: defaultSettings,
    playerId: idOf('Ada'),
    playerName: 'Ada',
  })
  for (const [name, team, role] of seats) {
    if (name !== 'Ada') play(null, { type: 'joinGame', playerId: idOf(name), playerName: name })
    play(idOf(name), { type: 'takeSeat', team, role })
  }
  play(idOf('Ada'), { type: 'startRound' })

  for (let step = 0; step < ROUND_STEPS_MAX; step += 1) {
    const view = look()
    const { turn } = view
    if (view.phase === 'over' || turn === null) return view
    const isRed = turn.team === 'red'
    if (view.phase === 'clue') {
      const count = Math.floor(random() * 4)
      play(idOf(isRed ? 'Ada' : 'Dee'), {
        type: 'giveClue',
        word: clueAt(step),
        count,
      })
    } else {
      const open = view.cards.flatMap((card, position) => (card.covered ? [] : [position]))
      const card = open[Math.floor(random() * open.length)] ?? 0
      play(idOf(isRed ? 'Bob' : 'Eve'), { type: 'guess', card, turn: turn.number })
    }
  }
  throw new Error('the round does not end')
}

describe('rounds that were really played', () => {
  it.each(Array.from({ length: 25 }, (_, seed) => seed))('all make a page (seed %d)', (seed) => {
    const view = playedRound(seed)
    const record = roundRecord(view)
    if (record === null) throw new Error('the round has not ended')
    const covered = view.cards.filter((card) => card.covered).length
    expect(record.guesses).toHaveLength(covered)
    const names = namesAt(view)
    const page = [headline(record).banner, headline(record).deck, ...story(record, names)]
    expect(page).toHaveLength(5)
    expect([...page, ...corrections(record, names)].join(' ')).not.toMatch(
      /undefined|null|NaN|-\d|colleague/,
    )
  })
})
