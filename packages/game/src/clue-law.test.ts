import { clueVerdictSchema, type ClueVerdict } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import lemmatizer from 'wink-lemmatizer'
import { given } from '../test/given.ts'
import {
  cleo,
  clueGiven,
  covered,
  over,
  RED,
  roundStarted,
  seated,
  started,
  turnEnded,
  WORDS,
} from '../test/table.ts'
import { checkClue } from './clue-law.ts'
import type { GameEvent } from './event.ts'
import type { Lexicon } from './lexicon.ts'

const parts = new Set(
  'shoe horse man boat house light ball port ate pet pen board back yard fall water key man fire work bow pots'.split(
    ' ',
  ),
)
const lexicon: Lexicon = { ...lemmatizer, isCommonWord: (word) => parts.has(word) }

const FILLERS = WORDS.slice(1).map((_, card) => `42-${card}`)

/** A round with this word on a card, and others that have nothing to do with it. */
const onBoard = (word: string, ...more: readonly GameEvent[]) =>
  given(...seated(), { ...roundStarted, words: [word, ...FILLERS] }, ...more).state

const check = (clue: string, boardWord: string): ClueVerdict =>
  clueVerdictSchema.parse(checkClue(onBoard(boardWord), clue, 'red', lexicon))

const LEGAL = { legal: true }
const illegal = (reason: string, word: string | null = null) => ({ legal: false, reason, word })

describe('a word on the board', () => {
  it('[L1] is no clue', () => {
    for (const clue of ['FERRY', 'ferry', 'Ferry', ' ferry ']) {
      expect(check(clue, 'FERRY')).toEqual(illegal('clue-on-board', 'FERRY'))
    }
    expect(check('straße', 'STRASSE')).toEqual(illegal('clue-on-board', 'STRASSE'))
    expect(check("o'clock", 'O’CLOCK')).toEqual(illegal('clue-on-board', 'O’CLOCK'))
    expect(check('cafe\u0301', 'CAFÉ')).toEqual(illegal('clue-on-board', 'CAFÉ'))
  })

  it('[L1] is free again once its card is covered', () => {
    const state = onBoard('FERRY', clueGiven(), covered(RED))
    expect(checkClue(state, 'ferry', 'red', lexicon)).toEqual(LEGAL)
    expect(checkClue(state, 'ferries', 'red', lexicon)).toEqual(LEGAL)
  })
})

/** A word on the board, and clues that it forbids. */
const FORMS = `
  BREAK: broken breakage breaking breaks breaker broke
  WRITE: writer wrote written writing writes
  RUN: runner ran running runs
  MOUSE: mice mouse's
  KNIFE: knives
  CHILD: children childhood childish
  FOOT: feet
  GOOSE: geese
  WOLF: wolves
  LEAF: leaves leafy
  TOOTH: teeth
  MAN: men
  CITY: cities
  POTATO: potatoes
  GLASS: glasses
  BOX: boxes boxer
  TEACH: teacher taught
  DRIVE: driver drove driven driving
  SWIM: swimmer swam swimming
  BAKE: baker bakery baked
  BANK: banker banking banks
  FARM: farmer farming
  USE: user used usage
  ACT: actor acting
  SAIL: sailor
  LION: lioness lions
  ART: artist arts
  MUSIC: musician musical
  CLOUD: cloudy cloudless
  HAPPY: happiness happily happier
  BIG: bigger biggest
  WOOD: wooden woods
  KING: kingdom kings
  FRIEND: friendship friendly
  PACK: package packing
  EXPLODE: explosion exploding
  DECIDE: decision
  INVENT: inventor invention
  DANGER: dangerous
  HUNTER: hunt hunting hunters
  WRITER: write writing
  RISE: rose risen rising
  HOPE: hoping hopeful hopeless
  BLOG: blogs blogging
  PANEL: panelled
  MEN: man
  BUILDING: build
`

/** A word on the board, and clues that it allows. */
const CHANCE = `
  CORN: corner
  TOW: tower towel
  FLOW: flower
  NUMB: number
  SHOW: shower
  MAST: master
  LET: letter
  BUT: butter
  LAD: ladder
  HAM: hammer
  SUM: summer
  MAN: manner manager
  PAP: paper
  CAR: carpenter scarlet care
  CAP: cape caper
  PIN: opinion pine pining
  HOP: hope hoping
  STAR: start stare
  NEW: news
  NEWS: new
  ORGAN: organize
  UNIVERSITY: universe
  UNIVERSE: university
  CAB: cabbage
  COT: cottage
  BAND: bandage
  MESS: message
  DAM: damage
  POLICE: policy
  ARM: army
  PART: party
  BELL: belly
  COUNT: county
  IRON: irony
  FAIR: fairy
  STORE: story
  EVEN: evening
  STOCK: stocking
  PASS: passion
  STATE: station
  PORT: portion
  MINER: mineral
  SAND: sandal
  SIGN: signal
  WIT: witness
  DEPART: department
  BASE: basement
  PIG: pigment
  PAST: paste
  ROSE: rise
  GROUND: grind
  BED: being
  BEE: been
  PLAN: plane planet
  RAN: random
  CAST: castle
  BAT: battery
  MUSEUM: muse
  CONSTRUCTOR: prototype
`

const pairs = (table: string): (readonly [string, string])[] =>
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [boardWord = '', clues = ''] = line.trim().split(':')
      return clues
        .trim()
        .split(' ')
        .map((clue) => [boardWord, clue] as const)
    })

describe('a form of a word on the board', () => {
  it.each(pairs(FORMS))('[L2] %s forbids "%s"', (boardWord, clue) => {
    expect(check(clue, boardWord)).toEqual(illegal('clue-form-of-board-word', boardWord))
  })

  it.each(pairs(CHANCE))('[L2] %s allows "%s"', (boardWord, clue) => {
    expect(check(clue, boardWord)).toEqual(LEGAL)
  })

  it('[L2] hides behind no hyphen, accent or wide letter', () => {
    for (const clue of ['fer-ry', 'férry', 'ｆｅｒｒｙ', 'ferry-']) {
      expect(check(clue, 'FERRY')).toEqual(illegal('clue-form-of-board-word', 'FERRY'))
    }
    expect(check('icecream', 'ICE-CREAM')).toEqual(illegal('clue-form-of-board-word', 'ICE-CREAM'))
  })

  it('[L2] is known in English alone: words of other scripts collide only as a whole', () => {
    expect(check('паромы', 'ПАРОМ')).toEqual(LEGAL)
    expect(check('паром', 'ПАРОМ')).toEqual(illegal('clue-on-board', 'ПАРОМ'))
    expect(check('सूरज', 'सूरजमुखी')).toEqual(LEGAL)
  })
})

describe('a part of a compound', () => {
  it.each([
    ['HORSESHOE', 'horse'],
    ['HORSESHOE', 'shoe'],
    ['HORSESHOE', 'shoes'],
    ['SHOE', 'horseshoe'],
    ['SHOE', 'horseshoes'],
    ['FERRY', 'ferryman'],
    ['FERRY', 'ferrymen'],
    ['FERRY', 'ferry-boat'],
    ['FERRY', 'car-ferry'],
    ['FERRY', 'old-ferry-boat'],
    ['FERRY-BOAT', 'ferry'],
    ['CARPET', 'car'],
  ])('[L3] %s forbids "%s"', (boardWord, clue) => {
    expect(check(clue, boardWord)).toEqual(illegal('clue-part-of-board-word', boardWord))
  })

  it.each([
    ['PIN', 'opinion'],
    ['CAR', 'scarlet'],
    ['CAR', 'carnival'],
    ['AIR', 'hairy'],
    ['ROSE', 'sunrise'],
    ['SHIRT', 't-shirt'],
    ['OX', 'oxboat'],
    ['EARTH', 'ear'],
  ])('[L3] %s allows "%s"', (boardWord, clue) => {
    expect(check(clue, boardWord)).toEqual(LEGAL)
  })
})

describe('the shape of a clue', () => {
  it.each([
    ['', 'clue-empty'],
    ['   ', 'clue-empty'],
    ['two words', 'clue-not-one-word'],
    ['two\u00A0words', 'clue-not-one-word'],
    ['a'.repeat(25), 'clue-too-long'],
    [`${'a'.repeat(20)} ${'b'.repeat(20)}`, 'clue-too-long'],
    ['what?', 'clue-bad-characters'],
    ['a_b', 'clue-bad-characters'],
    ['🙂', 'clue-bad-characters'],
    ['--', 'clue-bad-characters'],
    ["'", 'clue-bad-characters'],
    ['zero\u200Bwidth', 'clue-bad-characters'],
  ])('[L4] "%s" is refused', (clue, reason) => {
    expect(check(clue, 'FERRY')).toEqual(illegal(reason))
  })

  it.each([
    'a'.repeat(24),
    '𝒳'.repeat(24),
    'crème',
    "rock'n'roll",
    'rock’n’roll',
    'merry-go-round',
    'R2D2',
    '42',
    'море',
    'धनुष',
    '海',
    'constructor',
  ])('[L4] "%s" is one word', (clue) => {
    expect(check(clue, 'FERRY')).toEqual(LEGAL)
  })

  it('[L4] is all there is to say before there is a board', () => {
    const { state } = given(...seated())
    expect(checkClue(state, 'apple', 'red', lexicon)).toEqual(LEGAL)
    expect(checkClue(state, '', 'red', lexicon)).toEqual(illegal('clue-empty'))
  })
})

describe('a clue of this round', () => {
  const events = [...started(), clueGiven({ word: 'Sweet' }), covered(RED), turnEnded('by-hand')]

  it('[L5] is no clue again for the same team', () => {
    const { state } = given(...events)
    expect(checkClue(state, 'sweet', 'red', lexicon)).toEqual(illegal('clue-used-before'))
    expect(checkClue(state, 'sweet', 'blue', lexicon)).toEqual(LEGAL)
    given(...events, clueGiven({ by: cleo, team: 'blue', turn: 2, word: 'metal' }))
      .when({ type: 'giveClue', word: 'sweet', count: 1 }, cleo)
      .isRefused('clue-already-given')
  })

  it('[L5] is free in the next round', () => {
    const { state } = given(...over(), { ...roundStarted, round: 2 })
    expect(checkClue(state, 'sweet', 'red', lexicon)).toEqual(LEGAL)
  })
})

describe('the words of many tables', () => {
  it('[L1] [L2] don’t wear the law out', () => {
    const { state } = given(...started())
    const [first] = state.phase === 'seating' ? [] : state.cards
    const word = first?.word ?? ''
    const before = checkClue(state, `${word}s`, 'red', lexicon)
    expect(before).toEqual(illegal('clue-form-of-board-word', word))
    for (let table = 0; table < 200; table++) {
      const words = WORDS.map((_, card) => `${table}-${card}`)
      const other = given(...seated(), { ...roundStarted, words }).state
      expect(checkClue(other, `${table}-3`, 'red', lexicon)).toEqual(
        illegal('clue-on-board', `${table}-3`),
      )
      expect(checkClue(other, 'apple', 'red', lexicon)).toEqual(LEGAL)
    }
    expect(checkClue(state, `${word}s`, 'red', lexicon)).toEqual(before)
  })
})

describe('how strict the checker is', () => {
  const events = [...started({ clueCheck: 'table' }), clueGiven(), covered(RED)]
  const verdict = (clue: string) => checkClue(given(...events).state, clue, 'red', lexicon)

  it('[L7] leaves all but L1 and L4 to the table where the room says so', () => {
    expect(verdict('bridge')).toEqual(illegal('clue-on-board', 'BRIDGE'))
    expect(verdict('two words')).toEqual(illegal('clue-not-one-word'))
    expect(verdict('bridges')).toEqual(LEGAL)
    expect(verdict('footbridge')).toEqual(LEGAL)
    expect(verdict('sweet')).toEqual(LEGAL)
  })
})
