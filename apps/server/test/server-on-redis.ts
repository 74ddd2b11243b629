import { openRedisEventStore } from '@wordfare/event-store/redis'
import { openRedisSwitchboard } from '@wordfare/switchboard/redis'
import { startServer, type TestServer } from './test-server.ts'

/** A server with the Redis at this address, for its games and to meet others. */
export async function startServerOnRedis(url: string): Promise<TestServer> {
  const [store, switchboard] = await Promise.all([
    openRedisEventStore({ url }),
    openRedisSwitchboard({ url }),
  ])
  return startServer({ store, switchboard })
}
