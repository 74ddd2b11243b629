import { WORD_MAX_CHARACTERS } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { fitLine, fitWord, fittedWidth } from './copyfit.ts'

/** What the mock-ups' cards were fitted to; kerning aside. */
const MEASURE = 3.95

describe('fitWord', () => {
  it.each([
    ['LANTERN', 81.6, 800],
    ['ANCHOR', 89.4, 800],
    ['OWL', 132, 800],
    ['SCARECROW', 64.4, 740],
    ['TROMBONE', 71.1, 740],
    ['THUNDERSTORM', 55.7, 650],
  ])('sets %s at width %d and weight %d', (word, wdth, weight) => {
    const fit = fitWord(word)
    expect(fit.wdth).toBeCloseTo(wdth, 0)
    expect(fit).toMatchObject({ weight, scale: 1 })
  })

  it('keeps every word within its card, whatever its letters and up to the longest that is allowed', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÄŁÆЖЩΩשع字한-’'.split('')
    for (const letter of letters) {
      for (let length = 2; length <= WORD_MAX_CHARACTERS; length += 1) {
        const word = letter.repeat(length)
        const fit = fitWord(word)
        expect({ word, fits: fittedWidth(word, fit) <= MEASURE + 1e-9 }).toEqual({
          word,
          fits: true,
        })
        expect({ word, isOnAxis: fit.wdth >= 50 && fit.wdth <= 132 }).toEqual({
          word,
          isOnAxis: true,
        })
      }
    }
  })

  it('makes a word smaller only where the narrowest setting is too wide', () => {
    expect(fitWord('CARTOGRAPHER').scale).toBe(1)
    const longest = fitWord('INCOMPREHENSIBLENESSES')
    expect(longest).toMatchObject({ wdth: 50, weight: 650 })
    expect(longest.scale).toBeLessThan(1)
    expect(fittedWidth('INCOMPREHENSIBLENESSES', longest)).toBeCloseTo(MEASURE, 6)
  })

  it('gives an accented letter the room of its plain one', () => {
    expect(fitWord('ÉCLAIR')).toEqual(fitWord('ECLAIR'))
    expect(fitWord('e\u0301clair')).toEqual(fitWord('ECLAIR'))
  })
})

describe('fitLine', () => {
  it('fills its measure exactly wherever the axis reaches', () => {
    const fit = fitLine('BLUE WALKS IT', { measure: 7.44, weight: 900, widest: 150 })
    expect(fit.scale).toBe(1)
    expect(fittedWidth('BLUE WALKS IT', fit)).toBeCloseTo(7.44, 6)
  })

  it('stops at the widest setting that it may use', () => {
    expect(fitLine('RED', { measure: 9, weight: 900, widest: 82 })).toEqual({
      wdth: 82,
      weight: 900,
      scale: 1,
    })
  })
})
