import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'

/** Redis' name here and what else may be installed in its place. */
const PROGRAMS = ['redis-server', 'valkey-server'] as const

const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']

/** A Redis of one test, on a free port of 127.0.0.1, with its data in a folder of its own. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string
  /** Ends it as a power cut would end its process. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  start(): Promise<void>
  /** Stops it from doing anything, without a word to anybody. */
  pause(): void
  unpause(): void
}

/** Starts the real thing. @throws {Error} that says what to install where there is none */
export async function startRedisServer(flags: readonly string[] = DURABLE): Promise<RedisServer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'wordfare-redis-'))
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | null = null

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async function start(): Promise<void> {
    child = await spawnOne([
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      ...flags,
    ])
    await answers(url, child)
  }

  await start()
  return {
    url,
    kill,
    start,
    pause: () => void child?.kill('SIGSTOP'),
    unpause: () => void child?.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await kill()
      await rm(folder, { recursive: true })
    },
  }
}

async function spawnOne(args: readonly string[]): Promise<ChildProcess> {
  for (const program of PROGRAMS) {
    const child = spawn(program, args, { stdio: 'ignore' })
    const outcome = await Promise.race([
      once(child, 'spawn').then(() => 'spawned' as const),
      once(child, 'error').then(() => 'missing' as const),
    ])
    if (outcome === 'spawned') return child
  }
  throw new Error('no Redis here: run script/bootstrap, or install redis-server 7 or valkey-server')
}

/**
 * Resolves once Redis has loaded its data and answers.
 * @throws {Error} when it ended instead, or somebody else has its port
 */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
  })
  redis.on('error', () => undefined)
  const ended = once(child, 'exit').then(() => {
    throw new Error(`Redis ended at its start; somebody may have taken its port (${url})`)
  })
  try {
    // Waits in the client's queue until there is a connection that is ready.
    const told = Promise.all([redis.connect().catch(() => undefined), redis.info('server')])
    const [, about] = await Promise.race([told, ended])
    // Two tests that shared one would empty it, and kill it, under each other.
    if (!about.includes(`process_id:${child.pid}\r`)) throw new Error(`${url} is another Redis`)
  } finally {
    ended.catch(() => undefined)
    redis.disconnect()
  }
}
