import { randomUUID } from 'node:crypto'
// Imported, not global: a test that replaces the global timers must not stop a store from committing.
import { setImmediate } from 'node:timers'
import type { GameId, JoinCode, ListedGame } from '@wordfare/contracts'
import { checkAppend } from './check-append.ts'
import { createDoorbell } from './doorbell.ts'
import type { Append, EventStore, News, Version } from './event-store.ts'
import { JoinCodeTaken } from './join-code-taken.ts'
import { newestFirst } from './newest-first.ts'
import { createBellReader, type Bell } from './redis-bells.ts'
import { connectToRedis, type RedisConnection } from './redis-connection.ts'
import { APPEND, EXPIRE, keys } from './redis-functions.ts'
import { asGameId, storedEventOf } from './redis-values.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { VersionConflict } from './version-conflict.ts'

/** How long an append waits for the replicas that it is to reach. */
const REPLICAS_TIMEOUT_MS = 1_000
/** Games that are forgotten in one step, so that no step holds up the others for long. */
const FORGOTTEN_AT_ONCE = 100

export interface RedisEventStoreOptions {
  /** `redis://` or `rediss://`, with the number of the database if it is not 0. */
  readonly url: string
  /** How many replicas must have an append before it counts; 0 trusts the disk of the one Redis. */
  readonly replicas?: number
  /** Told of lost connections and the like; the store mends itself. */
  readonly onTrouble?: (error: Error) => void
}

/** An append that waits for the flush of its tick. */
interface Waiting {
  readonly gameId: GameId
  readonly expected: Version
  readonly joinCode: JoinCode | null
  readonly token: string
  /** What the function is called with. */
  readonly args: readonly string[]
  readonly resolve: (version: Version) => void
  readonly reject: (error: Error) => void
}

/**
 * A log in a Redis that several servers share. The appends of one turn of the event loop are sent together, and each is
 * one step in Redis. The bells of all servers ring on each of them.
 * @throws {StoreUnavailable} when there is no Redis, one that is known to lose data, or data of a newer program
 */
export async function openRedisEventStore({
  url,
  replicas = 0,
  onTrouble = () => {},
}: RedisEventStoreOptions): Promise<EventStore> {
  const doorbell = createDoorbell<[GameId, News?]>()
  const storeId = randomUUID()
  /** Own appends of which the answer, the bell or both are still to come. */
  const own = new Map<string, 'asked' | 'answered' | 'rung'>()
  let appends = 0
  let queue: Waiting[] = []
  /** Flushes that have not come to their end. */
  const flushing = new Set<Promise<void>>()
  let isClosed = false
  /** Games that rang, or were asked for, while Redis could not be read: their bells ring once it can. */
  const owed = new Set<GameId>()

  function ring(gameId: GameId, news?: News): void {
    if (main.isReady) doorbell.ring(gameId, news)
    else owed.add(gameId)
  }

  function ringForOwed(): void {
    const games = Array.from(owed)
    owed.clear()
    for (const gameId of games) doorbell.ring(gameId)
  }

  function onBell({ gameId, token, news }: Bell): void {
    if (token === storeId) return
    if (own.get(token) === 'answered') {
      own.delete(token)
      return
    }
    ring(gameId, news)
    if (own.has(token)) own.set(token, 'rung')
  }

  /** The bell of an own append may come before its answer, and rings only once. */
  function ringForOwn(gameId: GameId, token: string): void {
    if (own.get(token) === 'rung') {
      own.delete(token)
      return
    }
    own.set(token, 'answered')
    doorbell.ring(gameId)
  }

  async function ringForAll(): Promise<void> {
    for (const [token, state] of own) if (state === 'answered') own.delete(token)
    for (const gameId of await allGames()) doorbell.ring(gameId)
  }

  const allGames = async (): Promise<readonly GameId[]> =>
    (await main.redis.zrange(keys.expiry, '0', '-1')).map(asGameId)

  const outages = createDoorbell<[boolean]>()
  const main = await connectToRedis(url, {
    replicas,
    onReady() {
      outages.ring(false)
      ringForOwed()
    },
    onLost: () => outages.ring(true),
    onTrouble,
  })
  const channel = keys.news(main.redis.options.db ?? 0)
  let line: RedisConnection | null = null
  const reader = await listen()

  async function listen() {
    try {
      line = await connectToRedis(url, {
        replicas,
        onReady: () => line && bells.resume(),
        onLost: () => bells.pause(),
        onTrouble,
      })
      const lines = { asking: main.redis, line: line.redis, channel }
      const bells = createBellReader(lines, {
        onBell,
        onTrouble,
        onLost: () => void ringForAll().catch(onTrouble),
      })
      await bells.start()
      return bells
    } catch (error) {
      main.close()
      line?.close()
      throw error
    }
  }

  function mustBeOpen(): void {
    if (isClosed) throw new StoreUnavailable('the event store is closed')
    if (!main.isReady) throw new StoreUnavailable('the event store has lost its Redis')
  }

  /** Asks Redis; every failure becomes a `StoreUnavailable`. */
  async function attempt<T>(intent: string, ask: () => Promise<T>): Promise<T> {
    mustBeOpen()
    try {
      return await ask()
    } catch (cause) {
      throw new StoreUnavailable(`the event store cannot ${intent}`, { cause })
    }
  }

  function flush(): void {
    const batch = queue
    if (batch.length === 0) return
    queue = []
    const sent = send(batch).finally(() => flushing.delete(sent))
    flushing.add(sent)
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    const pipeline = main.redis.pipeline()
    for (const { gameId, args } of batch) pipeline.fcall(APPEND, ...asCall(gameId, channel, args))
    if (replicas > 0) pipeline.wait(replicas, REPLICAS_TIMEOUT_MS)
    let answers: readonly (readonly [Error | null, unknown])[]
    try {
      answers = (await pipeline.exec()) ?? []
    } catch (cause) {
      answers = batch.map(() => [cause instanceof Error ? cause : new Error(String(cause)), null])
    }
    const shortOf = replicas > 0 ? missingReplicas(answers[batch.length], replicas) : null
    for (const [place, waiting] of batch.entries()) {
      const [error, answer] = answers[place] ?? [new Error('no answer'), null]
      const outcome = error ? unavailable(error) : outcomeOf(waiting, answer)
      if (outcome instanceof Error) refuse(waiting, outcome)
      else if (shortOf) refuse(waiting, unavailable(shortOf))
      else accept(waiting, outcome)
    }
  }

  function refuse({ token, reject }: Waiting, reason: Error): void {
    own.delete(token)
    reject(reason)
  }

  function accept({ gameId, token, resolve }: Waiting, version: Version): void {
    ringForOwn(gameId, token)
    resolve(version)
  }

  return {
    async read(gameId, after = 0) {
      const entries = await attempt('read', () =>
        main.redis.xrange(keys.log(gameId), `${after + 1}-0`, '+'),
      ).catch((error: unknown) => {
        owed.add(gameId)
        throw error
      })
      return entries.map(([id, [, event = '', , cause = '']]) =>
        storedEventOf(Number.parseInt(id, 10), event, cause),
      )
    },

    async append(gameId, expected, append) {
      mustBeOpen()
      checkAppend(append)
      appends += 1
      const token = `${storeId}:${appends}`
      // All of it is copied now: what the caller does with it later changes nothing.
      const args = argumentsOf(gameId, expected, token, append)
      if (queue.length === 0) setImmediate(flush)
      return new Promise<Version>((resolve, reject) => {
        const { joinCode } = append.index
        own.set(token, 'asked')
        queue.push({ gameId, expected, joinCode, token, args, resolve, reject })
      })
    },

    async findByJoinCode(joinCode) {
      const gameId = await attempt('read', () => main.redis.hget(keys.codes, joinCode))
      return gameId === null ? null : asGameId(gameId)
    },

    async listed() {
      const listings = await attempt('read', () => main.redis.hvals(keys.listed))
      return listings
        .map((listing) => {
          const parsed: ListedGame = JSON.parse(listing)
          return parsed
        })
        .toSorted(newestFirst)
    },

    async games() {
      return attempt('read', allGames)
    },

    subscribe: doorbell.subscribe,

    onOutage: outages.subscribe,

    async expire(nowMs) {
      mustBeOpen()
      // What was asked for first comes first.
      flush()
      const gone: GameId[] = []
      for (;;) {
        const some = await attempt('expire games', () =>
          main.redis.fcall(
            EXPIRE,
            5,
            keys.codes,
            keys.listed,
            keys.expiry,
            keys.bells,
            channel,
            nowMs,
            FORGOTTEN_AT_ONCE,
            // Who expires games gets their names; the bells are for the other servers.
            storeId,
            keys.log(''),
            keys.game(''),
          ),
        )
        const ids: readonly unknown[] = Array.isArray(some) ? some : []
        gone.push(...ids.map((id) => asGameId(String(id))))
        if (ids.length < FORGOTTEN_AT_ONCE) return gone
      }
    },

    async close() {
      if (isClosed) return
      flush()
      isClosed = true
      await Promise.all(flushing)
      reader.stop()
      line?.close()
      main.close()
    },
  }
}

const unavailable = (cause: unknown): StoreUnavailable =>
  new StoreUnavailable('the event store cannot write', { cause })

/** The new version, or why there is none. */
function outcomeOf({ gameId, expected, joinCode }: Waiting, answer: unknown): Version | Error {
  const [outcome, version] = Array.isArray(answer) ? answer : []
  switch (outcome) {
    case 'appended':
      return Number(version)
    case 'code-taken':
      // A code is taken only if one was asked for.
      if (joinCode !== null) return new JoinCodeTaken(gameId, joinCode)
      break
    case 'conflict':
      return new VersionConflict(gameId, expected, Number(version))
  }
  return new StoreUnavailable('the event store was answered in words that it does not know')
}

function argumentsOf(
  gameId: GameId,
  expected: Version,
  token: string,
  { events, cause, index }: Append,
): readonly string[] {
  return [
    gameId,
    String(expected),
    token,
    index.joinCode ?? '',
    index.listed ? JSON.stringify(index.listed) : '',
    String(index.expiresAtMs),
    cause ?? '',
    ...events.map((event) => JSON.stringify(event)),
  ]
}

/** How the function for appends wants to be called. */
function asCall(gameId: GameId, channel: string, args: readonly string[]): [number, ...string[]] {
  const { log, game, codes, listed, expiry, bells } = keys
  return [7, log(gameId), game(gameId), codes, listed, expiry, bells, channel, ...args]
}

/** What is wrong when an append has not reached as many replicas as it was to. */
function missingReplicas(
  answer: readonly [Error | null, unknown] | undefined,
  wanted: number,
): Error | null {
  const [error, reached] = answer ?? [new Error('no answer'), 0]
  if (error) return error
  return Number(reached) >= wanted
    ? null
    : new Error(`${Number(reached)} of ${wanted} replicas have it so far`)
}
