import { Redis } from 'ioredis'
import { FORM, keys, LIBRARY_CODE } from './redis-functions.ts'
import { StoreUnavailable } from './store-unavailable.ts'

/** How long a Redis may take to take a connection. */
const CONNECT_TIMEOUT_MS = 2_000
/** How long it may take to answer: a disk that is slow to sync now and then costs a pause, and not the moves. */
const ANSWER_TIMEOUT_MS = 5_000
/** How long to wait before connecting again: the first time, and at most. */
const RECONNECT_FIRST_MS = 50
const RECONNECT_MAX_MS = 1_000

/** A connection to Redis that comes back by itself, and is fit for use only while it is `ready`. */
export interface RedisConnection {
  readonly redis: Redis
  readonly isReady: boolean
  close(): void
}

/**
 * Connects, and prepares Redis again after every loss of the connection: it may be another one by then.
 * `onReady` runs each time that it can be used.
 * @throws {StoreUnavailable} when there is no Redis at first, or one that can't be relied on
 */
export async function connectToRedis(
  url: string,
  options: {
    readonly replicas: number
    readonly onReady?: () => void
    /** Runs each time that it no longer can. */
    readonly onLost?: () => void
    /** A connection was lost, or could not be used again. */
    readonly onTrouble: (error: Error) => void
  },
): Promise<RedisConnection> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // A peer that is gone without a word is given up as one that closes the connection.
    socketTimeout: ANSWER_TIMEOUT_MS,
    // What can't be sent now fails now, and nothing is sent twice: the caller knows what that would mean.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // Whoever listens does so once the connection is ready, which it is not before it was prepared.
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(RECONNECT_FIRST_MS * 2 ** (times - 1), RECONNECT_MAX_MS),
  })
  let isReady = false

  async function makeReady(): Promise<void> {
    await prepare(redis, options.replicas)
    isReady = true
    options.onReady?.()
  }

  redis.on('error', options.onTrouble)
  redis.on('close', () => {
    if (isReady) options.onLost?.()
    isReady = false
  })
  try {
    await redis.connect()
    await makeReady()
  } catch (cause) {
    redis.disconnect()
    if (cause instanceof StoreUnavailable) throw cause
    throw new StoreUnavailable('the event store cannot reach Redis', { cause })
  }
  redis.on('ready', () => {
    makeReady().catch((error: unknown) => {
      options.onTrouble(error instanceof Error ? error : new Error(String(error)))
      // Once more from the start; by then it may be another Redis.
      redis.disconnect(true)
    })
  })

  return {
    redis,
    get isReady() {
      return isReady
    },
    close: () => redis.disconnect(),
  }
}

/** Checks that this Redis may be written to, and teaches it what it has to do in one step. */
async function prepare(redis: Redis, replicas: number): Promise<void> {
  const form = Number((await redis.get(keys.form)) ?? FORM)
  if (form > FORM) {
    throw new StoreUnavailable(
      `the event store has form ${form}, and this program knows ${FORM} at most`,
    )
  }
  await mustKeepEverything(redis, replicas)
  await redis.function('LOAD', 'REPLACE', LIBRARY_CODE)
  await redis.set(keys.form, FORM)
}

/** @throws {StoreUnavailable} when this Redis is known to lose what it has acknowledged */
async function mustKeepEverything(redis: Redis, replicas: number): Promise<void> {
  const settings = await settingsOf(redis)
  // Services that others run often don't show theirs; what they promise is for the operator to know.
  if (settings === null) return
  const { appendonly, appendfsync, 'maxmemory-policy': eviction } = settings
  if (appendonly !== 'yes') {
    throw new StoreUnavailable('Redis would forget all games at a restart: set appendonly yes')
  }
  if (appendfsync !== 'always' && replicas === 0) {
    throw new StoreUnavailable(
      'Redis would lose its last moves with the power: set appendfsync always, or wait for replicas',
    )
  }
  if (eviction !== 'noeviction') {
    throw new StoreUnavailable(
      'Redis would drop games when memory is short: set maxmemory-policy noeviction',
    )
  }
}

/** Null where this Redis does not tell. */
async function settingsOf(redis: Redis): Promise<Record<string, string> | null> {
  try {
    const pairs = await redis.config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy')
    const flat: readonly string[] = Array.isArray(pairs) ? pairs.map(String) : []
    return Object.fromEntries(
      flat.flatMap((name, place) => (place % 2 === 0 ? [[name, flat[place + 1] ?? '']] : [])),
    )
  } catch (error) {
    if (error instanceof Error && /NOPERM|unknown command/i.test(error.message)) return null
    throw error
  }
}
