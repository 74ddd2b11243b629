import { startRedisServer, type RedisServer } from '@wordfare/redis-server'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { attend, describeSwitchboard } from './contract-suite.ts'
import { SwitchboardUnavailable, type Switchboard } from './index.ts'
import { openRedisSwitchboard } from './redis.ts'

/** For what waits until a stay runs out, or for Redis to come back. */
const slow = { timeout: 30_000 }

async function open(server: RedisServer): Promise<Switchboard> {
  const switchboard = await openRedisSwitchboard({ url: server.url })
  onTestFinished(() => switchboard.close())
  return switchboard
}

describe('with one Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  async function openTwo(): Promise<readonly [Switchboard, Switchboard]> {
    const redis = new Redis(server.url)
    await redis.flushall()
    redis.disconnect()
    return [await open(server), await open(server)]
  }

  describeSwitchboard('redis', openTwo)

  it('gives a task to one server, until its time is over', async () => {
    const [one, two] = await openTwo()
    const claims = await Promise.all([one, two].map((each) => each.claim('sweep', 60_000)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await two.claim('another', 1)).toBe(true)
    await vi.waitUntil(() => one.claim('another', 60_000))
    expect(await two.claim('another', 60_000)).toBe(false)
  })

  it('ends a stay that its server no longer keeps', slow, async () => {
    const [here, there] = await openTwo()
    const watching = await attend(here, 'a game')
    await (await attend(there, 'a game')).gathering.enter('ada', 'here')
    // Somebody whom this server keeps, so that it sweeps the place.
    await watching.gathering.enter('bob', 'here')
    const redis = new Redis(server.url)
    // As if the server that keeps Ada had been killed: its keeping comes too late.
    await redis.zadd('wordfare:until:a game', '0', 'ada')
    redis.disconnect()
    await vi.waitFor(() => expect(watching.told).toContain('ada left'), slow)
  })
})

describe('when Redis goes', () => {
  it('knows who is there once Redis is back, and goes on', slow, async () => {
    await using server = await startRedisServer(['--appendonly', 'no', '--save', ''])
    const [one, two] = [await open(server), await open(server)]
    const here = await attend(one, 'a game')
    const there = await attend(two, 'a game')
    const ada = await here.gathering.enter('ada', 'here')
    await there.gathering.enter('bob', 'here')
    await vi.waitFor(() => expect(here.gathering.members.size).toBe(2))
    await server.kill()
    await expect(there.gathering.enter('cleo', 'here')).rejects.toBeInstanceOf(
      SwitchboardUnavailable,
    )
    await expect(two.claim('sweep', 1_000)).rejects.toBeInstanceOf(SwitchboardUnavailable)
    expect(await two.spend({ name: 'greetings', count: 1, perMs: 60_000 }, 'ada')).toBe(0)
    expect(await two.spend({ name: 'greetings', count: 1, perMs: 60_000 }, 'ada')).toBeGreaterThan(
      0,
    )

    await server.start()
    await vi.waitUntil(() => there.gathering.enter('cleo', 'here').then(Boolean, () => false), slow)
    await vi.waitFor(() => {
      for (const { gathering } of [here, there]) {
        expect([...gathering.members.keys()].toSorted()).toEqual(['ada', 'bob', 'cleo'])
      }
    }, slow)
    ada?.end()
    await vi.waitFor(() => expect([...there.gathering.members.keys()]).not.toContain('ada'), slow)
  })

  it('is not opened where there is no Redis', slow, async () => {
    const server = await startRedisServer()
    await server[Symbol.asyncDispose]()
    await expect(openRedisSwitchboard({ url: server.url })).rejects.toBeInstanceOf(
      SwitchboardUnavailable,
    )
  })
})
