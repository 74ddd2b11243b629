import { jwtVerify } from 'jose'
import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { SOON, errorOf, newGameId, newPlayerId, openHouse } from '../test/harness.ts'
import { KEY, NEXT_KEY, tracesIn } from '../test/known-key.ts'
import type { DailyRoomsOptions } from './daily-rooms.ts'
import { DAILY_LIMITS } from './daily-limits.ts'
import { Secret } from './secret.ts'

const { keyReadPauseMs } = DAILY_LIMITS
type ReadKey = () => Promise<Secret | null>

/** A house whose key lies where it can be changed and read again. */
async function houseWithKeyFile(options: Partial<Omit<DailyRoomsOptions, 'limits'>> = {}) {
  const file = { key: KEY }
  const readKey = vi.fn<ReadKey>(async () => new Secret(file.key))
  const onKeyChanged = vi.fn<() => void>()
  const house = await openHouse({ readKey, onKeyChanged, ...options })
  return { ...house, file, readKey, onKeyChanged }
}
type House = Awaited<ReturnType<typeof houseWithKeyFile>>

/** The clock that says how long ago the key was read stands still, but for what a test advances it. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
}

/** Opens rooms without end, so many at a time; `stop` tells what became of them. */
function streamOf({ rooms }: House, width: number) {
  const over = new AbortController()
  const outcomes: string[] = []
  const oneAfterTheOther = async (): Promise<void> => {
    while (!over.signal.aborted) {
      outcomes.push(
        await rooms.openRoom(newGameId()).then(
          () => 'opened',
          ({ code }) => code,
        ),
      )
    }
  }
  const all = Promise.all(Array.from({ length: width }, oneAfterTheOther))
  return {
    /** Waits for so many more to come to an end. */
    flow: (count: number) => {
      const end = outcomes.length + count
      return vi.waitUntil(() => outcomes.length >= end, SOON)
    },
    async stop() {
      over.abort()
      await all
      return outcomes
    },
  }
}

const keyLines = ({ lines }: House) =>
  lines.filter(({ message }) => message === 'daily: another key is in use')

describe('a change of the key', () => {
  it('[D23] under way fails nothing, where the next key can be read', async () => {
    const house = await houseWithKeyFile()
    const stream = streamOf(house, 8)
    await stream.flow(20)
    house.file.key = NEXT_KEY
    house.standIn.acceptKey(NEXT_KEY)
    await stream.flow(40)
    const outcomes = await stream.stop()
    expect(new Set(outcomes)).toEqual(new Set(['opened']))
    expect(house.standIn.rooms).toHaveLength(outcomes.length)
    expect(house.readKey).toHaveBeenCalledTimes(1)
    expect(house.onKeyChanged).toHaveBeenCalledTimes(1)
    expect(keyLines(house)).toEqual([{ level: 'info', fields: {}, message: expect.any(String) }])
    expect([...tracesIn(house.lines), ...tracesIn(house.lines, NEXT_KEY)]).toEqual([])
    expect([...tracesIn(house.rooms), ...tracesIn(house.rooms, NEXT_KEY)]).toEqual([])
  })

  it('[D23] fails requests while there is no other key, until it is read on demand', async () => {
    stopTheClock()
    const house = await houseWithKeyFile()
    const stream = streamOf(house, 4)
    await stream.flow(4)
    house.standIn.acceptKey(NEXT_KEY)
    await stream.flow(20)
    const outcomes = await stream.stop()
    expect(new Set(outcomes)).toEqual(new Set(['opened', 'key-refused']))
    expect(house.readKey).toHaveBeenCalledTimes(1)
    expect(house.onKeyChanged).not.toHaveBeenCalled()

    house.file.key = NEXT_KEY
    const error = await errorOf(house.rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'key-refused', failure: 'key-refused', attempts: 1 })
    await house.rooms.reloadKey()
    await house.rooms.openRoom(newGameId())
    expect(house.readKey).toHaveBeenCalledTimes(2)
    expect(keyLines(house)).toHaveLength(1)
  })

  it('[D23] is looked for after refusals once in every pause', async () => {
    stopTheClock()
    const house = await houseWithKeyFile()
    house.standIn.acceptKey(NEXT_KEY)
    const refused = async () => {
      const error = await errorOf(house.rooms.closeRoom(newGameId()))
      expect(error.code).toBe('key-refused')
      return house.readKey.mock.calls.length
    }
    expect([await refused(), await refused()]).toEqual([1, 1])
    vi.advanceTimersByTime(keyReadPauseMs - 1)
    expect(await refused()).toBe(1)
    vi.advanceTimersByTime(1)
    expect([await refused(), await refused()]).toEqual([2, 2])
    house.file.key = NEXT_KEY
    vi.advanceTimersByTime(keyReadPauseMs)
    await house.rooms.closeRoom(newGameId())
    expect(house.readKey).toHaveBeenCalledTimes(3)
  })

  it('[D23] sends a refused request once more, and not for ever', async () => {
    let count = 0
    const readKey = async () => new Secret(`${NEXT_KEY}-${(count += 1)}`)
    const house = await houseWithKeyFile({ readKey })
    house.standIn.acceptKey('a key that nobody knows')
    const error = await errorOf(house.rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'key-refused', attempts: 2 })
    expect(house.asked()).toEqual(['GET /', 'GET /'])
  })

  it('[D23] is found by all who were refused while it was being read', async () => {
    stopTheClock()
    const { promise: key, resolve } = Promise.withResolvers<Secret>()
    const readKey = vi.fn<ReadKey>(() => key)
    const house = await houseWithKeyFile({ readKey })
    house.standIn.acceptKey(NEXT_KEY)
    const closings: Promise<void>[] = []
    const closeTen = async () => {
      closings.push(...Array.from({ length: 10 }, () => house.rooms.closeRoom(newGameId())))
      await vi.waitUntil(() => house.standIn.requests.length === closings.length, SOON)
    }
    await closeTen()
    await vi.waitUntil(() => readKey.mock.calls.length === 1, SOON)
    // Time for another reading, were this one over.
    vi.advanceTimersByTime(keyReadPauseMs)
    await closeTen()
    resolve(new Secret(NEXT_KEY))
    await Promise.all(closings)
    expect(readKey).toHaveBeenCalledTimes(1)
    expect(house.onKeyChanged).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['holds no key', async () => null],
    ['holds the refused key still', async () => new Secret(KEY)],
    ['can not be read', () => Promise.reject(new Error(`no: ${NEXT_KEY}`, { cause: KEY }))],
    [
      'is not even there',
      () => {
        throw new Error(NEXT_KEY)
      },
    ],
  ])('[D23] leaves the failure as it is where the place of the key %s', async (_, readKey) => {
    const house = await houseWithKeyFile({ readKey })
    house.standIn.acceptKey(NEXT_KEY)
    const error = await errorOf(house.rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'key-refused', attempts: 1 })
    await house.rooms.reloadKey()
    expect(house.onKeyChanged).not.toHaveBeenCalled()
    const shown = [error, house.lines]
    expect(shown.flatMap((value) => [...tracesIn(value), ...tracesIn(value, NEXT_KEY)])).toEqual([])
  })

  it.each([
    ['an attempt', { attemptTimeoutMs: 1_000 }],
    ['the operation', { operationTimeoutMs: 1_000, attemptTimeoutMs: 600_000 }],
  ])('[D23] waits for a key no longer than %s may take', async (_, limits) => {
    const { standIn, rooms } = await openHouse({
      limits,
      readKey: () => Promise.withResolvers<Secret>().promise,
    })
    standIn.acceptKey(NEXT_KEY)
    expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({ code: 'key-refused' })
  })

  it('[D23] reaches tickets, and what is quoted shows neither key', async () => {
    const house = await houseWithKeyFile()
    const room = await house.rooms.openRoom(newGameId())
    house.file.key = NEXT_KEY
    await house.rooms.reloadKey()
    const { token } = await house.rooms.ticket(room, { playerId: newPlayerId(), name: 'Ada' })
    const { payload } = await jwtVerify(token, Buffer.from(NEXT_KEY))
    expect(payload['r']).toBe(room.name)

    house.standIn.acceptKey(NEXT_KEY)
    const body = { error: 'forbidden-error', info: `not ${NEXT_KEY}, not ${KEY}` }
    house.standIn.fail({ behaviour: { kind: 'status', status: 403, body } })
    const { message } = await errorOf(house.rooms.openRoom(newGameId()))
    expect(message).toContain('not [redacted], not [redacted]')
  })

  it('[D23] is read anew by who asks for it, though a reading is under way', async () => {
    const first = Promise.withResolvers<Secret>()
    const readKey = vi.fn<ReadKey>(async () => new Secret(NEXT_KEY))
    readKey.mockReturnValueOnce(first.promise)
    const house = await houseWithKeyFile({ readKey })
    house.standIn.acceptKey(NEXT_KEY)
    const early = house.rooms.reloadKey()
    await vi.waitUntil(() => readKey.mock.calls.length === 1, SOON)
    const late = house.rooms.reloadKey()
    first.resolve(new Secret(KEY))
    await Promise.all([early, late])
    expect(readKey).toHaveBeenCalledTimes(2)
    await house.rooms.openRoom(newGameId())
  })
})
