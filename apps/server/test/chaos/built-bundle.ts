import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
/** In the reach of the package's dependencies, some of which stay outside of the bundle. */
const CACHE = join(PACKAGE, 'node_modules/.cache')

/** The program that is shipped. */
export interface BuiltBundle extends Disposable {
  /** The file that is started. */
  readonly main: string
}

/** Builds it from what is here now, for this test alone. */
export async function buildBundle(): Promise<BuiltBundle> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'bundle-of-a-test-'))
  const outdir = join(folder, 'dist')
  await promisify(execFile)(process.execPath, ['build.ts', outdir], { cwd: PACKAGE })
  return {
    main: join(outdir, 'main.js'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
