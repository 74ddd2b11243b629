import { expect, it } from 'vitest'
import { NAME_MAX_CHARACTERS } from './limits.ts'
import { readName } from './name.ts'
import { playerNameSchema } from './text.ts'

it('reads a name trimmed and composed', () => {
  expect(readName('  Zoe\u0308 ')).toEqual({ name: 'Zo\u00EB', fault: null })
})

it.each([
  ['', 'empty'],
  [' \t ', 'empty'],
  ['A\u202Eda', 'forbidden-characters'],
  ['x'.repeat(NAME_MAX_CHARACTERS + 1), 'too-long'],
  [`a${'\u0301'.repeat(200)}`, 'too-long'],
  ['x'.repeat(10_000), 'too-long'],
  ['\u200D\u200D', 'nothing-visible'],
])('says what is wrong with %j, as the schema does', (typed, fault) => {
  expect(readName(typed)).toEqual({ name: null, fault })
  const messages = playerNameSchema.safeParse(typed).error?.issues.map(({ message }) => message)
  expect(messages).toEqual([fault])
})
