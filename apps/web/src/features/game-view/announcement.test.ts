import type { CardView, GameView, PublicEvent } from '@wordfare/contracts'
import { applyEvent } from '@wordfare/game/view'
import { expect, it } from 'vitest'
import { ada, aTable, bob, dee, eve, idOf } from '../../../test/a-table.ts'
import { announcementOf, arrivalAnnouncement } from './announcement.ts'

const fact = { atMs: 1_700_000_000_000, by: null }
const words = Array.from({ length: 25 }, (_, index) => `WORD${index}`)
const cards: readonly CardView[] = words.map((word) => ({
  word,
  kind: null,
  covered: false,
  marks: [],
}))

const players = [ada, bob, dee, eve]
const guessing = (you: typeof bob | null): GameView =>
  aTable(you, players, {
    phase: 'guess',
    round: 1,
    roundStartedAtMs: 1,
    turn: { team: 'red', number: 1 },
    cards: [...cards],
    clue: { word: 'HARBOUR', count: 3, team: 'red' },
    guessesLeft: 4,
    cardsLeft: { red: 9, blue: 8 },
    clues: [
      {
        team: 'red',
        turn: 1,
        by: ada.playerId,
        word: 'HARBOUR',
        count: 3,
        targets: null,
        guesses: [],
      },
    ],
  })

/** The same, before the clue. */
const waiting = (you: typeof bob): GameView => ({
  ...guessing(you),
  phase: 'clue',
  clue: null,
  guessesLeft: null,
  clues: [],
})

const said = (before: GameView, event: PublicEvent): string | null =>
  announcementOf(event, applyEvent(before, event), before)

const covered = (kind: 'red' | 'blue' | 'bystander' | 'assassin'): PublicEvent => ({
  ...fact,
  by: bob.playerId,
  type: 'CardCovered',
  card: 0,
  kind,
  team: 'red',
  turn: 1,
})

it.each([
  ['red', 'WORD0: Red. Good copy.'],
  ['blue', 'WORD0: that one was Blue’s.'],
  ['bystander', 'WORD0: a bystander.'],
  ['assassin', 'WORD0: the assassin.'],
] as const)('tells what a guess uncovered (%s)', (kind, sentence) => {
  expect(said(guessing(eve), covered(kind))).toBe(sentence)
})

it('tells everybody of a clue, and those who guess that it is their turn', () => {
  const clue: PublicEvent = {
    ...fact,
    by: ada.playerId,
    type: 'ClueGiven',
    team: 'red',
    turn: 1,
    word: 'QUAY',
    count: 'unlimited',
    targets: null,
  }
  expect(said(waiting(bob), clue)).toBe('Red’s clue: QUAY, unlimited. Your turn to guess.')
  expect(said(waiting(eve), clue)).toBe('Red’s clue: QUAY, unlimited. Red guesses.')
})

it('[V2] tells that the host asked for silence', () => {
  expect(said(guessing(eve), { ...fact, type: 'AllMuted' })).toBe('The host muted everybody.')
})

it('tells whose turn begins', () => {
  const ended: PublicEvent = {
    ...fact,
    type: 'TurnEnded',
    reason: 'bystander',
    next: { team: 'blue', number: 2 },
  }
  expect(said(guessing(dee), ended)).toBe('Turn over. Your turn to give a clue.')
  expect(said(guessing(eve), ended)).toBe('Turn over. Your spymaster gives a clue.')
  expect(said(guessing(bob), ended)).toBe('Turn over. Blue’s spymaster gives a clue.')
})

it('[T3] tells that a turn ran out of time', () => {
  const ended: PublicEvent = {
    ...fact,
    type: 'TurnEnded',
    reason: 'out-of-time',
    next: { team: 'blue', number: 2 },
  }
  expect(said(guessing(bob), ended)).toBe('Out of time. Blue’s spymaster gives a clue.')
})

it.each([
  ['last-card', 'Round over. Red wins: its last word is found.'],
  ['assassin', 'Round over. Blue found the assassin; Red wins.'],
] as const)('tells how a round ended (%s)', (ending, sentence) => {
  const event: PublicEvent = {
    ...fact,
    type: 'RoundEnded',
    winner: 'red',
    ending,
    key: words.map(() => 'bystander' as const),
    targets: [null],
  }
  expect(said(guessing(bob), event)).toBe(sentence)
})

it('names people, also those who have gone', () => {
  const table = aTable(ada, players)
  const about = (event: PublicEvent): string | null => said(table, event)
  expect(about({ ...fact, type: 'PlayerLeft', playerId: bob.playerId })).toBe('Bob left.')
  expect(about({ ...fact, type: 'PlayerRemoved', playerId: bob.playerId })).toBe(
    'Bob was removed by the host.',
  )
  expect(about({ ...fact, type: 'PlayerRenamed', playerId: bob.playerId, name: 'Rob' })).toBe(
    'Bob is now called Rob.',
  )
  expect(about({ ...fact, type: 'HostChanged', playerId: bob.playerId })).toBe(
    'Bob is the host now.',
  )
  expect(about({ ...fact, type: 'KeySeen', playerId: idOf('Nobody') })).toBe(
    'Somebody has seen the key.',
  )
})

it('keeps quiet about marks, which come and go', () => {
  expect(said(guessing(eve), { ...fact, by: bob.playerId, type: 'CardMarked', card: 3 })).toBeNull()
})

it('tells somebody who comes in where the table stands', () => {
  expect(arrivalAnnouncement(guessing(bob))).toBe(
    'Thursday desk, round 1. Red’s clue: HARBOUR, 3. Your turn to guess.',
  )
  expect(arrivalAnnouncement(aTable(bob, players))).toBe('Thursday desk. People are taking seats.')
})
