import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { errorOf, makeRooms, newGameId, openHouse } from '../test/harness.ts'
import { KEY } from '../test/known-key.ts'
import { startDailyStandIn, type Behaviour } from '../stand-in/index.ts'
import { DAILY_LIMITS } from './daily-limits.ts'

const SHORT_MS = 50
const status = (code: number): Behaviour => ({ kind: 'status', status: code })

/** A fetch that gives these answers, one after the other. */
function scripted(...answers: (() => Response)[]) {
  return vi.fn<typeof globalThis.fetch>(async () => {
    const next = answers.shift()
    if (!next) throw new Error('asked more often than foreseen')
    return next()
  })
}
const tooMany = (retryAfter?: string) => () =>
  Response.json(
    { error: 'rate-limit-error' },
    { status: 429, ...(retryAfter && { headers: { 'retry-after': retryAfter } }) },
  )

const domain = () => Response.json({ domain_name: 'wordfare-test', domain_id: 'an-id' })
const publicRoomTooLate = () => {
  vi.advanceTimersByTime(DAILY_LIMITS.operationTimeoutMs)
  return Response.json({ privacy: 'public' })
}

function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
}

describe('redirects', () => {
  it('[D4] follows none, and takes the key to no other place', async () => {
    const { standIn, rooms, asked } = await openHouse()
    const other = await startDailyStandIn({ apiKey: KEY })
    onTestFinished(() => other.close())
    standIn.fail({ behaviour: { kind: 'redirect', to: `${other.url}/` } })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'contract', failure: 'refused', attempts: 1 })
    expect(asked()).toEqual(['GET /'])
    expect(other.requests).toEqual([])
  })
})

describe('limits', () => {
  it('[D11] are no wider than they may be', () => {
    expect(DAILY_LIMITS.attempts).toBeLessThanOrEqual(3)
    expect(DAILY_LIMITS.attemptTimeoutMs).toBeLessThanOrEqual(4_000)
    expect(DAILY_LIMITS.operationTimeoutMs).toBeLessThanOrEqual(10_000)
    expect(DAILY_LIMITS.responseMaxBytes).toBeLessThanOrEqual(1_048_576)
  })

  it.each<[string, Behaviour]>([
    ['never answers', { kind: 'silence' }],
    ['answers a byte at a time', { kind: 'trickle', intervalMs: SHORT_MS }],
  ])('[D11] end every attempt at a Daily that %s', async (_, behaviour) => {
    const { standIn, rooms, asked } = await openHouse({ limits: { attemptTimeoutMs: SHORT_MS } })
    standIn.fail({ behaviour })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'timeout', failure: 'unreachable', status: null })
    expect(error.attempts).toBe(DAILY_LIMITS.attempts)
    // An attempt may end before its request has arrived.
    expect(asked().length).toBeLessThanOrEqual(DAILY_LIMITS.attempts)
  })

  it('[D11] end the whole operation, however many attempts are left', async () => {
    const { standIn, rooms } = await openHouse({
      limits: { attempts: 1_000, attemptTimeoutMs: SHORT_MS, operationTimeoutMs: 4 * SHORT_MS },
    })
    standIn.fail({ behaviour: { kind: 'silence' } })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'timeout', retryable: true })
    expect(error.attempts).toBeLessThan(10)
  })

  it('[D11] leave nothing for a request that would come after the end', async () => {
    stopTheClock()
    const fetch = scripted(domain, publicRoomTooLate)
    const { rooms, lines } = makeRooms({ fetch })
    expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({ code: 'contract' })
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(lines).toMatchObject([{ level: 'warn', fields: { code: 'timeout' } }])
  })

  it('[D11] cut an answer off that never ends', async () => {
    const { standIn, rooms, asked } = await openHouse()
    standIn.fail({ on: 'POST /rooms', behaviour: { kind: 'endless' } })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'contract', status: 200, attempts: 1 })
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'DELETE /rooms/:name'])
  })
})

describe('retries', () => {
  it.each<[string, Behaviour, string, number | null]>([
    ['429', status(429), 'rate-limited', 429],
    ['500', status(500), 'server-error', 500],
    ['502', status(502), 'server-error', 502],
    ['503', { kind: 'html', status: 503 }, 'server-error', 503],
    ['504', status(504), 'server-error', 504],
    ['a reset connection', { kind: 'reset' }, 'network', null],
  ])('[D12] follow %s', async (_, behaviour, code, lastStatus) => {
    const { standIn, rooms, asked } = await openHouse()
    standIn.fail({ on: 'GET /', behaviour })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code, status: lastStatus, failure: 'unreachable' })
    expect({ retryable: error.retryable, attempts: error.attempts }).toEqual({
      retryable: true,
      attempts: DAILY_LIMITS.attempts,
    })
    expect(asked()).toEqual(['GET /', 'GET /', 'GET /'])

    standIn.recover()
    standIn.fail({ on: 'POST /rooms', times: 2, behaviour })
    await rooms.openRoom(newGameId())
    expect(standIn.rooms).toHaveLength(1)
  })

  it.each<[string, Behaviour, string, string]>([
    ['400', status(400), 'refused', 'refused'],
    [
      'an authorization header that Daily can not read',
      { kind: 'status', status: 400, body: { error: 'authorization-header-error' } },
      'key-refused',
      'key-refused',
    ],
    ['401', status(401), 'key-refused', 'key-refused'],
    ['403', status(403), 'forbidden', 'refused'],
    ['404', status(404), 'not-found', 'refused'],
    ['422', status(422), 'refused', 'refused'],
  ])('[D12] do not follow %s', async (_, behaviour, code, failure) => {
    const { standIn, rooms, asked } = await openHouse()
    standIn.fail({ on: 'POST /rooms', behaviour })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code, failure, retryable: false, attempts: 1 })
    expect(asked()).toEqual(['GET /', 'POST /rooms'])
  })

  it('[D12] follow a connection that is refused', async () => {
    const { standIn, rooms } = await openHouse()
    await standIn.close()
    expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({
      code: 'network',
      failure: 'unreachable',
      attempts: DAILY_LIMITS.attempts,
    })
  })

  it('[D13] after two 429 the room is made, and nothing shows', async () => {
    const { standIn, rooms, asked, lines } = await openHouse()
    standIn.fail({ on: 'POST /rooms', times: 2, behaviour: status(429) })
    await rooms.openRoom(newGameId())
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'POST /rooms', 'POST /rooms'])
    expect(lines.map(({ level, fields }) => [level, fields['code'] ?? fields['outcome']])).toEqual([
      ['warn', 'rate-limited'],
      ['warn', 'rate-limited'],
      ['info', 'made'],
    ])
  })

  it.each([
    ['a second, and the jitter', undefined, DAILY_LIMITS.rateLimitPauseMs],
    ['as long as Daily says', '3', 3_000],
  ])('[D13] wait after a 429 for at least %s', async (_, retryAfter, leastMs) => {
    stopTheClock()
    const fetch = scripted(tooMany(retryAfter), () => new Response('{}'))
    const { rooms } = makeRooms({ fetch, limits: DAILY_LIMITS, random: () => 0.5 })
    const error = errorOf(rooms.openRoom(newGameId()))
    const pauseMs = leastMs + DAILY_LIMITS.backoffBaseMs / 2
    await vi.advanceTimersByTimeAsync(pauseMs - 1)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(await error).toMatchObject({ code: 'contract' })
  })

  it('[D13] wait until the moment that Daily names', async () => {
    stopTheClock()
    const nowMs = Date.parse('2026-11-24T12:00:00Z')
    const fetch = scripted(tooMany('Tue, 24 Nov 2026 12:00:05 GMT'), () => new Response('{}'))
    const limits = { ...DAILY_LIMITS, backoffBaseMs: 0 }
    const { rooms } = makeRooms({ fetch, limits, now: () => nowMs })
    const error = errorOf(rooms.openRoom(newGameId()))
    await vi.advanceTimersByTimeAsync(4_999)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(fetch).toHaveBeenCalledTimes(2)
    await error
  })

  it.each(['10', '11', '86400'])(
    '[D13] do not wait for %s seconds, which the operation does not have',
    async (retryAfter) => {
      const fetch = scripted(tooMany(retryAfter))
      const { rooms } = makeRooms({ fetch, limits: DAILY_LIMITS })
      const error = await errorOf(rooms.openRoom(newGameId()))
      expect(error).toMatchObject({ code: 'rate-limited', attempts: 1, retryable: true })
      expect(fetch).toHaveBeenCalledTimes(1)
    },
  )

  it('[D13] that end in a 429 say that Daily was asked too often', async () => {
    const { standIn, rooms } = await openHouse()
    standIn.fail({ on: 'POST /rooms', behaviour: status(429) })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, failure: 'unreachable' })
  })
})
