import { startRedisServer, type RedisServer } from '@wordfare/redis-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildBundle, type BuiltBundle } from './chaos/built-bundle.ts'
import { eventually } from './eventually.ts'
import { startProcess } from './server-process.ts'
import { temporaryFolder } from './stores.ts'

let bundle: BuiltBundle
let redis: RedisServer
beforeAll(async () => {
  ;[bundle, redis] = await Promise.all([buildBundle(), startRedisServer()])
})
afterAll(async () => {
  bundle[Symbol.dispose]()
  await redis[Symbol.asyncDispose]()
})

it.each([
  ['a file', () => ({ STORE: 'sqlite' })],
  ['Redis', () => ({ STORE: 'redis', REDIS_URL: redis.url, COOKIE_SECRETS: 'x'.repeat(32) })],
])('a server with %s listens first, and loads its dictionaries then', async (_, settings) => {
  using folder = temporaryFolder()
  await using server = await startProcess(
    { DATA_DIR: folder.path, ...settings() },
    { main: bundle.main, flags: ['--import', import.meta.resolve('./say-what-loads.ts')] },
  )
  const [before] = server.output().split('listening at')
  expect(before).toMatch(/loads .*\/app-\w+\.js/)
  expect(before).not.toMatch(/loads .*(?:dictionaries|wink-|ajv)/)
  await eventually(() => expect(server.output()).toMatch(/loads .*wink-lemmatizer/))
})
