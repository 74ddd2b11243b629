import { describe, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  ASSASSIN,
  BLUE,
  bob,
  clueGiven,
  cleo,
  covered,
  dan,
  eve,
  finn,
  guessing,
  over,
  RED,
  seated,
  started,
  turnEnded,
} from '../test/table.ts'

const give = (count: number | 'unlimited' = 2, targets?: number[]) =>
  ({ type: 'giveClue', word: 'sweet', count, ...(targets && { targets }) }) as const

describe('giveClue', () => {
  it('[C1] is a word and a count', () => {
    for (const count of [0, 1, 9, 'unlimited'] as const) {
      given(...started())
        .when(give(count), ada)
        .yields(clueGiven({ count }))
    }
  })

  it('[C1] keeps the word as it was typed', () =>
    given(...started())
      .when({ type: 'giveClue', word: ' Cafe\u0301 ', count: 1 }, ada)
      .yields(clueGiven({ word: 'Café', count: 1 })))

  it('[C4] is the active team’s', () => {
    given(...started())
      .when(give(), cleo)
      .isRefused('not-your-turn')
    given(...started())
      .when(give(), eve)
      .isRefused('not-your-turn')
  })

  it('[C4] is the spymaster’s', () =>
    given(...started())
      .when(give(), bob)
      .isRefused('not-the-spymaster'))

  it('[C4] is given once a turn', () =>
    given(...guessing())
      .when(give(), ada)
      .isRefused('clue-already-given'))

  it('[C4] is given in a round', () => {
    given(...seated())
      .when(give(), ada)
      .isRefused('no-round')
    given(...over())
      .when(give(), ada)
      .isRefused('no-round')
    given(...started())
      .when(give(), finn)
      .isRefused('not-a-player')
  })

  it('[R3] is the other spymaster’s in the next turn', () =>
    given(...guessing(), covered(RED), turnEnded('by-hand'))
      .when({ type: 'giveClue', word: 'metal', count: 1 }, cleo)
      .yields(clueGiven({ by: cleo, team: 'blue', turn: 2, word: 'metal', count: 1 })))

  it('[C4] may come with the cards that the spymaster means', () => {
    given(...started())
      .when(give(2, [RED, RED + 3]), ada)
      .yields(clueGiven({ targets: [RED, RED + 3] }))
    given(...started())
      .when(give(2, []), ada)
      .yields(clueGiven())
  })

  it('[C4] may mean only different cards of the own team that are not covered', () => {
    for (const targets of [[RED, RED], [BLUE], [RED, ASSASSIN], [25]]) {
      given(...started())
        .when(give(2, targets), ada)
        .isRefused('bad-targets')
    }
    const thirdTurn = turnEnded('by-hand', { by: dan, next: { team: 'red', number: 3 } })
    given(...guessing(), covered(RED), turnEnded('by-hand'), thirdTurn)
      .when({ type: 'giveClue', word: 'sour', count: 1, targets: [RED] }, ada)
      .isRefused('bad-targets')
  })

  it('[L1] keeps to the clue law', () => {
    given(...started())
      .when({ type: 'giveClue', word: 'apple', count: 1 }, ada)
      .isRefused('clue-on-board')
    given(...started())
      .when({ type: 'giveClue', word: 'two words', count: 1 }, ada)
      .isRefused('clue-not-one-word')
  })
})
