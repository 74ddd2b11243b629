import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The server of another commit, built in a folder of its own. */
export interface Checkout extends Disposable {
  readonly folder: string
}

/** Builds the server as it is at a commit. The repository is only read from. @throws {Error} when it can't be built */
export function checkOut(repository: string, commit: string): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'wordfare-bench-commit-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const archive = join(folder, 'archive.tar')
    execFileSync('git', ['archive', '--output', archive, commit], { cwd: repository })
    execFileSync('tar', ['-x', '-f', archive, '-C', folder])
    execFileSync(
      'pnpm',
      ['install', '--frozen-lockfile', '--prefer-offline', '--filter', '@wordfare/server...'],
      { cwd: folder, stdio: 'ignore' },
    )
    execFileSync(process.execPath, ['build.ts'], { cwd: join(folder, 'apps/server') })
  } catch (error) {
    remove()
    throw error
  }
  return { folder, [Symbol.dispose]: remove }
}
