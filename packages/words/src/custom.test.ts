import { fc, test } from '@fast-check/vitest'
import { boardWordSchema, settingsSchema, WORD_MAX_CHARACTERS } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { customWordFaults } from './custom.ts'

const longest = 'W'.repeat(WORD_MAX_CHARACTERS)

/** Text that looks like what people paste, with all that can go wrong. */
const pasted = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ',',
        ';',
        '\n',
        '\r\n',
        '\r',
        ' ',
        '\t',
        '、',
        'tea',
        'Tea',
        'TEA',
        'a',
        '-',
        "o'clock",
        'two words',
      ),
      fc.constantFrom(
        'ΐ',
        'ϊ\u0301',
        'ß',
        'ŉ',
        'ﬃ',
        '😀',
        '\u0000',
        '\uD800',
        longest,
        `${longest}W`,
        'x'.repeat(300),
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

describe('customWordFaults', () => {
  it('reads words one a line, or separated by commas or semicolons', () => {
    expect(customWordFaults('tea\r\nmilk, sugar;lemon\n\n  Honey  ,\rcup、\u2028spoon，')).toEqual({
      words: ['TEA', 'MILK', 'SUGAR', 'LEMON', 'HONEY', 'CUP', 'SPOON'],
      faults: [],
    })
  })

  it('reads nothing in nothing', () => {
    expect(customWordFaults('')).toEqual({ words: [], faults: [] })
    expect(customWordFaults(' \n,;\t\n')).toEqual({ words: [], faults: [] })
  })

  it('keeps letters of every script, digits, apostrophes and hyphens', () => {
    expect(
      customWordFaults("blåbær, o'clock, o’clock, x-ray, 101, чай, お茶, straße, e\u0301te\u0301"),
    ).toEqual({
      words: ['BLÅBÆR', "O'CLOCK", 'O’CLOCK', 'X-RAY', '101', 'ЧАЙ', 'お茶', 'STRASSE', 'ÉTÉ'],
      faults: [],
    })
  })

  it.each([
    ['hot dog', 'not-one-word'],
    ['hot\tdog', 'not-one-word'],
    ['hot! dog!', 'not-one-word'],
    ['a', 'too-short'],
    ['茶', 'too-short'],
    ['𝐀', 'too-short'],
    [`${longest}W`, 'too-long'],
    ['x'.repeat(10_000), 'too-long'],
    ['tea!', 'bad-characters'],
    ['-tea', 'bad-characters'],
    ['tea--pot', 'bad-characters'],
    ['!', 'bad-characters'],
    ['🫖', 'bad-characters'],
  ] as const)('says what is wrong with %j', (text, reason) => {
    expect(customWordFaults(`cup\n ${text} \nmilk`)).toEqual({
      words: ['CUP', 'MILK'],
      faults: [{ line: 2, text, reason }],
    })
  })

  it('says where a word stands that was there before, however it is written', () => {
    expect(customWordFaults('tea, cup\ncup; Tea\n\nTEA')).toEqual({
      words: ['TEA', 'CUP'],
      faults: [
        { line: 2, text: 'cup', reason: 'twice' },
        { line: 2, text: 'Tea', reason: 'twice' },
        { line: 4, text: 'TEA', reason: 'twice' },
      ],
    })
    expect(customWordFaults('caf\u00E9\ncafe\u0301').faults).toEqual([
      { line: 2, text: 'cafe\u0301', reason: 'twice' },
    ])
  })

  it('takes the longest word that fits', () => {
    expect(customWordFaults(longest)).toEqual({ words: [longest], faults: [] })
  })

  test.prop([fc.oneof(pasted, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))], {
    numRuns: 1_000,
  })('gives words that the settings take as they are, from any text', (text) => {
    const { words } = customWordFaults(text)

    expect(words.map((word) => boardWordSchema.parse(word))).toEqual(words)
    expect(new Set(words).size).toBe(words.length)
    const fill = Array.from({ length: 25 }, (_, n) => `FILL-UP-WORD-${n}`)
    const settings = settingsSchema.shape.words.parse({ packs: [], custom: [...words, ...fill] })
    expect(settings.custom.slice(0, words.length)).toEqual(words)
  })

  test.prop([pasted], { numRuns: 500 })(
    'loses nothing: each piece is a word or a fault',
    (text) => {
      const { words, faults } = customWordFaults(text)
      const pieces = text
        .split(/[,;、\n\r\u2028\u2029،؛，；]/)
        .filter((piece) => piece.trim() !== '')

      expect(words.length + faults.length).toBe(pieces.length)
      const lines = text.split(/\r\n|[\n\r\u2028\u2029]/)
      for (const { line, text: piece } of faults) expect(lines[line - 1]).toContain(piece)
    },
  )
})
