import { setImmediate } from 'node:timers/promises'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { evolve } from '@wordfare/game'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../browser.ts'
import { newCommandId } from '../table.ts'
import { chaosRuns, chaosSeed } from './env.ts'
import { expectExplained, type Asked } from './explained.ts'
import {
  eventsIn,
  expectForetold,
  expectSameAnswer,
  expectSeesPresent,
  JOIN,
  leaveTable,
  openBrowsers,
  openTable,
  outcomeOf,
  PEOPLE,
  startServers,
  type Model,
  type Real,
  type Servers,
} from './foretold-table.ts'
import { scheduledStore } from './scheduled-store.ts'
import { createTally } from './tally.ts'
import { wishesOf, type Act } from './wish.ts'

/** Each is a table of its own. */
const RUNS_MIN = 500
const RUNS = Math.max(RUNS_MIN, Math.ceil(chaosRuns / 2))
const STEPS_MAX = 20
const TABLE_TIMEOUT_MS = 20_000
const TIMEOUT_MS = 240_000 * (RUNS / RUNS_MIN)
/** Turns of the event loop that a frame takes from one end to the other, and some more. */
const WIRE_TURNS = 2
type Step = fc.AsyncCommand<Model, Real>

const step = (name: string, run: Step['run']): Step => ({
  check: () => true,
  run,
  toString: () => name,
})

/** A table where something is waited for in vain fails as well, and is told of before the test's own time is up. */
const bounds = {
  timeout: TABLE_TIMEOUT_MS,
  interruptAfterTimeLimit: TIMEOUT_MS - 2 * TABLE_TIMEOUT_MS,
  markInterruptAsFailure: true,
}

interface Case {
  readonly seed: number
  /** Up to the first colon of the one that a failure names: how it was shrunk can't be done again. */
  readonly path: string
}

/** Cases that have failed once: over a fault, or over one that was put in to see whether it is found. */
const failedOnce: Record<'oneByOne' | 'atOnce', readonly Case[]> = {
  // Commands that came again were carried out again.
  oneByOne: [{ seed: 1, path: '0' }],
  // The same; and what came while something was being appended was not looked for.
  atOnce: [
    { seed: 1, path: '0' },
    { seed: 1, path: '79' },
  ],
}

/** Expects that a property holds in cases that have failed before, and in as many others as are run. */
async function expectAlways<T>(cases: readonly Case[], property: fc.IAsyncProperty<T>) {
  for (const one of cases) await fc.assert(property, { ...one, ...bounds, numRuns: 1 })
  await fc.assert(property, { numRuns: RUNS, seed: chaosSeed, ...bounds })
}

/** Before anything else happens, what is on its way between the browsers and the servers may come in. */
async function afterTheWire(task: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < WIRE_TURNS; turn++) await setImmediate()
  await task()
}

/** How lots are drawn at a table: the same way every time, so that the model can tell what is dealt. */
const lots = fc.nat(999).map((thousandths) => thousandths / 1_000)
const wishes = wishesOf(PEOPLE)
const { person } = wishes

describe(`the table over the wire (CHAOS_SEED=${chaosSeed})`, { timeout: TIMEOUT_MS }, () => {
  const tally = createTally()
  let servers: Servers
  let browsers: readonly Browser[]
  beforeAll(async () => {
    servers = await startServers(1, createMemoryEventStore())
    browsers = openBrowsers(servers)
  })
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()))
    await servers[Symbol.asyncDispose]()
    console.log(`one after the other, at ${tally.text()}`)
  })

  const acting = wishes.mixed.map(({ text, actAt }) =>
    step(text, async (model, real) => {
      const act = actAt(model.state, real.ids)
      tally.add(act.deed, await expectForetold(model, real, act))
    }),
  )
  const repeating = fc.nat(20).map((back) =>
    step(`what was asked for ${back} before is sent again`, async (model, real) => {
      const earlier = model.asked.filter(({ act }) => act.deed.type !== JOIN).at(-1 - back)
      if (!earlier) return
      tally.seen.repeats += 1
      await expectSameAnswer(model, real, earlier)
    }),
  )
  const cutting = person.map((who) =>
    step(`the line of person ${who} is cut`, async (_model, real) => {
      tally.seen.cuts += 1
      real.browsers[who]!.cutLine()
    }),
  )
  const restarting = fc.constant(
    step('the server is restarted', async (_model, real) => {
      tally.seen.restarts += 1
      await real.servers.restart(0)
      for (const browser of real.browsers) browser.moveTo(real.servers.of(0))
    }),
  )
  const looking = person.map((who) =>
    step(`person ${who} looks`, (model, real) => expectSeesPresent(model, real, who)),
  )

  it('[B18] is what the rules make of it, through retries, cut lines and restarts', async () => {
    const steps = fc.commands(
      [
        ...Array<typeof acting>(12).fill(acting),
        repeating,
        repeating,
        cutting,
        looking,
        restarting,
      ],
      { maxCommands: STEPS_MAX, size: 'max' },
    )
    await expectAlways(
      failedOnce.oneByOne,
      fc.asyncProperty(lots, steps, async (lot, some) => {
        const { model, real } = await openTable(servers, browsers, lot)
        try {
          await fc.asyncModelRun(() => ({ model, real }), some)
          for (const who of real.ids.keys()) await expectSeesPresent(model, real, who)
        } finally {
          tally.addTable(await servers.store.read(real.gameId))
          await leaveTable(real)
        }
      }),
    )
    expect(tally.seen.tables).toBeGreaterThanOrEqual(RUNS)
    tally.expectPlayed()
  })
})

describe(`the table at two servers (CHAOS_SEED=${chaosSeed})`, { timeout: TIMEOUT_MS }, () => {
  const tally = createTally()
  const memory = createMemoryEventStore()
  const scheduled = scheduledStore(memory)
  let servers: Servers
  let browsers: readonly Browser[]
  beforeAll(async () => {
    servers = await startServers(2, memory, scheduled.store)
    browsers = openBrowsers(servers)
  })
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()))
    await servers[Symbol.asyncDispose]()
    console.log(`all at once, at ${tally.text()}; ${scheduled.conflicts()} decided anew`)
  })

  /** All that goes on at the table of this run. */
  let going: Promise<unknown>[] = []
  let asked: Asked[] = []
  let restarted: Promise<void> = Promise.resolve()

  async function ask(real: Real, act: Act, commandId: string): Promise<void> {
    const calledAtMs = performance.now()
    const outcome = await outcomeOf(real, act, commandId)
    asked.push({ calledAtMs, returnedAtMs: performance.now(), act, commandId, outcome })
    tally.add(act.deed, outcome)
  }

  function letGoOn(task: Promise<void>): void {
    going.push(task)
    // Whoever waits for all of it hears of it.
    task.catch(() => {})
  }

  /** One restart after the other. */
  async function restartAfter(earlier: Promise<void>, { browsers: all }: Real, who: number) {
    await earlier
    await servers.restart(who)
    for (const [each, browser] of all.entries()) browser.moveTo(servers.of(each))
  }

  async function lookAgain(model: Model, { gameId }: Real): Promise<void> {
    const news = await memory.read(gameId, model.version)
    model.state = eventsIn(news).reduce(evolve, model.state)
    model.version += news.length
  }

  const asking = fc.tuple(wishes.mixed, fc.constantFrom(1, 1, 2)).map(([{ text, actAt }, times]) =>
    step(`${text}, ${times} times`, async (model, real) => {
      await lookAgain(model, real)
      const act = actAt(model.state, real.ids)
      const commandId = newCommandId()
      const tasks = Array.from({ length: times }, () => ask(real, act, commandId))
      tally.seen.repeats += times - 1
      tasks.forEach(letGoOn)
      // Not before the server has got to where others may come in between.
      await Promise.race([Promise.allSettled(tasks), scheduled.waits()])
    }),
  )
  const cutting = person.map((who) =>
    step(`the line of person ${who} is cut`, async (_model, real) => {
      tally.seen.cuts += 1
      real.browsers[who]!.cutLine()
    }),
  )
  const restarting = person.map((who) =>
    step(`the server of person ${who} is restarted`, async (_model, real) => {
      tally.seen.restarts += 1
      restarted = restartAfter(restarted, real, who)
      letGoOn(restarted)
    }),
  )

  it('[B18] is what the rules make of it in some order, for all who act at once', async () => {
    const steps = fc.commands([...Array<typeof asking>(18).fill(asking), cutting, restarting], {
      maxCommands: STEPS_MAX,
      size: 'max',
    })
    await expectAlways(
      failedOnce.atOnce,
      fc.asyncProperty(
        fc.scheduler({ act: afterTheWire }),
        lots,
        steps,
        async (scheduler, lot, some) => {
          const { model, real } = await openTable(servers, browsers, lot)
          const start = model.version
          going = []
          asked = []
          try {
            scheduled.follow(real.gameId, scheduler)
            await fc.scheduledModelRun(scheduler, () => ({ model, real }), some)
            await scheduler.waitFor(Promise.all(going))
            scheduled.letGo()
            await scheduler.waitAll()
            const log = await memory.read(real.gameId)
            expectExplained(asked, log, start, { model, real })
            await lookAgain(model, real)
            for (const who of real.ids.keys()) await expectSeesPresent(model, real, who)
          } finally {
            scheduled.letGo()
            await scheduler.waitAll()
            await Promise.allSettled(going)
            tally.addTable(await servers.store.read(real.gameId))
            await leaveTable(real)
          }
        },
      ),
    )
    expect(tally.seen.tables).toBeGreaterThanOrEqual(RUNS)
    tally.expectPlayed()
    expect(scheduled.conflicts()).toBeGreaterThan(0)
  })
})
