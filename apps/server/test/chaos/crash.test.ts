import { afterAll, describe, expect, it } from 'vitest'
import type { GameId } from '@wordfare/contracts'
import type { StoredEvent } from '@wordfare/event-store'
import { openBrowser, type Address, type Browser } from '../browser.ts'
import { startProcess, type ServerProcess } from '../server-process.ts'
import { openSqlite, temporaryFolder } from '../stores.ts'
import { createGame, joinGame } from '../table.ts'
import { watch, type Watching } from '../watching.ts'
import { createDice } from './dice.ts'
import { chaosSeed } from './env.ts'
import { startDeployment } from './deployment.ts'
import { expectKept, expectSeen, expectWholeLog, hammer, type Hammer } from './hammering.ts'

const PLAYERS = 4
/** A kill comes at most so many acknowledged commands after the one before. */
const KILL_WITHIN = 15
/** From the start of a server to its first answer: less than two seconds, and several times that on a busy machine. */
const BACK_WITHIN_MS = 10_000

interface Load {
  readonly gameId: GameId
  readonly watchings: readonly Watching[]
  readonly hammers: readonly Hammer[]
  /** Resolves after so many more acknowledged commands, in the middle of others. */
  after(count: number): Promise<void>
  moveTo(address: Address): void
  /** Lets everybody finish the command that they are at. */
  stop(): Promise<void>
  close(): Promise<void>
}

/** Four people at a table who all do something all the time. */
async function startLoad(...addresses: readonly [Address, ...Address[]]): Promise<Load> {
  const browsers: Browser[] = Array.from({ length: PLAYERS }, (_, index) =>
    openBrowser(addresses[index % addresses.length]!),
  )
  const { gameId } = await createGame(browsers[0]!, 'Player 0')
  const watchings: Watching[] = []
  for (const [index, browser] of browsers.entries()) {
    if (index > 0) await joinGame(browser, gameId, `Player ${index}`)
    watchings.push(await watch(browser, gameId, { again: true }))
  }
  let count = 0
  let isOn = true
  let awaited = { count: Infinity, reached: () => {} }
  const hammers = browsers.map((browser, index) =>
    hammer(browser, gameId, `Player ${index}`, {
      goesOn: () => isOn,
      onAcknowledged() {
        count += 1
        // The next command is on its way by then.
        if (count === awaited.count) setImmediate(awaited.reached)
      },
    }),
  )
  return {
    gameId,
    watchings,
    hammers,
    after: (more) =>
      new Promise((resolve) => {
        awaited = { count: count + more, reached: resolve }
      }),
    moveTo(next) {
      for (const browser of browsers) browser.moveTo(next)
    },
    async stop() {
      isOn = false
      await Promise.all(hammers.map(({ done }) => done))
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
    },
  }
}

const sums = { kills: 0, commands: 0, events: 0, restartsMs: [] as number[] }

/** Holds a log against what was answered and what was seen. */
async function expectNothingLost(log: readonly StoredEvent[], load: Load): Promise<void> {
  expectWholeLog(log)
  for (const { acknowledged } of load.hammers) {
    expectKept(log, acknowledged)
    sums.commands += acknowledged.length
  }
  for (const watching of load.watchings) {
    await watching.untilReceived(({ id }) => Number(id) === log.length)
    expectSeen(log, watching)
  }
  sums.events += log.length
}

async function restart(start: () => Promise<ServerProcess>): Promise<ServerProcess> {
  const atMs = performance.now()
  const server = await start()
  const tookMs = performance.now() - atMs
  expect(tookMs).toBeLessThan(BACK_WITHIN_MS)
  sums.restartsMs.push(tookMs)
  return server
}

/** Kills a server in the midst of the load, and the one that takes its place, and so on; the last one runs. */
async function killUnder(
  load: Load,
  first: ServerProcess,
  {
    roll,
    kills,
    start,
  }: { roll: ReturnType<typeof createDice>; kills: number; start: () => Promise<ServerProcess> },
): Promise<ServerProcess> {
  let server = first
  for (let kill = 0; kill < kills; kill++) {
    await load.after(roll(KILL_WITHIN))
    server.signal('SIGKILL')
    await server.ended
    sums.kills += 1
    server = await restart(start)
    load.moveTo(server)
  }
  return server
}

describe.concurrent(`killed at any moment (CHAOS_SEED=${chaosSeed})`, { timeout: 600_000 }, () => {
  it('[B23] a server with a file loses nothing that it has answered or shown', async () => {
    using folder = temporaryFolder()
    const roll = createDice(chaosSeed)
    const start = () => startProcess({ DATA_DIR: folder.path })
    const first = await start()
    const load = await startLoad(first)
    const last = await killUnder(load, first, { roll, kills: 40, start })
    await load.stop()
    const store = openSqlite(folder.path)
    await expectNothingLost(await store.read(load.gameId), load)
    await store.close()
    await load.close()
    await last[Symbol.asyncDispose]()
  })

  it('[B23] a server with Redis loses nothing that it has answered or shown', async () => {
    const roll = createDice(chaosSeed + 1)
    await using deployment = await startDeployment()
    const first = await deployment.start()
    const load = await startLoad(first)
    await killUnder(load, first, { roll, kills: 25, start: () => deployment.start() })
    await load.stop()
    const store = await deployment.openLog()
    await expectNothingLost(await store.read(load.gameId), load)
    await store.close()
    await load.close()
  })

  // Most of it is waiting until the servers have found Redis again, so two of them go on side by side.
  it.each([2, 3])(
    '[B23] Redis loses nothing that two servers have answered or shown (%i)',
    async (more) => {
      const roll = createDice(chaosSeed + more)
      await using deployment = await startDeployment()
      const [one, two] = await Promise.all([deployment.start(), deployment.start()])
      const load = await startLoad(one, two)
      for (let kill = 0; kill < 70; kill++) {
        await load.after(roll(KILL_WITHIN))
        await deployment.redis.kill()
        sums.kills += 1
        await deployment.redis.start()
      }
      await load.stop()
      const store = await deployment.openLog()
      await expectNothingLost(await store.read(load.gameId), load)
      await store.close()
      await load.close()
    },
  )

  afterAll(() => {
    const { kills, commands, events, restartsMs } = sums
    const [median = 0] = restartsMs
      .toSorted((a, b) => a - b)
      .slice(Math.floor(restartsMs.length / 2))
    const longest = Math.max(0, ...restartsMs)
    console.log(
      `killed ${kills} times: of ${commands} answered commands and ${events} events none was lost; ` +
        `a server was back after ${Math.round(median)} ms (median), ${Math.round(longest)} ms (longest)`,
    )
  })
})
