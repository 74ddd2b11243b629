import { describe, expect, it } from 'vitest'
import { overView, sampleView } from '../table/sample-view.ts'
import { roundRecord } from './round-record.ts'
import { aClue, aGuess, aRecord } from './sample-record.ts'
import { corrections, namesAt, story } from './story.ts'

const nameOf = namesAt(sampleView(null))

describe('story', () => {
  it('tells of the assassin', () => {
    const record = roundRecord(overView('Cy'))
    expect(record && story({ ...record, closedAtMs: null }, nameOf)).toEqual([
      'Red needed five more words and had four guesses to find them. Ada had given HARBOUR for three, and Bob opened with ANCHOR, which was right.',
      'Bob filed SIREN, and the round went out with it: the word was the assassin.',
      'Blue, with five words still to find, had nothing left to do and won. The clue of the round was Ada’s SPICE: it found two words.',
    ])
  })

  it('tells of the last word', () => {
    const record = aRecord('red', [
      aClue('blue', 'BARN', [aGuess('blue', 'OWL'), aGuess('blue', 'INK', 'bystander')]),
      aClue(
        'red',
        'WIND',
        ['KITE', 'SAIL', 'MILL'].map((word) => aGuess('red', word)),
      ),
    ])
    expect(story(record, nameOf)).toEqual([
      'Red needed three more words and had three guesses to find them. Ada had given WIND for two, and KITE and SAIL went in, all of them right.',
      'Bob filed MILL. It was Red’s last word, and the round was Red’s.',
      'Red found three by its own guesses, Blue one. The clue of the round was Ada’s WIND: it found three words.',
    ])
  })

  it('tells of a word that was the other side’s last', () => {
    const record = aRecord('blue', [
      aClue('red', 'WIND', [aGuess('red', 'OWL', 'other-team')], { count: 'unlimited' }),
    ])
    expect(story(record, nameOf).slice(0, 2)).toEqual([
      'Red needed three more words and had no limit on its guesses. Ada had given WIND for no limit.',
      'Bob filed OWL. It was Blue’s last word, and so the round was over.',
    ])
  })

  it('says when, where the log reaches back', () => {
    const record = roundRecord(overView('Cy'))
    expect(record?.minutes).toBe(17)
    expect(record && story(record, nameOf)[1]).toMatch(/^Bob filed SIREN at \d\d:\d\d, and/)
  })

  it('calls somebody who has left a colleague', () => {
    const view = overView('Cy')
    const gone = namesAt({ ...view, players: view.players.filter(({ name }) => name !== 'Bob') })
    const record = roundRecord(view)
    expect(record && story(record, gone)[1]).toMatch(/^A colleague who has left filed SIREN/)
  })
})

describe('corrections', () => {
  it('takes back what was given to the wrong side, save for what closed the round', () => {
    const record = roundRecord(overView('Cy'))
    expect(record && corrections(record, nameOf)).toEqual([
      'An earlier guess in this round described KITE as Blue’s. It was Red’s. Eve regrets the error.',
    ])
  })
})
