import type { Room } from '@wordfare/game'
import { describe, expect, it, onTestFinished, vi } from 'vitest'

import {
  NOW_MS,
  SOON,
  errorOf,
  makeRooms,
  nameFor,
  newGameId,
  newPlayerId,
  openHouse,
} from '../test/harness.ts'
import { NEXT_KEY } from '../test/known-key.ts'
import { DAILY_LIMITS } from './daily-limits.ts'
import type { DailyRooms } from './daily-rooms.ts'
import type { Secret } from './secret.ts'

const gaveUp = { code: 'aborted', failure: 'unreachable', retryable: false }

const room: Room = {
  name: nameFor(newGameId()),
  url: 'https://wordfare-test.daily.co/somewhere',
  domainId: 'an-id',
  expiresAtMs: NOW_MS,
}
type Operation = (rooms: DailyRooms, signal?: AbortSignal) => Promise<unknown>
const operations: [string, Operation][] = [
  ['openRoom', (rooms, signal) => rooms.openRoom(newGameId(), signal)],
  ['closeRoom', (rooms, signal) => rooms.closeRoom(newGameId(), signal)],
  ['reap', (rooms, signal) => rooms.reap(new Set(), signal)],
  ['eject', (rooms, signal) => rooms.eject(room, newPlayerId(), { mayReturn: false }, signal)],
  ['confine', (rooms, signal) => rooms.confine(room, new Set([newPlayerId()]), signal)],
  ['confine to nobody', (rooms, signal) => rooms.confine(room, null, signal)],
]

/** So long that whoever has to wait for it fails the test. */
const NEVER_MS = 600_000
const patient = { attemptTimeoutMs: NEVER_MS, operationTimeoutMs: NEVER_MS }

describe('a caller who gives up', () => {
  it.each(operations)('[D28] on %s before the start, sends nothing', async (_, operate) => {
    const { rooms, asked } = await openHouse()
    const error = await errorOf(operate(rooms, AbortSignal.abort()))
    expect(error).toMatchObject({ ...gaveUp, attempts: 0 })
    expect(asked()).toEqual([])
  })

  it.each(operations)('[D28] on %s during an attempt, ends it', async (_, operate) => {
    const { standIn, rooms, asked, lines } = await openHouse({ limits: patient })
    standIn.fail({ behaviour: { kind: 'silence' } })
    const controller = new AbortController()
    const error = errorOf(operate(rooms, controller.signal))
    await vi.waitUntil(() => standIn.requests.length === 1, SOON)
    controller.abort()
    expect(await error).toMatchObject({ ...gaveUp, attempts: 1 })
    await standIn.close()
    expect(asked()).toHaveLength(1)
    expect(lines).toEqual([])
  })

  it.each(operations)(
    '[D28] on %s during a pause, does not wait for its end',
    async (_, operate) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
      onTestFinished(() => void vi.useRealTimers())
      const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('{}', { status: 429 }))
      const { rooms, lines } = makeRooms({ fetch, limits: DAILY_LIMITS })
      const controller = new AbortController()
      const error = errorOf(operate(rooms, controller.signal))
      await vi.advanceTimersByTimeAsync(0)
      expect(lines).toMatchObject([{ fields: { code: 'rate-limited' } }])
      controller.abort()
      expect(await error).toMatchObject({ ...gaveUp, attempts: 1 })
      await vi.runAllTimersAsync()
      expect(fetch).toHaveBeenCalledTimes(1)
    },
  )

  it.each(operations)('[D28] on %s while waiting for a turn, loses it', async (_, operate) => {
    const rate = { count: 1, perMs: NEVER_MS }
    const { rooms, asked } = await openHouse({
      limits: { ...patient, requestRate: rate, deleteRate: rate },
    })
    await rooms.confine(room, null)
    await rooms.closeRoom(newGameId())
    const controller = new AbortController()
    const error = errorOf(operate(rooms, controller.signal))
    controller.abort()
    expect(await error).toMatchObject({ ...gaveUp, attempts: 0 })
    expect(asked()).toHaveLength(2)
  })

  it.each(operations)('[D28] on %s does not wait for another key', async (_, operate) => {
    const readKey = vi.fn<() => Promise<Secret | null>>(
      () => Promise.withResolvers<Secret>().promise,
    )
    const { standIn, rooms } = await openHouse({ limits: patient, readKey })
    standIn.acceptKey(NEXT_KEY)
    const controller = new AbortController()
    const error = errorOf(operate(rooms, controller.signal))
    await vi.waitUntil(() => readKey.mock.calls.length === 1, SOON)
    controller.abort()
    expect(await error).toMatchObject(gaveUp)
  })
})

/** Gives up on an operation once Daily has done it, and before it has said so. */
async function giveUpAfter(
  { standIn, rooms }: Awaited<ReturnType<typeof openHouse>>,
  on: string,
  operate: Operation,
) {
  standIn.fail({ on, times: 1, behaviour: { kind: 'silence-after-work' } })
  const controller = new AbortController()
  const error = errorOf(operate(rooms, controller.signal))
  const [method, route] = on.split(' ')
  const pattern = new RegExp(`^${route?.replace(':name', '[\\w-]+')}$`, 'u')
  await vi.waitUntil(() => {
    const { method: lastMethod, path = '' } = standIn.requests.at(-1) ?? {}
    return lastMethod === method && pattern.test(path)
  }, SOON)
  controller.abort()
  expect(await error).toMatchObject(gaveUp)
}

describe('what is given up when the work is done already', () => {
  it('[D28] leaves a room that the next call adopts', async () => {
    const house = await openHouse({ limits: patient })
    const gameId = newGameId()
    await giveUpAfter(house, 'POST /rooms', (rooms, signal) => rooms.openRoom(gameId, signal))
    expect((await house.rooms.openRoom(gameId)).name).toBe(nameFor(gameId))
    expect(house.standIn.rooms).toHaveLength(1)
    expect(house.asked()).toEqual(['GET /', 'POST /rooms', 'POST /rooms', 'GET /rooms/:name'])
  })

  it('[D28] leaves no room that the next call can not close', async () => {
    const house = await openHouse({ limits: patient })
    const gameId = newGameId()
    await house.rooms.openRoom(gameId)
    const close: Operation = (rooms, signal) => rooms.closeRoom(gameId, signal)
    await giveUpAfter(house, 'DELETE /rooms/:name', close)
    await close(house.rooms)
    expect(house.standIn.rooms).toEqual([])
  })

  it('[D28] leaves nobody confined whom the next call does not set free', async () => {
    const house = await openHouse({ limits: patient })
    const real = await house.rooms.openRoom(newGameId())
    const [speaker, listener] = [newPlayerId(), newPlayerId()].map((userId) =>
      house.standIn.enter(real.name, { userId }),
    )
    const on = 'POST /rooms/:name/update-permissions'
    const team = new Set([newPlayerId()])
    await giveUpAfter(house, on, (rooms, signal) => rooms.confine(real, team, signal))
    await house.rooms.confine(real, null)
    expect(listener?.canReceive).toEqual({ base: true, byUserId: {}, byParticipantId: {} })
    expect(speaker?.hears(listener!)).toBe(true)
  })
})
