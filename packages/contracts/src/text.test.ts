import { test } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NAME_MAX_CHARACTERS } from './limits.ts'
import { boardWordSchema, gameNameSchema, playerNameSchema } from './text.ts'

describe('a name', () => {
  it.each([
    ['letters', 'Ada', 'Ada'],
    ['spaces around', '  Ada  ', 'Ada'],
    ['decomposed accents', 'Zoe\u0308', 'Zo\u00EB'],
    ['another script', 'Анна-Мария', 'Анна-Мария'],
    ['Persian, spelt with a non-joiner', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['an emoji family, one character to a reader', '👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
    ['thirty characters', 'a'.repeat(30), 'a'.repeat(30)],
    ['thirty flags, sixty code points', '🇫🇷'.repeat(30), '🇫🇷'.repeat(30)],
  ])('may be %s', (_, typed, kept) => {
    expect(playerNameSchema.parse(typed)).toBe(kept)
    expect(gameNameSchema.parse(typed)).toBe(kept)
  })

  it.each([
    ['empty', ''],
    ['blank', ' \t '],
    ['thirty-one characters', 'a'.repeat(31)],
    ['a line break', 'Ada\nBob'],
    ['an escape sequence', '\u001B[31mAda'],
    ['a null', 'Ada\0'],
    ['a right-to-left override', 'Ada\u202Egnp'],
    ['an isolate', '\u2066Ada\u2069'],
    ['a line separator', 'Ada\u2028Bob'],
    ['a zero-width space', 'A\u200Bda'],
    ['a soft hyphen', 'A\u00ADda'],
    ['a Hangul filler alone', '\u3164'],
    ['a lone surrogate', 'Ada\uD800'],
    ['only joiners', '\u200D\u200D'],
    ['a pile of marks', `a${'\u0301'.repeat(200)}`],
    ['not a string', 7],
  ])('may not be %s', (_, typed) => {
    expect(playerNameSchema.safeParse(typed).success).toBe(false)
    expect(gameNameSchema.safeParse(typed).success).toBe(false)
  })

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])(
    'comes out trimmed, composed and within its limit, and parses again to itself',
    (typed) => {
      const parsed = playerNameSchema.safeParse(typed)
      if (!parsed.success) return
      const name: string = parsed.data
      expect(name).toBe(name.trim().normalize('NFC'))
      expect(Array.from(new Intl.Segmenter().segment(name)).length).toBeLessThanOrEqual(
        NAME_MAX_CHARACTERS,
      )
      expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
      expect(playerNameSchema.parse(name)).toBe(name)
    },
  )
})

describe('a word on a card', () => {
  it.each([
    ['harbour', 'HARBOUR'],
    [' Crème ', 'CRÈME'],
    ['merry-go-round', 'MERRY-GO-ROUND'],
    ["will-o'wisp", "WILL-O'WISP"],
    ['маяк', 'МАЯК'],
  ])('%s is printed as %s', (typed, printed) => {
    expect(boardWordSchema.parse(typed)).toBe(printed)
  })

  it.each(['', 'a', 'two words', '-edge', 'x--y', 'a'.repeat(25), 'semi;colon', '<b>'])(
    '%j is none',
    (typed) => {
      expect(boardWordSchema.safeParse(typed).success).toBe(false)
    },
  )
})
