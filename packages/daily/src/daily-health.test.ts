import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { errorOf, newGameId, openHouse } from '../test/harness.ts'
import type { Behaviour } from '../stand-in/index.ts'
import { DAILY_LIMITS } from './daily-limits.ts'

const { breakerFailures, breakerPauseMs } = DAILY_LIMITS
const status = (code: number): Behaviour => ({ kind: 'status', status: code })

async function houseWithClock(maxRooms = Infinity) {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  return openHouse({
    limits: { attempts: 1, attemptTimeoutMs: 1_000 },
    standIn: { maxRooms },
    roomTtlSeconds: 24 * 3_600,
  })
}

describe('the health of Daily', () => {
  it('[D27] is good before anything was asked, and after an answer', async () => {
    const { rooms, asked } = await houseWithClock()
    expect(rooms.health).toBe('ok')
    expect(asked()).toEqual([])
    await rooms.openRoom(newGameId())
    expect(rooms.health).toBe('ok')
  })

  it.each<[string, Behaviour]>([
    ['a time-out', { kind: 'silence' }],
    ['a network failure', { kind: 'reset' }],
    ['a 5xx', status(503)],
  ])('[D27] is unreachable after %s, until there is an answer', async (_, behaviour) => {
    const { standIn, rooms } = await houseWithClock()
    standIn.fail({ times: 2, behaviour })
    await errorOf(rooms.openRoom(newGameId()))
    expect(rooms.health).toBe('unreachable')
    await errorOf(rooms.openRoom(newGameId()))
    standIn.fail({ times: 1, behaviour: status(403) })
    await errorOf(rooms.openRoom(newGameId()))
    expect(rooms.health).toBe('ok')
  })

  it('[D27] is unreachable for as long as Daily is left alone', async () => {
    const { standIn, rooms } = await houseWithClock()
    standIn.fail({ times: breakerFailures, behaviour: status(503) })
    for (let i = 0; i <= breakerFailures; i += 1) await errorOf(rooms.openRoom(newGameId()))
    expect(rooms.health).toBe('unreachable')
    vi.setSystemTime(Date.now() + breakerPauseMs)
    await rooms.openRoom(newGameId())
    expect(rooms.health).toBe('ok')
  })

  it('[D27] is not what a caller who gives up says', async () => {
    const { standIn, rooms } = await houseWithClock()
    standIn.fail({ times: 1, behaviour: status(503) })
    await errorOf(rooms.openRoom(newGameId()))
    await errorOf(rooms.openRoom(newGameId(), AbortSignal.abort()))
    expect(rooms.health).toBe('unreachable')
  })

  it('[D27] is a refused key until a request succeeds, whatever else goes wrong', async () => {
    const { standIn, rooms } = await houseWithClock()
    standIn.fail({ times: 1, behaviour: status(401) })
    await errorOf(rooms.openRoom(newGameId()))
    expect(rooms.health).toBe('key-refused')
    standIn.fail({ times: 1, behaviour: status(503) })
    await errorOf(rooms.openRoom(newGameId()))
    expect(rooms.health).toBe('key-refused')
    await rooms.reap(new Set())
    expect(rooms.health).toBe('ok')
  })

  it('[D27] is the quota until a room is made', async () => {
    const { rooms } = await houseWithClock(1)
    const [first, second] = [newGameId(), newGameId()]
    await rooms.openRoom(first)
    await errorOf(rooms.openRoom(second))
    expect(rooms.health).toBe('quota')
    await rooms.openRoom(first)
    expect(rooms.health).toBe('quota')
    vi.setSystemTime(Date.now() + 25 * 3_600_000)
    await rooms.openRoom(second)
    expect(rooms.health).toBe('ok')
  })

  it('[D27] is the quota until rooms are reaped, or one is closed', async () => {
    const { rooms } = await houseWithClock(1)
    const [first, second] = [newGameId(), newGameId()]
    await rooms.openRoom(first)
    await errorOf(rooms.openRoom(second))
    expect(await rooms.reap(new Set())).toBe(0)
    expect(rooms.health).toBe('quota')
    vi.setSystemTime(Date.now() + 16 * 60_000)
    expect(await rooms.reap(new Set())).toBe(1)
    expect(rooms.health).toBe('ok')

    await rooms.openRoom(first)
    await errorOf(rooms.openRoom(second))
    await rooms.closeRoom(first)
    expect(rooms.health).toBe('ok')
  })
})
