import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fc, test } from '@fast-check/vitest'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { GameId } from '@wordfare/contracts'
import { startRedisServer, type RedisServer } from '@wordfare/redis-server'
import { describeSharing } from './contract-sharing.ts'
import { adding, listen, one, other, refusal, stored } from './contract-subject.ts'
import { describeEventStore } from './contract-suite.ts'
import { StoreUnavailable, type EventStore, type StoredEvent } from './index.ts'
import { expectMoves, linesOf } from './killed-program.ts'
import { keys } from './redis-functions.ts'
import { openRedisEventStore, type RedisEventStoreOptions } from './redis.ts'
import { gameId, joinCode, listing } from './sample-log.ts'

/** For tests that start programs, on a machine that is busy. */
const slow = { timeout: 60_000 }
/** As long as a disk may take now and then to sync. */
const PAUSE_MS = 2_500

describe('event store: redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  async function empty(): Promise<void> {
    const redis = clientOf(server)
    await redis.flushall()
    redis.disconnect()
  }

  describeEventStore('redis', async () => {
    await empty()
    return openRedisEventStore({ url: server.url })
  })

  describeSharing('redis', async () => {
    await empty()
    const { url } = server
    return Promise.all([openRedisEventStore({ url }), openRedisEventStore({ url })])
  })

  it(
    '[ES10] rings for what other servers append and forget, and once for what is appended here',
    slow,
    async () => {
      await empty()
      const [here, there] = await Promise.all([open(server), open(server)])
      const bells = [listen(here), listen(there)]
      await here.append(one, 0, adding(['a'], { expiresAtMs: 1 }))
      await there.append(other, 0, adding(['x']))
      await vi.waitFor(() => {
        for (const { rings } of bells) expect(rings.toSorted()).toEqual([one, other])
      }, slow)

      await here.expire(1)
      // Bells come in order: once this one is heard, all before it were.
      await there.append(other, 1, adding(['y']))
      await vi.waitFor(() => expect(bells[0]?.rings).toEqual([one, other, other]), slow)
      await vi.waitFor(
        () => expect(bells[1]?.rings.toSorted()).toEqual([one, one, other, other].toSorted()),
        slow,
      )
    },
  )

  it('[ES17] refuses the data of a newer program, and leaves it as it is', async () => {
    await empty()
    const redis = clientOf(server)
    await redis.set(keys.form, 1_000)

    expect(await refusal(openRedisEventStore({ url: server.url }))).toBeInstanceOf(StoreUnavailable)
    expect(await redis.get(keys.form)).toBe('1000')
    redis.disconnect()
  })
})

describe('event store: redis, when Redis goes', () => {
  it(
    '[ES13] [ES18] has everything after Redis was killed, says so, and goes on by itself',
    slow,
    async () => {
      await using server = await startRedisServer()
      const store = await open(server)
      const outages: boolean[] = []
      onTestFinished(store.onOutage((isOut) => outages.push(isOut)))
      await store.append(
        one,
        0,
        adding(['a', 'b'], { joinCode: joinCode(1), listed: listing(one) }),
      )
      await server.kill()
      await vi.waitFor(() => expect(outages).toEqual([true]), slow)

      expect(await refusal(store.append(one, 2, adding(['lost'])))).toBeInstanceOf(StoreUnavailable)
      expect(await refusal(store.read(one))).toBeInstanceOf(StoreUnavailable)

      await server.start()
      await vi.waitFor(() => expect(outages).toEqual([true, false]), slow)
      expect(await store.read(one)).toEqual(stored('a', 'b'))
      expect(await store.findByJoinCode(joinCode(1))).toBe(one)
      expect(await store.listed()).toEqual([listing(one)])
      expect(await store.append(one, 2, adding(['c']))).toBe(3)
    },
  )

  it('[ES14] says so when Redis keeps the connection and answers no more', slow, async () => {
    await using server = await startRedisServer()
    const store = await open(server)
    server.pause()
    const reason = await refusal(store.append(one, 0, adding(['a'])))
    expect(reason).toBeInstanceOf(StoreUnavailable)
    server.unpause()

    await vi.waitUntil(() => store.games().then(Boolean, () => false), slow)
    // It was sent, so that it may be there: as a whole, or not at all.
    const log = await store.read(one)
    expect([[], stored('a')]).toContainEqual(log)
    expect(await store.append(one, log.length, adding(['b']))).toBe(log.length + 1)
  })

  it('[ES14] waits for a Redis that stops for a moment, as over a slow disk', slow, async () => {
    await using server = await startRedisServer()
    const store = await open(server)
    server.pause()
    const appended = store.append(one, 0, adding(['a']))
    await delay(PAUSE_MS)
    server.unpause()
    expect(await appended).toBe(1)
  })

  it('[ES10] rings, once it is back, for what others appended meanwhile', slow, async () => {
    await using server = await startRedisServer()
    const [here, there] = await Promise.all([open(server), open(server)])
    const bell = listen(here)
    await there.append(one, 0, adding(['a']))
    await vi.waitFor(() => expect(bell.rings).toEqual([one]), slow)

    const redis = clientOf(server)
    // Whoever listens for bells is cut off, and so is everybody else but the test.
    await redis.call('CLIENT', 'KILL', 'SKIPME', 'yes')
    await vi.waitUntil(() => there.append(other, 0, adding(['x'])).then(Boolean, () => false), slow)
    await vi.waitFor(() => expect(bell.rings).toEqual([one, other]), slow)
    redis.disconnect()
  })

  it(
    '[ES10] rings, once it can be read again, for what was appended while it could not',
    slow,
    async () => {
      await using server = await startRedisServer()
      const redis = clientOf(server)
      const there = await open(server)
      await there.append(one, 0, adding(['a']))
      const here = await open(server)
      const lengths: number[] = []
      here.subscribe((game) => {
        void here.read(game).then(
          (log) => lengths.push(log.length),
          () => {},
        )
      })
      // The first connection of a store asks, the second listens: the one is cut and kept out, the other stays.
      const ids = String(await redis.client('LIST')).matchAll(/^id=(\d+)/gm)
      const [asking = 0] = [...ids]
        .map(([, id]) => Number(id))
        .toSorted((a, b) => a - b)
        .slice(-2)
      await redis.config('SET', 'maxclients', 1)
      await redis.client('KILL', 'ID', asking)
      await there.append(one, 1, adding(['b']))
      await redis.config('SET', 'maxclients', 100)
      await vi.waitFor(() => expect(lengths).toContain(2), slow)
      redis.disconnect()
    },
  )

  it(
    '[ES10] rings for every game when it can not know which bells it has missed',
    slow,
    async () => {
      await using server = await startRedisServer()
      const [here, there] = await Promise.all([open(server), open(server)])
      await there.append(one, 0, adding(['a']))
      await there.append(other, 0, adding(['x']))
      const bell = listen(here)
      const redis = clientOf(server)
      await redis.multi().del(keys.bells).call('CLIENT', 'KILL', 'SKIPME', 'yes').exec()
      await vi.waitFor(() => expect(new Set(bell.rings)).toEqual(new Set([one, other])), slow)
      redis.disconnect()
    },
  )

  it('[ES10] rings soon for what nobody has told of', slow, async () => {
    await using server = await startRedisServer()
    const bell = listen(await open(server))
    const redis = clientOf(server)
    // As a server of an earlier version rings.
    await redis.xadd(keys.bells, '*', 'game', one, 'token', 'somebody')
    await vi.waitFor(() => expect(bell.rings).toEqual([one]), slow)
    redis.disconnect()
  })

  it('[ES10] brings along what others have appended', slow, async () => {
    await using server = await startRedisServer()
    const [here, there] = await Promise.all([open(server), open(server)])
    const news: (readonly StoredEvent[])[] = []
    onTestFinished(here.subscribe((_, told) => news.push(told?.() ?? [])))
    await there.append(one, 0, adding(['a', 'b']))
    await there.append(one, 2, adding(['c']))
    const log = stored('a', 'b', 'c')
    await vi.waitFor(() => expect(news).toEqual([log.slice(0, 2), log.slice(2)]), slow)
  })

  it('[ES10] rings for nothing that happens in another database of its Redis', slow, async () => {
    await using server = await startRedisServer()
    const here = await open(server)
    const elsewhere = await open(server, { url: `${server.url}/1` })
    const bell = listen(here)
    await here.append(one, 0, adding(['a']))
    await elsewhere.append(other, 0, adding(['x']))
    const redis = clientOf(server)
    // What nobody tells of is found out by a look at all of the bells.
    await redis.xadd(keys.bells, '*', 'game', gameId(3), 'token', 'somebody')
    await vi.waitFor(() => expect(bell.rings).toContain(gameId(3)), slow)
    expect(bell.rings).toEqual([one, gameId(3)])
    redis.disconnect()
  })

  test.prop(
    [fc.array(fc.constantFrom('append', 'cut', 'cut all'), { minLength: 10, maxLength: 40 })],
    {
      numRuns: 60,
    },
  )(
    '[ES10] rings after the last append of each game, whenever which line is cut',
    async (steps) => {
      await using server = await startRedisServer()
      const [here, there] = await Promise.all([
        openRedisEventStore({ url: server.url }),
        openRedisEventStore({ url: server.url }),
      ])
      const heard = new Set<GameId>()
      here.subscribe((game) => void heard.add(game))
      const redis = clientOf(server)
      for (const [index, step] of steps.entries()) {
        const game = gameId(index)
        if (step === 'cut') await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
        else if (step === 'cut all') await redis.call('CLIENT', 'KILL', 'SKIPME', 'yes')
        else await there.append(game, 0, adding(['a'])).catch(() => undefined)
      }
      const games = (await redis.zrange(keys.expiry, '0', '-1')).toSorted()
      await vi.waitFor(() => expect([...heard].toSorted()).toEqual(games), slow)
      redis.disconnect()
      await Promise.all([here.close(), there.close()])
    },
    slow.timeout,
  )

  it('[ES13] does not count what has not reached its replicas', slow, async () => {
    await using server = await startRedisServer()
    const store = await open(server, { replicas: 1 })
    const reason = await refusal(store.append(one, 0, adding(['a'])))
    expect(reason).toBeInstanceOf(StoreUnavailable)
    expect(reason).toHaveProperty('cause.message', '0 of 1 replicas have it so far')

    const { port } = new URL(server.url)
    await using replica = await startRedisServer(['--replicaof', '127.0.0.1', port])
    await vi.waitUntil(async () => {
      const { length } = await store.read(one)
      return store.append(one, length, adding(['b'])).then(Boolean, () => false)
    }, slow)
    const copy = clientOf(replica)
    expect(await copy.xlen(keys.log(one))).toBe((await store.read(one)).length)
    copy.disconnect()
  })

  it.each([
    ['forgets at a restart', ['--appendonly', 'no', '--save', '']],
    ['loses its last second', ['--appendonly', 'yes', '--appendfsync', 'everysec']],
    [
      'drops what it has no room for',
      ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'allkeys-lru'],
    ],
  ])('[ES13] is not opened on a Redis that %s', slow, async (_, flags) => {
    await using server = await startRedisServer(flags)
    const reason = await refusal(openRedisEventStore({ url: server.url }))
    expect(reason).toBeInstanceOf(StoreUnavailable)
    expect(reason).toHaveProperty('message', expect.stringContaining('set '))
  })

  it('[ES14] is not opened where there is no Redis', slow, async () => {
    const server = await startRedisServer()
    await server[Symbol.asyncDispose]()
    expect(await refusal(openRedisEventStore({ url: server.url }))).toBeInstanceOf(StoreUnavailable)
  })

  test.prop(
    [
      fc.array(fc.record({ lines: fc.integer({ min: 1, max: 80 }), isRedis: fc.boolean() }), {
        minLength: 2,
        maxLength: 3,
      }),
    ],
    {
      numRuns: 4,
    },
  )(
    '[ES13] keeps every acknowledged append, once and in order, through kill -9 of the writer or of Redis',
    async (kills) => {
      await using server = await startRedisServer()
      const printed: string[] = []
      for (const { lines, isRedis } of kills) {
        const child = spawn(process.execPath, [program, server.url, '3'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        let restarted = Promise.resolve()
        const count = (seen: number): void => {
          if (isRedis && seen === lines) restarted = server.kill().then(() => server.start())
          if (seen === (isRedis ? 2 * lines : lines)) child.kill('SIGKILL')
        }
        printed.push(...(await linesOf(child, count)))
        await restarted
        expect(child.signalCode).toBe('SIGKILL')
      }
      const store = await openRedisEventStore({ url: server.url })
      await expectMoves(store, printed)
      await store.close()
    },
    slow.timeout,
  )
})

const program = fileURLToPath(new URL('./append-to-redis.ts', import.meta.url))

async function open(
  server: RedisServer,
  options: Partial<RedisEventStoreOptions> = {},
): Promise<EventStore> {
  const store = await openRedisEventStore({ url: server.url, ...options })
  onTestFinished(() => store.close())
  return store
}

/** A client that the test itself closes. */
function clientOf(server: RedisServer): Redis {
  const redis = new Redis(server.url)
  redis.on('error', () => undefined)
  return redis
}
