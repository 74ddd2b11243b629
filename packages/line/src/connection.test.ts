import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createConnection } from './connection.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const halfway = (): number => 0.5

/** Even dice, the same in every run. */
function createDice(): () => number {
  let state = 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false
  void promise.then(() => {
    done = true
    return undefined
  })
  await vi.advanceTimersByTimeAsync(0)
  return done
}

it('connects at once, and is live when the socket is open', async () => {
  const connection = createConnection(halfway)
  expect(connection.get()).toEqual({ status: 'connecting' })
  expect(await isDone(connection.beforeTry())).toBe(true)
  expect(connection.get()).toEqual({ status: 'connecting' })
  connection.opened()
  expect(connection.get()).toEqual({ status: 'live' })
})

it('counts the tries of an outage, and starts anew with the next', async () => {
  const connection = createConnection(halfway)
  connection.opened()
  connection.closed()
  expect(connection.get()).toEqual({ status: 'reconnecting', attempt: 1 })
  await connection.beforeTry()
  expect(connection.get()).toEqual({ status: 'reconnecting', attempt: 1 })
  void connection.beforeTry()
  expect(connection.get()).toEqual({ status: 'reconnecting', attempt: 2 })
  connection.opened()
  connection.closed()
  expect(connection.get()).toEqual({ status: 'reconnecting', attempt: 1 })
})

it('says so when the very first connection takes more than one try', async () => {
  const connection = createConnection(halfway)
  await connection.beforeTry()
  void connection.beforeTry()
  expect(connection.get()).toEqual({ status: 'reconnecting', attempt: 2 })
})

it('waits longer from try to try, up to a bound', async () => {
  const connection = createConnection(halfway)
  await connection.beforeTry()
  const pauses: number[] = []
  for (let tries = 0; tries < 8; tries += 1) {
    const before = Date.now()
    const pause = connection.beforeTry()
    await vi.runOnlyPendingTimersAsync()
    await pause
    pauses.push(Date.now() - before)
  }
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses[0]).toBeGreaterThan(0)
  expect(pauses.at(-1)).toBe(pauses.at(-2))
})

it('[B25] never pauses for so long that people could not agree again within five seconds', async () => {
  const connection = createConnection(() => 1)
  await connection.beforeTry()
  for (let tries = 0; tries < 20; tries += 1) {
    const pause = connection.beforeTry()
    await vi.advanceTimersByTimeAsync(3_500)
    expect(await isDone(pause)).toBe(true)
  }
})

it('has browsers that wait for a server come back to it over some seconds', async () => {
  const dice = createDice()
  const lengths: number[] = []
  for (let browser = 0; browser < 300; browser += 1) {
    const connection = createConnection(dice)
    for (let tries = 0; tries < 5; tries += 1) {
      void connection.beforeTry()
      connection.retryNow()
    }
    const startMs = Date.now()
    void connection.beforeTry().then(() => lengths.push(Date.now() - startMs))
  }
  for (let tenth = 0; tenth < 50; tenth += 1) await vi.advanceTimersByTimeAsync(100)
  expect(lengths).toHaveLength(300)
  expect(new Set(lengths).size).toBeGreaterThan(10)
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeGreaterThan(1_000)
})

it('ends the pause when somebody asks to', async () => {
  const connection = createConnection(halfway)
  await connection.beforeTry()
  const pause = connection.beforeTry()
  expect(await isDone(pause)).toBe(false)
  connection.retryNow()
  expect(await isDone(pause)).toBe(true)
})

it('tells whoever waits for the line that it is up, or that it has taken too long', async () => {
  const connection = createConnection(halfway)
  const patient = connection.whenLive(2_000)
  const hasty = connection.whenLive(1_000)
  await vi.advanceTimersByTimeAsync(1_500)
  connection.opened()
  expect(await hasty).toBe(false)
  expect(await patient).toBe(true)
  expect(await connection.whenLive(0)).toBe(true)
})
