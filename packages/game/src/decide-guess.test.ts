import type { PlayerId } from '@wordfare/contracts'
import { describe, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  ASSASSIN,
  BLUE,
  bob,
  BYSTANDER,
  cleo,
  clueGiven,
  covered,
  dan,
  eve,
  fact,
  finn,
  guessing,
  joined,
  over,
  RED,
  roundEnded,
  seated,
  seatTaken,
  started,
  turnEnded,
} from '../test/table.ts'
import type { GameEvent } from './event.ts'

const guess = (card: number, turn = 1) => ({ type: 'guess', card, turn }) as const
const endTurn = (turn = 1) => ({ type: 'endTurn', turn }) as const
const mark = (card: number) => ({ type: 'mark', card }) as const
const marked = (by: PlayerId, card: number): GameEvent => ({
  ...fact(by),
  type: 'CardMarked',
  card,
})
const unmarked = (by: PlayerId, card: number): GameEvent => ({
  ...fact(by),
  type: 'CardUnmarked',
  card,
})
/** Red's guesses so far. */
const reds = (count: number) => Array.from({ length: count }, (_, card) => covered(RED + card))

describe('guess', () => {
  it('[G1] is an operative’s of the active team', () => {
    given(...guessing())
      .when(guess(RED), ada)
      .isRefused('not-an-operative')
    given(...guessing())
      .when(guess(RED), dan)
      .isRefused('not-your-turn')
    given(...guessing())
      .when(guess(RED), eve)
      .isRefused('not-your-turn')
    given(...guessing())
      .when(guess(RED), finn)
      .isRefused('not-a-player')
  })

  it('[G1] comes after the clue', () => {
    given(...started())
      .when(guess(RED), bob)
      .isRefused('no-clue-yet')
    given(...seated())
      .when(guess(RED), bob)
      .isRefused('no-round')
    given(...over())
      .when(guess(RED), bob)
      .isRefused('no-round')
  })

  it('[G1] is final: a card is covered once', () =>
    given(...guessing(), covered(RED))
      .when(guess(RED), bob)
      .isRefused('card-covered'))

  it('[G1] lands in the turn that it is meant for, or nowhere', () => {
    given(...guessing(), covered(BYSTANDER), turnEnded('bystander'))
      .when(guess(RED, 1), bob)
      .isRefused('stale-turn')
    given(...guessing())
      .when(guess(RED, 2), bob)
      .isRefused('stale-turn')
    given(...guessing(), covered(BYSTANDER), turnEnded('bystander'))
      .when(guess(RED, 2), bob)
      .isRefused('not-your-turn')
  })

  it('[G3] covers the team’s own card, and the team may go on', () =>
    given(...guessing())
      .when(guess(RED), bob)
      .yields(covered(RED)))

  it('[G4] covers a bystander and ends the turn', () =>
    given(...guessing())
      .when(guess(BYSTANDER), bob)
      .yields(covered(BYSTANDER), turnEnded('bystander')))

  it('[G5] covers the other team’s card for them and ends the turn', () =>
    given(...guessing())
      .when(guess(BLUE), bob)
      .yields(covered(BLUE), turnEnded('other-team')))

  it('[G5] makes the other team win with their last card', () => {
    const blues = Array.from({ length: 7 }, (_, card) => covered(BLUE + card))
    given(...guessing(), ...blues)
      .when(guess(BLUE + 7), bob)
      .yields(covered(BLUE + 7), roundEnded('blue', 'last-card'))
  })

  it('[G6] touches the assassin, and the guessing team loses', () =>
    given(...guessing())
      .when(guess(ASSASSIN), bob)
      .yields(covered(ASSASSIN), roundEnded('blue', 'assassin')))

  it('[E2] makes red win when blue touches the assassin', () =>
    given(
      ...guessing(),
      covered(BYSTANDER),
      turnEnded('bystander'),
      clueGiven({ by: cleo, team: 'blue', turn: 2 }),
    )
      .when(guess(ASSASSIN, 2), dan)
      .yields(
        covered(ASSASSIN, { by: dan, team: 'blue', turn: 2 }),
        roundEnded('red', 'assassin', { by: dan, targets: [null, null] }),
      ))

  it('[G7] allows one guess more than the count', () => {
    for (const count of [1, 2, 7]) {
      given(...started(), clueGiven({ count }), ...reds(count - 1))
        .when(guess(count - 1), bob)
        .yields(covered(count - 1))
      given(...started(), clueGiven({ count }), ...reds(count))
        .when(guess(count), bob)
        .yields(covered(count), turnEnded('no-guesses-left'))
    }
  })

  it('[G7] gives the reason that counts: a miss with the last guess is a miss', () =>
    given(...started(), clueGiven({ count: 1 }), ...reds(1))
      .when(guess(BYSTANDER), bob)
      .yields(covered(BYSTANDER), turnEnded('bystander')))

  it('[C2] knows no limit after a count of 0', () =>
    given(...started(), clueGiven({ count: 0 }), ...reds(7))
      .when(guess(7), bob)
      .yields(covered(7)))

  it('[C3] knows no limit after unlimited', () =>
    given(...started(), clueGiven({ count: 'unlimited' }), ...reds(7))
      .when(guess(7), bob)
      .yields(covered(7)))

  it('[E1] makes a team win with its last card', () =>
    given(...started(), clueGiven({ count: 9 }), ...reds(8))
      .when(guess(8), bob)
      .yields(covered(8), roundEnded('red', 'last-card')))

  it('[E3] makes the key and the targets of every clue public at the end', () =>
    given(
      ...started(),
      clueGiven({ targets: [RED, RED + 1] }),
      covered(BYSTANDER),
      turnEnded('bystander'),
      clueGiven({ by: cleo, team: 'blue', turn: 2 }),
      covered(BYSTANDER + 1, { by: dan, team: 'blue', turn: 2 }),
      turnEnded('bystander', { by: dan, next: { team: 'red', number: 3 } }),
      clueGiven({ turn: 3, targets: [RED + 2] }),
    )
      .when(guess(ASSASSIN, 3), bob)
      .yields(
        covered(ASSASSIN, { turn: 3 }),
        roundEnded('blue', 'assassin', { targets: [[RED, RED + 1], null, [RED + 2]] }),
      ))
})

describe('endTurn', () => {
  it('[G2] waits for a guess', () =>
    given(...guessing())
      .when(endTurn(), bob)
      .isRefused('guess-due'))

  it('[C2] waits for a guess after a count of 0', () =>
    given(...started(), clueGiven({ count: 0 }))
      .when(endTurn(), bob)
      .isRefused('guess-due'))

  it('[C3] waits for a guess after unlimited', () =>
    given(...started(), clueGiven({ count: 'unlimited' }))
      .when(endTurn(), bob)
      .isRefused('guess-due'))

  it('[G8] ends the turn after a guess', () => {
    for (const count of [0, 2, 'unlimited'] as const) {
      given(...started(), clueGiven({ count }), covered(RED))
        .when(endTurn(), bob)
        .yields(turnEnded('by-hand'))
    }
  })

  it('[G8] is an operative’s of the active team, in the turn that it is meant for', () => {
    const table = given(...guessing(), covered(RED))
    table.when(endTurn(), ada).isRefused('not-an-operative')
    table.when(endTurn(), dan).isRefused('not-your-turn')
    table.when(endTurn(), finn).isRefused('not-a-player')
    table.when(endTurn(2), bob).isRefused('stale-turn')
    given(...started())
      .when(endTurn(), bob)
      .isRefused('no-clue-yet')
    given(...over())
      .when(endTurn(), bob)
      .isRefused('no-round')
    given(...guessing(), covered(RED), turnEnded('by-hand'))
      .when(endTurn(), bob)
      .isRefused('stale-turn')
  })
})

describe('mark', () => {
  it('[G9] marks a card, and takes the mark away again', () => {
    given(...guessing())
      .when(mark(3), bob)
      .yields(marked(bob, 3))
    given(...guessing(), marked(bob, 3))
      .when(mark(3), bob)
      .yields(unmarked(bob, 3))
  })

  it('[G9] is each operative’s own', () => {
    const table = [...guessing(), joined(finn, 'Finn'), seatTaken(finn, 'red', 'operative')]
    given(...table, marked(bob, 3))
      .when(mark(3), finn)
      .yields(marked(finn, 3))
    given(...table, marked(bob, 3), marked(finn, 3), unmarked(bob, 3))
      .when(mark(3), finn)
      .yields(unmarked(finn, 3))
  })

  it('[G9] is an operative’s of the active team, after the clue', () => {
    given(...guessing())
      .when(mark(3), ada)
      .isRefused('not-an-operative')
    given(...guessing())
      .when(mark(3), dan)
      .isRefused('not-your-turn')
    given(...guessing())
      .when(mark(3), finn)
      .isRefused('not-a-player')
    given(...started())
      .when(mark(3), bob)
      .isRefused('no-clue-yet')
    given(...seated())
      .when(mark(3), bob)
      .isRefused('no-round')
  })

  it('[G9] is for cards that are not covered', () =>
    given(...guessing(), covered(RED))
      .when(mark(RED), bob)
      .isRefused('card-covered'))
})
