import { describe, expect, it } from 'vitest'
import { clueResult, clueWords } from './clue-result.ts'
import { aClue, aGuess } from './sample-record.ts'

describe('clueResult', () => {
  const kite = aGuess('red', 'KITE')
  it.each([
    ['2 of 2', aClue('red', 'WIND', [kite, aGuess('red', 'SAIL')])],
    ['3 for 2', aClue('red', 'WIND', [kite, aGuess('red', 'SAIL'), aGuess('red', 'MILL')])],
    ['1 of 2', aClue('red', 'WIND', [kite])],
    ['1 of 2, then a bystander', aClue('red', 'WIND', [kite, aGuess('red', 'INK', 'bystander')])],
    ['0 of 2, then Blue’s', aClue('red', 'WIND', [aGuess('red', 'OWL', 'other-team')])],
    ['0 of 2, then the assassin', aClue('red', 'WIND', [aGuess('red', 'SIREN', 'assassin')])],
    ['1 found', aClue('red', 'WIND', [kite], { count: 'unlimited' })],
    ['1 found', aClue('red', 'WIND', [kite], { count: 0 })],
  ])('%s', (result, clue) => {
    expect(clueResult(clue)).toBe(result)
  })
})

describe('clueWords', () => {
  it('[E3] lists what was meant, found words first, and then what was found besides', () => {
    const clue = aClue('red', 'WIND', [aGuess('red', 'KITE'), aGuess('red', 'INKPOT')], {
      targets: ['SAIL', 'KITE'],
    })
    expect(clueWords(clue)).toEqual([
      { word: 'KITE', isFound: true },
      { word: 'SAIL', isFound: false },
      { word: 'INKPOT', isFound: true },
    ])
  })
})
