import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore } from '@wordfare/event-store'
import { killAtTheStart, startProcess, type ServerProcess } from '../server-process.ts'
import { openSqlite, temporaryFolder } from '../stores.ts'
import { buildBundle, type BuiltBundle } from './built-bundle.ts'
import { startBusyTables, type BusyTables } from './busy-tables.ts'
import { createDice } from './dice.ts'
import { startDeployment } from './deployment.ts'
import { chaosSeed } from './env.ts'
import { expectKept, expectSeen, expectWholeLog } from './hammering.ts'

const TABLES = 2
/** A kill comes at most so many acknowledged commands after the one before. */
const KILL_WITHIN = 15
/** In the place of one in so many servers another one is started first, and killed within the time that a start takes. */
const KILLED_AT_THE_START = 5
const START_MS = 500
/** From the kill of a server to the first answer of the next: about half a second, and many times that on a busy machine. */
const BACK_WITHIN_MS = 10_000

const sums = {
  servers: 0,
  starts: 0,
  redis: 0,
  events: 0,
  backMs: [] as number[],
  commands: new Map<string, number>(),
}

/** Holds the logs against what was answered and what was seen. */
async function expectNothingLost(store: EventStore, { tables, counts }: BusyTables): Promise<void> {
  for (const { gameId, acknowledged, watchings } of tables) {
    const log = await store.read(gameId)
    expectWholeLog(log)
    expectKept(log, acknowledged)
    for (const watching of watchings) {
      await watching.untilReceived(({ id }) => Number(id) === log.length)
      expectSeen(log, watching)
    }
    sums.events += log.length
  }
  for (const [type, count] of counts)
    sums.commands.set(type, (sums.commands.get(type) ?? 0) + count)
}

let bundle: BuiltBundle
beforeAll(async () => {
  bundle = await buildBundle()
})
afterAll(() => bundle[Symbol.dispose]())

/** Kills a server in the midst of the load, and the one that takes its place, and so on; the last one runs. */
async function killUnder(
  load: BusyTables,
  first: ServerProcess,
  {
    roll,
    kills,
    env,
  }: {
    readonly roll: ReturnType<typeof createDice>
    readonly kills: number
    readonly env: Record<string, string>
  },
): Promise<ServerProcess> {
  let server = first
  for (let kill = 0; kill < kills; kill++) {
    await load.after(roll(KILL_WITHIN))
    const killedAtMs = performance.now()
    server.signal('SIGKILL')
    await server.ended
    sums.servers += 1
    const again = kill % KILLED_AT_THE_START === 0
    if (again) {
      await killAtTheStart(env, bundle, roll(START_MS))
      sums.starts += 1
    }
    server = await startProcess(env, bundle)
    const { status } = await fetch(`${server.url}/readyz`)
    expect(status).toBe(200)
    const backMs = performance.now() - killedAtMs
    expect(backMs).toBeLessThan(BACK_WITHIN_MS)
    if (!again) sums.backMs.push(backMs)
    load.moveTo(server)
  }
  return server
}

describe.concurrent(`killed at any moment (CHAOS_SEED=${chaosSeed})`, { timeout: 600_000 }, () => {
  it('[B23] a server with a file loses nothing that it has answered or shown', async () => {
    using folder = temporaryFolder()
    const roll = createDice(chaosSeed)
    const env = { DATA_DIR: folder.path }
    const first = await startProcess(env, bundle)
    const load = await startBusyTables(TABLES, roll, first)
    const last = await killUnder(load, first, { roll, kills: 100, env })
    await load.stop()
    const store = openSqlite(folder.path)
    await expectNothingLost(store, load)
    await store.close()
    await load.close()
    await last[Symbol.asyncDispose]()
  })

  it('[B23] a server with Redis loses nothing that it has answered or shown', async () => {
    const roll = createDice(chaosSeed + 1)
    await using deployment = await startDeployment({}, bundle)
    const first = await deployment.start()
    const load = await startBusyTables(TABLES, roll, first)
    const last = await killUnder(load, first, { roll, kills: 70, env: deployment.env })
    await load.stop()
    const store = await deployment.openLog()
    await expectNothingLost(store, load)
    await store.close()
    await load.close()
    await last[Symbol.asyncDispose]()
  })

  // Most of it is waiting until the servers have found Redis again, so two of them go on side by side.
  it.each([2, 3])(
    '[B23] Redis loses nothing that two servers have answered or shown (%i)',
    async (more) => {
      const roll = createDice(chaosSeed + more)
      await using deployment = await startDeployment({}, bundle)
      const [one, two] = await Promise.all([deployment.start(), deployment.start()])
      const load = await startBusyTables(TABLES, roll, one, two)
      for (let kill = 0; kill < 40; kill++) {
        await load.after(roll(KILL_WITHIN))
        await deployment.redis.kill()
        sums.redis += 1
        await deployment.redis.start()
      }
      await load.stop()
      const store = await deployment.openLog()
      await expectNothingLost(store, load)
      await store.close()
      await load.close()
    },
  )

  afterAll(() => {
    const { servers, starts, redis, events, commands } = sums
    const backMs = sums.backMs.toSorted((a, b) => a - b)
    const types = [...commands].map(([type, count]) => `${count} ${type}`).join(', ')
    console.log(
      `killed ${servers} servers under load, ${starts} at their start, ${redis} times Redis: none was lost of ${events} events ` +
        `and of the answered ${types}; from the kill to the next server's first answer ` +
        `${Math.round(backMs[backMs.length >> 1] ?? 0)} ms (median), ${Math.round(backMs.at(-1) ?? 0)} ms (longest)`,
    )
  })
})
