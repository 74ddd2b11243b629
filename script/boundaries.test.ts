import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'wordfare-boundaries-'))
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true }))

/** What the linter says of a file with this line in it, at this place in the workspace. */
function lint(file: string, line: string): string {
  const path = join(copy, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${line}\n`)
  const linter = spawnSync(join(root, 'node_modules/.bin/oxlint'), [file], {
    cwd: copy,
    encoding: 'utf8',
  })
  rmSync(path)
  return linter.stdout
}

describe('a forbidden import fails the lint', () => {
  it.each([
    ['packages/contracts/src/planted.ts', `export { decide } from '@wordfare/game'`],
    [
      'packages/game/src/planted.ts',
      `import { teamSchema } from '@wordfare/contracts'\n\nexport const teams = teamSchema.options`,
    ],
    ['packages/game/src/planted.ts', `export { readFileSync } from 'node:fs'`],
    ['packages/game/src/planted.ts', `export { isCommonWord } from '@wordfare/words'`],
    ['apps/web/src/planted.ts', `export { decide } from '@wordfare/game'`],
    ['apps/web/src/planted.ts', `export { createDailyRooms } from '@wordfare/daily'`],
    ['apps/web/src/planted.ts', `export { appRouter } from '@wordfare/server'`],
    ['apps/server/src/planted.ts', `export { createDailyRooms } from '@wordfare/daily'`],
    [
      'apps/server/src/planted.ts',
      `export { createSqliteEventStore } from '@wordfare/event-store/sqlite'`,
    ],
    [
      'packages/words/src/planted.ts',
      `export { decide } from '../../../packages/game/src/index.ts'`,
    ],
  ])('%s: %s', (file, line) => {
    expect(lint(file, line)).toContain('eslint(no-restricted-imports)')
  })
})

describe('what the rules of the game must not know fails the lint', () => {
  it.each([
    ['export const now = () => Date.now()', 'no-restricted-globals'],
    ['export const dice = () => Math.random()', 'no-restricted-properties'],
    ['export const home = process.env', 'no-restricted-globals'],
  ])('%s', (line, rule) => {
    expect(lint('packages/game/src/planted.ts', line)).toContain(`eslint(${rule})`)
  })
})

it('only env.ts reads the environment', () => {
  const line = 'export const port = process.env.PORT'
  expect(lint('apps/server/src/planted.ts', line)).toContain('no-process-env')
  expect(lint('apps/server/src/env.ts', line)).not.toContain('no-process-env')
})

it('an allowed import passes', () => {
  const line = `import type { Team } from '@wordfare/contracts'\n\nexport const first: Team = 'red'`
  expect(lint('packages/game/src/planted.ts', line)).not.toContain('eslint(no-restricted-imports)')
})
