import { startRedisServer, type RedisServer } from '@wordfare/redis-server'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { attend, describeSwitchboard, soon } from './contract-suite.ts'
import { SwitchboardUnavailable, type Switchboard } from './index.ts'
import { ENTER, keysOf } from './redis-functions.ts'
import { openRedisSwitchboard } from './redis.ts'

/** Fast: what the servers tell each other need not outlive Redis. */
const forgetful = ['--appendonly', 'no', '--save', '']

async function open(server: RedisServer): Promise<Switchboard> {
  const switchboard = await openRedisSwitchboard({ url: server.url })
  onTestFinished(() => switchboard.close())
  return switchboard
}

describe('with one Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer(forgetful)
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
    await vi.waitUntil(() => one.claim('another', 60_000), soon)
    expect(await two.claim('another', 60_000)).toBe(false)
  })

  it('ends a stay that its server no longer keeps', async () => {
    const [here] = await openTwo()
    const watching = await attend(here, 'a game')
    // Somebody whom this server keeps, so that it sweeps the place.
    await watching.gathering.enter('bob', 'here')
    const redis = new Redis(server.url)
    const { members, until, channel } = keysOf('a game')
    // By a server that is killed at once.
    await redis.fcall(ENTER, 3, members, until, channel, 'ada', 'here', 'a-stay', '3000', '')
    redis.disconnect()
    await vi.waitFor(() => expect(watching.told).toContain('ada is here'), soon)
    await vi.waitFor(() => expect(watching.told).toContain('ada left'), soon)
  })
})

describe('when Redis goes', () => {
  it('knows who is there once Redis is back, and goes on', async () => {
    await using server = await startRedisServer(forgetful)
    const [one, two] = [await open(server), await open(server)]
    const here = await attend(one, 'a game')
    const there = await attend(two, 'a game')
    const ada = await here.gathering.enter('ada', 'here')
    await there.gathering.enter('bob', 'here')
    await vi.waitFor(() => expect(here.gathering.members.size).toBe(2), soon)
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
    await vi.waitUntil(() => there.gathering.enter('cleo', 'here').then(Boolean, () => false), soon)
    await vi.waitFor(() => {
      for (const { gathering } of [here, there]) {
        expect([...gathering.members.keys()].toSorted()).toEqual(['ada', 'bob', 'cleo'])
      }
    }, soon)
    ada?.end()
    await vi.waitFor(() => expect([...there.gathering.members.keys()]).not.toContain('ada'), soon)
  })

  it('is not opened where there is no Redis', async () => {
    const server = await startRedisServer()
    await server[Symbol.asyncDispose]()
    await expect(openRedisSwitchboard({ url: server.url })).rejects.toBeInstanceOf(
      SwitchboardUnavailable,
    )
  })
})
