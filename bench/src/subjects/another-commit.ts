import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The server of another commit with its page, built in a folder of its own. */
export interface Checkout extends Disposable {
  readonly folder: string
}

/** Builds both as they are at a commit. The repository is only read from. @throws {Error} when it can't be built */
export function checkOut(repository: string, commit: string): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'wordfare-bench-commit-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const archive = join(folder, 'archive.tar')
    execFileSync('git', ['archive', '--output', archive, commit], { cwd: repository })
    execFileSync('tar', ['-x', '-f', archive, '-C', folder])
    const filters = ['--filter', '@wordfare/server...', '--filter', '@wordfare/web...']
    execFileSync('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', ...filters], {
      cwd: folder,
      stdio: 'ignore',
    })
    execFileSync(process.execPath, ['build.ts'], { cwd: join(folder, 'apps/server') })
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
      cwd: join(folder, 'apps/web'),
      stdio: 'ignore',
    })
  } catch (error) {
    remove()
    throw error
  }
  return { folder, [Symbol.dispose]: remove }
}
