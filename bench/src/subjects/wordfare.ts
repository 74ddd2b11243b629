import { join } from 'node:path'
import { startRedisServer } from '@wordfare/redis-server'
import { Redis } from 'ioredis'
import { ORIGIN } from '../driver/player-line.ts'
import { pin, SERVED_CORE } from './cores.ts'
import { startProgram, type Program } from './program.ts'
import { running, type Subject } from './subject.ts'

/** The built server of a checkout. */
const mainOf = (checkout: string): string => join(checkout, 'apps/server/dist/main.js')

/** Settings of the server, beside those that it always has here; undefined takes one of those away. */
export type Settings = Readonly<Record<string, string | undefined>>

/**
 * For a server whose pages only browsers on its own machine can open, as it is without settings. It counts nobody, so that
 * no rate bounds what it can do.
 */
export const forOwnMachine: Settings = { PUBLIC_ORIGIN: undefined }

export function startServer(
  checkout: string,
  hasProbe: boolean,
  settings: Settings = {},
): Promise<Program> {
  return startProgram({
    main: mainOf(checkout),
    hasProbe,
    env: (port, folder) => ({
      NODE_ENV: 'production',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      PUBLIC_ORIGIN: ORIGIN,
      TRUST_PROXY: 'loopback',
      VIDEO: 'none',
      ...settings,
    }),
  })
}

/** One server with its own file. */
export const onSqlite = (
  checkout: string,
  { name = 'one server, SQLite', settings = {} }: { name?: string; settings?: Settings } = {},
): Subject => ({
  name,
  async start(how = 'probed') {
    await using resources = new AsyncDisposableStack()
    const server = resources.use(await startServer(checkout, how === 'probed', settings))
    return running([server], resources.move())
  },
})

/** One server or several on one Redis, which shares their core. */
export const onRedis = (checkout: string, servers: number, settings: Settings = {}): Subject => ({
  name: servers === 1 ? 'one server, Redis' : `${servers} servers, Redis`,
  async start(how = 'probed') {
    await using resources = new AsyncDisposableStack()
    const redis = resources.use(await startRedisServer())
    const redisPid = await pidOf(redis.url)
    pin(redisPid, SERVED_CORE)
    const start = async (): Promise<Program> =>
      resources.use(
        await startServer(checkout, how === 'probed', {
          STORE: 'redis',
          REDIS_URL: redis.url,
          COOKIE_SECRETS: 'a secret that is known to everybody',
          ...settings,
        }),
      )
    const programs: [Program, ...Program[]] = [await start()]
    while (programs.length < servers) programs.push(await start())
    return running(programs, resources.move(), [redisPid])
  },
})

async function pidOf(redisUrl: string): Promise<number> {
  const redis = new Redis(redisUrl)
  try {
    return Number(/^process_id:(\d+)/m.exec(await redis.info('server'))?.[1])
  } finally {
    redis.disconnect()
  }
}
