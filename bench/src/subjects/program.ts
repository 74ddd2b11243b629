import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@wordfare/redis-server/free-port'
import { searchPath } from '../env.ts'
import { pinned } from './cores.ts'
import { isServing } from './is-serving.ts'

const PROBE = fileURLToPath(new URL('probe.ts', import.meta.url))
const START_TIMEOUT_MS = 30_000

/** One process that is measured, on the core that is kept for that. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  readonly port: number
  /** From the start of the process to the first answer with status 200, in ms. */
  readonly startedInMs: number
  /** Asks the probe inside; only with a probe. */
  ask(question: 'collect' | 'rss' | 'loop delay' | 'profile' | 'profiled'): Promise<unknown>
}

/**
 * Starts a program of Node's that listens on the port it is told, and resolves once it serves `/healthz`. `args` and
 * `env` are told the port and a folder that lives as long as the program does.
 * @throws {Error} with what it said, when it ends before that
 */
export async function startProgram(program: {
  readonly main: string
  readonly hasProbe: boolean
  readonly args?: (port: number) => readonly string[]
  readonly env?: (port: number, folder: string) => Readonly<Record<string, string | undefined>>
}): Promise<Program> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'wordfare-bench-'))
  const logFile = join(folder, 'log')
  // A file, so that reading what it says takes no time of the driver.
  const log = openSync(logFile, 'w')
  const flags = program.hasProbe ? ['--expose-gc', '--import', PROBE] : []
  const [command, ...args] = pinned([
    process.execPath,
    ...flags,
    program.main,
    ...(program.args?.(port) ?? []),
  ])
  const beganMs = performance.now()
  const child = spawn(command, args, {
    env: { PATH: searchPath, ...program.env?.(port, folder) },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const ended = once(child, 'exit')
  let hasEnded = false
  void ended.then(() => (hasEnded = true))

  async function stop(): Promise<void> {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }

  while (!(await isServing(port))) {
    if (!hasEnded && performance.now() - beganMs < START_TIMEOUT_MS) continue
    const said = readFileSync(logFile, 'utf8')
    await stop()
    throw new Error(`${program.main} does not serve: ${said}`)
  }
  const startedInMs = performance.now() - beganMs
  if (child.pid === undefined) throw new Error('unreachable: it serves, so it was started')
  return {
    pid: child.pid,
    port,
    startedInMs,
    async ask(question) {
      const answered = once(child, 'message')
      child.send(question)
      const [{ result }] = await answered
      return result
    },
    [Symbol.asyncDispose]: stop,
  }
}
