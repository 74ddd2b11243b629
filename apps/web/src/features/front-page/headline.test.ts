import { describe, expect, it } from 'vitest'
import { headline } from './headline.ts'
import type { RoundRecord } from './round-record.ts'
import { aClue, aGuess, aRecord } from './sample-record.ts'

const redErred = aClue('red', 'SPICE', [aGuess('red', 'PEPPER'), aGuess('red', 'INK', 'bystander')])
const blueErred = aClue('blue', 'BARN', [aGuess('blue', 'OWL'), aGuess('blue', 'INK', 'bystander')])
const redCloses = aClue('red', 'WIND', [aGuess('red', 'KITE')])
const redTouchesAssassin = aClue('red', 'HARBOUR', [aGuess('red', 'SIREN', 'assassin')])

const stories: readonly (readonly [banner: string, record: RoundRecord])[] = [
  ['RED GETS THE LAST WORD', aRecord('red', [redErred, blueErred, redCloses])],
  ['RED, WITHOUT A CORRECTION', aRecord('red', [blueErred, redCloses])],
  ['BLUE WALKS IT', aRecord('blue', [redErred, redTouchesAssassin], { ending: 'assassin' })],
  [
    'RED OUT BEFORE BREAKFAST',
    aRecord('blue', [redTouchesAssassin], { ending: 'assassin', loserLeft: 9 }),
  ],
  ['RED BY A COMMA', aRecord('red', [redErred, blueErred, redCloses], { loserLeft: 1 })],
  [
    'RED FILES BLUE’S STORY',
    aRecord('blue', [redErred, aClue('red', 'WIND', [aGuess('red', 'OWL', 'other-team')])]),
  ],
  ['STOP PRESS: RED', aRecord('red', [redErred, blueErred, redCloses], { furthestBehind: 4 })],
]

describe('headline', () => {
  it.each(stories)('%s', (banner, record) => {
    expect(headline(record).banner).toBe(banner)
  })

  it('prefers the rarer story', () => {
    const everything = aRecord('red', [redCloses], { furthestBehind: 5, loserLeft: 1 })
    expect(headline(everything).banner).toBe('STOP PRESS: RED')
    expect(headline({ ...everything, furthestBehind: 3 }).banner).toBe('RED, WITHOUT A CORRECTION')
  })

  it('says beneath it how far the losers were from home', () => {
    const record = aRecord('blue', [redErred, redTouchesAssassin], { ending: 'assassin' })
    expect(headline({ ...record, loserLeft: 4 }).deck).toBe(
      'Red finds the assassin on page one, four words from home',
    )
    expect(headline({ ...record, loserLeft: 1 }).deck).toBe(
      'Red finds the assassin on page one, one word from home',
    )
  })
})
