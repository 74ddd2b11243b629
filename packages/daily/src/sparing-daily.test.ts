import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { errorOf, makeRooms, newGameId, openHouse, SOON } from '../test/harness.ts'
import type { Behaviour } from '../stand-in/index.ts'
import { DAILY_LIMITS, type DailyLimits } from './daily-limits.ts'

const status = (code: number): Behaviour => ({ kind: 'status', status: code })
const { breakerFailures, breakerPauseMs, queueMax } = DAILY_LIMITS
const refusedUnasked = {
  code: 'circuit-open',
  failure: 'unreachable',
  retryable: true,
  attempts: 0,
}

type House = Awaited<ReturnType<typeof openHouse>>

/** A house where every request is sent once. The clock that the breaker reads stands still. */
async function houseWithoutRetries(limits: Partial<DailyLimits> = {}): Promise<House> {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  return openHouse({ limits: { attempts: 1, ...limits } })
}

async function fail({ standIn, rooms }: House, behaviour: Behaviour, times: number) {
  standIn.fail({ behaviour, on: 'GET /' })
  for (let i = 0; i < times; i += 1) await errorOf(rooms.openRoom(newGameId()))
}

describe('a Daily that is down', () => {
  it.each<[string, Behaviour]>([
    ['time-outs', { kind: 'silence' }],
    ['network failures', { kind: 'reset' }],
    ['5xx', status(503)],
  ])('[D17] is not asked any more after that many %s in a row', async (_, behaviour) => {
    const house = await houseWithoutRetries({ attemptTimeoutMs: 50 })
    await fail(house, behaviour, breakerFailures)
    const before = house.asked().length
    house.standIn.recover()
    expect(await errorOf(house.rooms.openRoom(newGameId()))).toMatchObject(refusedUnasked)
    expect(await errorOf(house.rooms.closeRoom(newGameId()))).toMatchObject(refusedUnasked)
    expect(house.asked()).toHaveLength(before)
  })

  it('[D17] is still asked while one failure is missing, and after any answer the count begins anew', async () => {
    const house = await houseWithoutRetries()
    await fail(house, status(503), breakerFailures - 1)
    house.standIn.recover()
    await house.rooms.openRoom(newGameId())
    house.standIn.fail({ behaviour: status(503), on: 'POST /rooms', times: breakerFailures - 1 })
    for (let i = 1; i < breakerFailures; i += 1) await errorOf(house.rooms.openRoom(newGameId()))
    await house.rooms.openRoom(newGameId())
    expect(house.standIn.rooms).toHaveLength(2)
  })

  it.each<[string, Behaviour]>([
    ['400', status(400)],
    ['401', status(401)],
    ['403', status(403)],
    ['429', status(429)],
    [
      'the quota',
      {
        kind: 'status',
        status: 400,
        body: { error: 'invalid-request-error', info: 'maximum number of rooms reached' },
      },
    ],
  ])('[D17] is not what %s says', async (_, behaviour) => {
    const house = await houseWithoutRetries()
    await fail(house, behaviour, 2 * breakerFailures)
    expect(house.asked()).toHaveLength(2 * breakerFailures)
    house.standIn.recover()
    await house.rooms.openRoom(newGameId())
  })

  it('[D17] is probed by one request at a time, once the pause is over, until it answers', async () => {
    const house = await houseWithoutRetries()
    await fail(house, status(503), breakerFailures)
    const everyone = () =>
      Promise.allSettled(Array.from({ length: 10 }, () => house.rooms.closeRoom(newGameId())))

    vi.setSystemTime(Date.now() + breakerPauseMs - 1)
    await everyone()
    expect(house.asked()).toHaveLength(breakerFailures)

    house.standIn.fail({ behaviour: status(503), on: 'DELETE /rooms/:name', times: 1 })
    vi.setSystemTime(Date.now() + 1)
    await everyone()
    expect(house.asked()).toHaveLength(breakerFailures + 1)

    vi.setSystemTime(Date.now() + breakerPauseMs)
    const outcomes = await everyone()
    expect(outcomes.map((outcome) => outcome.status)).not.toContain('rejected')
    expect(house.asked()).toHaveLength(breakerFailures + 11)
  })

  it('[D17] is not shown to be up by a probe that the caller gave up', async () => {
    const house = await houseWithoutRetries()
    await fail(house, status(503), breakerFailures)
    house.standIn.fail({ behaviour: { kind: 'silence' }, on: 'DELETE /rooms/:name' })
    vi.setSystemTime(Date.now() + breakerPauseMs)
    const controller = new AbortController()
    const probe = errorOf(house.rooms.closeRoom(newGameId(), controller.signal))
    await vi.waitUntil(() => house.asked().length > breakerFailures, SOON)
    controller.abort()
    expect(await probe).toMatchObject({ code: 'aborted' })
    await vi.waitUntil(async () => {
      const error = await errorOf(house.rooms.closeRoom(newGameId()))
      return error.code === 'circuit-open'
    }, SOON)
    expect(house.asked()).toHaveLength(breakerFailures + 1)
  })

  it('[D17] sends those away at once who wait for their turn', async () => {
    const { standIn, rooms, asked } = await openHouse({
      limits: {
        attempts: 1,
        breakerFailures: 1,
        deleteRate: { count: 1, perMs: 60_000 },
      },
    })
    standIn.fail({ behaviour: status(503) })
    const errors = await Promise.all(
      Array.from({ length: 5 }, () => errorOf(rooms.closeRoom(newGameId()))),
    )
    expect(errors.map(({ code }) => code).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => 'circuit-open'),
      'server-error',
    ])
    expect(asked()).toHaveLength(1)
  })
})

/**
 * When each of so many requests is sent, on a clock that is wound forward, and what becomes of the others. The first is
 * made that much earlier than the rest.
 */
async function burst(
  size: number,
  ask: (rooms: ReturnType<typeof makeRooms>['rooms']) => Promise<unknown>,
  { leadMs = 0 } = {},
) {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  onTestFinished(() => void vi.useRealTimers())
  const sentAtMs: number[] = []
  const { rooms } = makeRooms({
    limits: DAILY_LIMITS,
    fetch: async () => {
      sentAtMs.push(Date.now())
      return Response.json({ error: 'not-found' }, { status: 404 })
    },
  })
  const outcome = async () =>
    ask(rooms).then(
      () => null,
      ({ code }) => code,
    )
  const first = outcome()
  await vi.advanceTimersByTimeAsync(leadMs)
  const outcomes = Promise.all([first, ...Array.from({ length: size - 1 }, outcome)])
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  return { sentAtMs, codes: await outcomes }
}

const mostWithin = (sentAtMs: readonly number[], ms: number) =>
  Math.max(...sentAtMs.map((from) => sentAtMs.filter((at) => at >= from && at < from + ms).length))

const perSecond = ({ count, perMs }: { count: number; perMs: number }) => (count * 1_000) / perMs

describe('a burst', () => {
  it('[D18] of requests is spread out, and what is too much fails at once', async () => {
    const size = 1_000
    const { sentAtMs, codes } = await burst(size, (rooms) => rooms.openRoom(newGameId()))
    const { count } = DAILY_LIMITS.requestRate
    expect(mostWithin(sentAtMs, 1_000)).toBe(count)
    expect(mostWithin(sentAtMs, 5_000)).toBeLessThanOrEqual(5 * count)
    expect(sentAtMs).toHaveLength(count + queueMax)
    expect(codes.filter((code) => code === 'overloaded')).toHaveLength(size - count - queueMax)
  })

  it('[D18] of deletions is spread out further', async () => {
    const { sentAtMs } = await burst(300, (rooms) => rooms.closeRoom(newGameId()))
    expect(mostWithin(sentAtMs, 2_000)).toBe(DAILY_LIMITS.deleteRate.count)
    expect(mostWithin(sentAtMs, 30_000)).toBeLessThanOrEqual(45)
    expect(sentAtMs).toHaveLength(DAILY_LIMITS.deleteRate.count + queueMax)
  })

  it('[D18] is spread out wherever its first request falls', async () => {
    const { count, perMs } = DAILY_LIMITS.deleteRate
    const { sentAtMs } = await burst(3 * count, (rooms) => rooms.closeRoom(newGameId()), {
      leadMs: perMs - 100,
    })
    expect(mostWithin(sentAtMs, perMs)).toBe(count)
    expect(sentAtMs).toHaveLength(3 * count)
  })

  it('[D18] whose turn does not come within the operation is not sent', async () => {
    const { rooms, asked } = await openHouse({
      limits: { operationTimeoutMs: 50, deleteRate: { count: 1, perMs: 60_000 } },
    })
    const [, late] = await Promise.all([
      rooms.closeRoom(newGameId()).catch(() => null),
      errorOf(rooms.closeRoom(newGameId())),
    ])
    expect(late).toMatchObject({
      code: 'overloaded',
      failure: 'unreachable',
      retryable: true,
      attempts: 0,
    })
    expect(asked().length).toBeLessThanOrEqual(1)
  })

  it('[D18] keeps below what Daily allows', () => {
    expect(perSecond(DAILY_LIMITS.requestRate)).toBeLessThanOrEqual(15)
    expect(perSecond(DAILY_LIMITS.deleteRate)).toBeLessThanOrEqual(1.5)
  })
})

describe('many who want the room of one game', () => {
  it('[D19] share one request', async () => {
    const { rooms, asked } = await openHouse()
    const gameId = newGameId()
    const all = await Promise.all(Array.from({ length: 100 }, () => rooms.openRoom(gameId)))
    expect(asked()).toEqual(['GET /', 'POST /rooms'])
    expect(new Set(all.map(({ name }) => name)).size).toBe(1)
  })

  it('[D19] share a failure too, and the next one asks anew', async () => {
    const { standIn, rooms, asked } = await openHouse()
    const gameId = newGameId()
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: status(403) })
    const errors = await Promise.all([
      errorOf(rooms.openRoom(gameId)),
      errorOf(rooms.openRoom(gameId)),
    ])
    expect(errors.map(({ code }) => code)).toEqual(['forbidden', 'forbidden'])
    await rooms.openRoom(gameId)
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'POST /rooms'])
  })

  it('[D19] do not lose it when one of them gives up', async () => {
    const { rooms, asked } = await openHouse()
    const gameId = newGameId()
    const controller = new AbortController()
    const quitter = errorOf(rooms.openRoom(gameId, controller.signal))
    const room = rooms.openRoom(gameId)
    controller.abort()
    expect(await quitter).toMatchObject({ code: 'aborted', retryable: false })
    expect(await room).toMatchObject({ url: expect.any(String) })
    expect(asked()).toEqual(['GET /', 'POST /rooms'])
  })

  it('[D19] ask anew after all of them gave up', async () => {
    const { standIn, rooms } = await openHouse()
    const gameId = newGameId()
    const controller = new AbortController()
    standIn.fail({ on: 'GET /', times: 1, behaviour: { kind: 'silence' } })
    const quitters = [1, 2].map(() => errorOf(rooms.openRoom(gameId, controller.signal)))
    await vi.waitUntil(() => standIn.requests.length === 1, SOON)
    controller.abort()
    const room = rooms.openRoom(gameId)
    expect((await Promise.all(quitters)).map(({ code }) => code)).toEqual(['aborted', 'aborted'])
    expect(await room).toMatchObject({ url: expect.any(String) })
  })
})
