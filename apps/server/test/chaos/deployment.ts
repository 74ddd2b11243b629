import { openRedisEventStore } from '@wordfare/event-store/redis'
import { startRedisServer, type RedisServer } from '@wordfare/redis-server'
import type { EventStore } from '@wordfare/event-store'
import { startProcess, type Program, type ServerProcess } from '../server-process.ts'

const secrets = {
  COOKIE_SECRETS: 'cookie-secret-of-a-test-which-is-long-enough',
  ROOM_NAME_SECRET: 'room-name-secret-of-a-test-which-is-long-enough',
}

/** Servers that share a Redis, each in a process of its own. All of them go with it. */
export interface Deployment extends AsyncDisposable {
  readonly redis: RedisServer
  /** What every server of it is told. */
  readonly env: Record<string, string>
  /** Starts one more server. */
  start(env?: Record<string, string>): Promise<ServerProcess>
  /** The log as it lies in Redis. The caller closes it. */
  openLog(): Promise<EventStore>
}

export async function startDeployment(
  settings: Record<string, string> = {},
  program: Program = {},
): Promise<Deployment> {
  const redis = await startRedisServer()
  const env = { STORE: 'redis', REDIS_URL: redis.url, ...secrets, ...settings }
  const servers: ServerProcess[] = []
  return {
    redis,
    env,
    async start(more = {}) {
      const server = await startProcess({ ...env, ...more }, program)
      servers.push(server)
      return server
    },
    openLog: () => openRedisEventStore({ url: redis.url }),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
      await redis[Symbol.asyncDispose]()
    },
  }
}
