import { openRedisEventStore } from '@wordfare/event-store/redis'
import { startRedisServer, type RedisServer } from '@wordfare/redis-server'
import type { EventStore } from '@wordfare/event-store'
import { startProcess, type ServerProcess } from '../server-process.ts'

const secrets = {
  COOKIE_SECRETS: 'cookie-secret-of-a-test-which-is-long-enough',
  ROOM_NAME_SECRET: 'room-name-secret-of-a-test-which-is-long-enough',
}

/** Servers that share a Redis, each in a process of its own. All of them go with it. */
export interface Deployment extends AsyncDisposable {
  readonly redis: RedisServer
  /** Starts one more server. */
  start(env?: Record<string, string>): Promise<ServerProcess>
  /** The log as it lies in Redis. The caller closes it. */
  openLog(): Promise<EventStore>
}

export async function startDeployment(env: Record<string, string> = {}): Promise<Deployment> {
  const redis = await startRedisServer()
  const servers: ServerProcess[] = []
  return {
    redis,
    async start(more = {}) {
      const server = await startProcess({
        STORE: 'redis',
        REDIS_URL: redis.url,
        ...secrets,
        ...env,
        ...more,
      })
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
