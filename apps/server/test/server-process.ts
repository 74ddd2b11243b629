import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import type { Address } from './browser.ts'
import { ORIGIN } from './test-server.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** How a process ended, and all that it said. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

export interface ServerProcess extends Address, AsyncDisposable {
  /** All that it has said so far. */
  output(): string
  signal(signal: NodeJS.Signals): void
  readonly ended: Promise<Ending>
}

/** What runs; nothing of it outlives the tests, also when one of them was given up. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** What the servers have said that were started in this file of tests, in their order. */
const outputs: (() => string)[] = []
/** How much of a server's log is worth reading when a test of it has failed. */
const LINES = 40

const isTrouble = (line: string): boolean => line !== '' && !line.includes('"level":30')

// Why a request was refused is not told to who asked: it stands in the log of the server alone.
afterEach(({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [index, output] of outputs.entries()) {
    const lines = output().split('\n').filter(isTrouble).slice(-LINES)
    if (lines.length > 0) console.log(`what server ${index} had to say:\n${lines.join('\n')}`)
  }
})

/** How the server is started. */
export interface Program {
  /** Node's own. */
  readonly flags?: readonly string[]
  /** Another file than the one that is written here, as what is built from it. */
  readonly main?: string
}

function run(env: Record<string, string>, { flags = [], main = MAIN }: Program = {}) {
  const child = spawn(process.execPath, [...flags, main], {
    env: { PORT: '0', PUBLIC_ORIGIN: ORIGIN, VIDEO: 'none', TRUST_PROXY: 'loopback', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  let output = ''
  outputs.push(() => output)
  const listening = Promise.withResolvers<string>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data)
      const url = /listening at (http:\/\/[\d.:]+)/.exec(output)?.[1]
      if (url !== undefined) listening.resolve(url)
    })
  }
  const ended = once(child, 'close').then(([code, signal]): Ending => ({ code, signal, output }))
  void ended.then((ending) => listening.reject(new Error(`it ended early: ${ending.output}`)))
  return { child, ended, output: () => output, listening: listening.promise }
}

/** Runs the server until it ends by itself. */
export const runToTheEnd = (env: Record<string, string>): Promise<Ending> => {
  const { ended, listening } = run(env)
  listening.catch(() => {})
  return ended
}

/** Starts the server, and kills it so soon that it may not even listen yet. */
export async function killAtTheStart(
  env: Record<string, string>,
  program: Program,
  afterMs: number,
): Promise<void> {
  const { child, ended, listening } = run(env, program)
  listening.catch(() => {})
  await delay(afterMs)
  child.kill('SIGKILL')
  await ended
}

/** The server as it is started in earnest, in a process of its own, on a port of its own. */
export async function startProcess(
  env: Record<string, string>,
  program: Program = {},
): Promise<ServerProcess> {
  const { child, ended, output, listening } = run(env, program)
  const url = await listening
  return {
    url,
    origin: ORIGIN,
    output,
    signal: (signal) => child.kill(signal),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
