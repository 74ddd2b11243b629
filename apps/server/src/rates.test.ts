import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { playerIdSchema } from '@wordfare/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  GAMES_OF_ALL,
  GAMES_PER_ADDRESS,
  GAMES_PER_SESSION,
  TICKETS_PER_PLAYER,
  WRONG_CODES_ALARM,
  WRONG_CODES_OF_ALL,
} from './limits.ts'
import { createRates, type Rates } from './rates.ts'
import { TooOften } from './trpc/access-errors.ts'
import type { Caller } from './trpc/context.ts'

const playerId = playerIdSchema.parse('p'.repeat(22))
const callerFrom = (network: string, sessionKey: string | null = null): Caller => ({
  network,
  sessionKey,
  playerAt: () => playerId,
  playerAtOrNew: () => playerId,
})

/** How many of so many attempts go through, one after the other. */
async function passed(
  attempts: number,
  attempt: (index: number) => Promise<void>,
): Promise<number> {
  let count = 0
  for (let index = 0; index < attempts; index++) {
    const [outcome] = await Promise.allSettled([attempt(index)])
    if (outcome.status === 'fulfilled') count++
    else if (!(outcome.reason instanceof TooOften)) throw outcome.reason
  }
  return count
}

let rates: Rates
const onGuessing = vi.fn<() => void>()
beforeEach(() => {
  vi.useFakeTimers()
  onGuessing.mockClear()
  rates = createRates(createMemorySwitchboard(), onGuessing)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('[B10] a caller who makes games', () => {
  it('may make some a minute, and some more an hour', async () => {
    const [minute, hour] = GAMES_PER_ADDRESS
    if (!minute || !hour) throw new Error('there are two rates')
    let made = 0
    for (let i = 0; i < 20; i++) {
      made += await passed(10, () => rates.makeGame(callerFrom('192.0.2.1')))
      expect(made).toBe(Math.min((i + 1) * minute.count, hour.count))
      vi.advanceTimersByTime(minute.perMs)
    }
    vi.advanceTimersByTime(hour.perMs)
    expect(await passed(10, () => rates.makeGame(callerFrom('192.0.2.1')))).toBe(minute.count)
  })

  it('is one session from whatever address', async () => {
    const count = await passed(GAMES_PER_SESSION.count + 5, (index) =>
      rates.makeGame(callerFrom(`192.0.2.${index}`, 'session')),
    )
    expect(count).toBe(GAMES_PER_SESSION.count)
  })

  it('waits no longer than all do, and what was refused one is not counted against all', async () => {
    const minute = GAMES_PER_ADDRESS[0]?.count ?? 0
    expect(await passed(100, () => rates.makeGame(callerFrom('192.0.2.1')))).toBe(minute)
    const others = (index: number) => rates.makeGame(callerFrom(`192.0.2.${index + 2}`))
    expect(await passed(100, others)).toBe(GAMES_OF_ALL.count - minute)
    const refusal = await rates
      .makeGame(callerFrom('198.51.100.1'))
      .catch((error: unknown) => error)
    expect(refusal).toMatchObject({ retryAfterMs: expect.any(Number) })
    vi.advanceTimersByTime(refusal instanceof TooOften ? refusal.retryAfterMs : 0)
    expect(await passed(1, () => rates.makeGame(callerFrom('198.51.100.1')))).toBe(1)
  })
})

describe('[B11] wrong codes', () => {
  it('raise an alarm when there are many, and again for as long as there are', async () => {
    for (let i = 0; i < WRONG_CODES_OF_ALL.count; i++) await rates.missedCode()
    expect(onGuessing).not.toHaveBeenCalled()
    for (let i = 0; i < 50; i++) await rates.missedCode()
    expect(onGuessing).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(WRONG_CODES_ALARM.perMs)
    for (let i = 0; i <= WRONG_CODES_OF_ALL.count; i++) await rates.missedCode()
    expect(onGuessing).toHaveBeenCalledTimes(2)
  })

  it('raise none when they are few a minute', async () => {
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < WRONG_CODES_OF_ALL.count; j++) await rates.missedCode()
      vi.advanceTimersByTime(WRONG_CODES_OF_ALL.perMs)
    }
    expect(onGuessing).not.toHaveBeenCalled()
  })
})

describe('tickets', () => {
  it('are counted by player', async () => {
    const count = TICKETS_PER_PLAYER.count
    expect(await passed(count + 3, () => rates.getTicket(playerId))).toBe(count)
  })
})
