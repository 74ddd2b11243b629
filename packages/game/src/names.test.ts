import { fc, test } from '@fast-check/vitest'
import { NAME_MAX_CHARACTERS, playerNameSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { player } from '../test/table.ts'
import { freeName, isNameTaken } from './names.ts'
import type { Player } from './state.ts'

const named = (...names: string[]): Player[] =>
  names.map((name, index) => ({
    playerId: player(`p${index}`),
    name,
    team: null,
    role: null,
    hasSeenKey: false,
  }))

describe('freeName', () => {
  it('leaves a free name as it is', () => {
    expect(freeName(named('Ada'), 'Bob')).toBe('Bob')
  })

  it('takes names that look the same for the same', () => {
    expect(isNameTaken(named('Straße'), 'STRASSE')).toBe(true)
    expect(isNameTaken(named('Ａｄａ'), 'ada')).toBe(true)
    expect(isNameTaken(named('Ada'), 'Adam')).toBe(false)
  })

  it('shortens a name so that its number fits', () => {
    const long = 'x'.repeat(NAME_MAX_CHARACTERS)
    expect(freeName(named(long), long)).toBe(`${'x'.repeat(NAME_MAX_CHARACTERS - 2)} 2`)
    const spaced = `${'x'.repeat(NAME_MAX_CHARACTERS - 3)} yz`
    expect(freeName(named(spaced), spaced)).toBe(`${'x'.repeat(NAME_MAX_CHARACTERS - 3)} 2`)
  })

  const character = fc.constantFrom(
    'a',
    'é',
    '👩‍👩‍👧',
    'क्षि',
    'e\u0301\u0323',
    'ß',
    ' ',
    'x'.repeat(9),
    `z${'\u0335'.repeat(25)}`,
  )
  const name = fc
    .array(character, { minLength: 1, maxLength: 30 })
    .map((characters) => playerNameSchema.safeParse(characters.join('')))
    .filter((parsed) => parsed.success)
    .map((parsed) => parsed.data)

  test.prop([name, fc.integer({ min: 1, max: 12 })])(
    'gives everyone of the same name another one, and all of them are names',
    (typed, crowd) => {
      const names: string[] = []
      for (let count = 0; count < crowd; count++) {
        const free = freeName(named(...names), typed)
        expect(isNameTaken(named(...names), free)).toBe(false)
        expect(playerNameSchema.parse(free)).toBe(free)
        names.push(free)
      }
    },
  )
})
