import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** A line that is planted in a part of the workspace, and the rule that must refuse it there; null where none may. */
interface Plant {
  readonly folder: string
  readonly file?: string
  readonly line: string
  readonly rule: string | null
}

const IMPORTS = 'eslint(no-restricted-imports)'
const plants: readonly Plant[] = [
  {
    folder: 'packages/contracts/src',
    line: `export { decide } from '@wordfare/game'`,
    rule: IMPORTS,
  },
  {
    folder: 'packages/game/src',
    line: `import { teamSchema } from '@wordfare/contracts'\n\nexport const teams = teamSchema.options`,
    rule: IMPORTS,
  },
  { folder: 'packages/game/src', line: `export { readFileSync } from 'node:fs'`, rule: IMPORTS },
  {
    folder: 'packages/game/src',
    line: `export { isCommonWord } from '@wordfare/words'`,
    rule: IMPORTS,
  },
  {
    folder: 'packages/game/src',
    line: 'export const now = () => Date.now()',
    rule: 'eslint(no-restricted-globals)',
  },
  {
    folder: 'packages/game/src',
    line: 'export const dice = () => Math.random()',
    rule: 'eslint(no-restricted-properties)',
  },
  {
    folder: 'packages/game/src',
    line: 'export const home = process.env',
    rule: 'eslint(no-restricted-globals)',
  },
  {
    folder: 'packages/game/src',
    line: `import type { Team } from '@wordfare/contracts'\n\nexport const first: Team = 'red'`,
    rule: null,
  },
  {
    folder: 'packages/words/src',
    line: `export { decide } from '../../../packages/game/src/index.ts'`,
    rule: IMPORTS,
  },
  { folder: 'apps/web/src', line: `export { decide } from '@wordfare/game'`, rule: IMPORTS },
  {
    folder: 'apps/web/src',
    line: `export { createDailyRooms } from '@wordfare/daily'`,
    rule: IMPORTS,
  },
  { folder: 'apps/web/src', line: `export { appRouter } from '@wordfare/server'`, rule: IMPORTS },
  {
    folder: 'apps/server/src',
    line: `export { createDailyRooms } from '@wordfare/daily'`,
    rule: IMPORTS,
  },
  {
    folder: 'apps/server/src',
    line: `export { createSqliteEventStore } from '@wordfare/event-store/sqlite'`,
    rule: IMPORTS,
  },
  {
    folder: 'apps/server/src',
    line: 'export const port = process.env.PORT',
    rule: 'node(no-process-env)',
  },
  {
    folder: 'apps/server/src',
    file: 'env.ts',
    line: 'export const port = process.env.PORT',
    rule: null,
  },
]

const pathOf = ({ folder, file }: Plant, index: number): string =>
  join(folder, file ?? `planted-${index}.ts`)

let copy: string
/** What the linter says, a line per fault. */
let faults: readonly string[]

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'wordfare-boundaries-'))
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const [index, plant] of plants.entries()) {
    const path = join(copy, pathOf(plant, index))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${plant.line}\n`)
  }
  const args = ['--format=unix', ...plants.map(pathOf)]
  const linter = spawnSync(join(root, 'node_modules/.bin/oxlint'), args, {
    cwd: copy,
    encoding: 'utf8',
  })
  faults = linter.stdout.split('\n')
})
afterAll(() => rmSync(copy, { recursive: true }))

it.each(plants.map((plant, index) => ({ ...plant, path: pathOf(plant, index) })))(
  'in $path, `$line` meets $rule',
  ({ path, rule }) => {
    const refusals = rule === null ? [IMPORTS, 'node(no-process-env)'] : [rule]
    const isRefused = faults.some(
      (fault) => fault.includes(path) && refusals.some((refusal) => fault.includes(refusal)),
    )
    expect(isRefused).toBe(rule !== null)
  },
)

it('the linter has read every planted line that must be refused', () => {
  expect(faults.filter((fault) => fault.includes('planted-')).length).toBeGreaterThanOrEqual(
    plants.filter(({ rule }) => rule !== null).length,
  )
})
