/** Adds up the closing lines of every test runner in a log: `N passed, N failed`. Fails if no test ran. */
import { readFileSync } from 'node:fs'

const file = process.argv[2]
if (file === undefined) throw new Error('which log?')

let passed = 0
let failed = 0
for (const line of readFileSync(file, 'utf8').split('\n')) {
  // vitest: "Tests  1 failed | 14 passed (15)"; Playwright: "  12 passed (1.2m)", "  1 failed".
  const closing =
    /\bTests {2,}(.*)$/.exec(line)?.[1] ?? /(?:^|: ) {2}(\d+ (?:passed|failed).*)$/.exec(line)?.[1]
  if (closing === undefined) continue
  passed += Number(/(\d+) passed/.exec(closing)?.[1] ?? 0)
  failed += Number(/(\d+) failed/.exec(closing)?.[1] ?? 0)
}

console.log(`${passed} passed, ${failed} failed`)
if (passed === 0 || failed > 0) process.exitCode = 1
