/**
 * Every rule that is written down is tested: fails when the id of a rule stands in no test title.
 * A rule is a list item that begins with its id (`- R1 …`); a title cites it as `[R1]`.
 */
import { globSync, readFileSync } from 'node:fs'

const RULE_BOOKS = [
  'packages/game/RULES.md',
  'packages/event-store/SPEC.md',
  'packages/daily/SPEC.md',
  'docs/security.md',
]
const TESTS = [
  'packages/*/src/**/*.test.ts',
  'packages/*/src/contract-*.ts',
  'apps/*/{src,test}/**/*.test.{ts,tsx}',
  'e2e/specs/*.spec.ts',
  'bench/src/**/*.test.ts',
  'script/*.test.ts',
]

const titles = TESTS.flatMap((pattern) => globSync(pattern)).flatMap(
  (file) => readFileSync(file, 'utf8').match(/\[[A-Z]{1,2}\d+\]/g) ?? [],
)
const cited = new Set(titles.map((title) => title.slice(1, -1)))

let rules = 0
const untested: string[] = []
for (const book of RULE_BOOKS) {
  for (const [, id] of readFileSync(book, 'utf8').matchAll(/^- ([A-Z]{1,2}\d+) /gm)) {
    rules++
    if (id !== undefined && !cited.has(id)) untested.push(`${id} (${book})`)
  }
}

if (untested.length > 0 || rules === 0) {
  console.error(`Rules that no test title cites: ${untested.join(', ') || 'no rules found at all'}`)
  process.exitCode = 1
} else {
  console.log(`All ${rules} rules are cited by a test.`)
}
