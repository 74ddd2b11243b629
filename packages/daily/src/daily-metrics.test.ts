import { Registry } from 'prom-client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { errorOf, newGameId, newPlayerId, openHouse } from '../test/harness.ts'
import type { Behaviour } from '../stand-in/index.ts'
import { KEY, NEXT_KEY, tracesIn } from '../test/known-key.ts'
import type { DailyHealth } from './daily-health.ts'
import { DAILY_LIMITS } from './daily-limits.ts'
import { Secret } from './secret.ts'

const { breakerFailures, breakerPauseMs } = DAILY_LIMITS

async function houseWithMetrics(options: Parameters<typeof openHouse>[0] = {}) {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const registry = new Registry()
  const house = await openHouse({ metrics: registry, ...options })
  /** The lines of one metric, each as it stands in the text. */
  const linesOf = async (metric: string) =>
    (await registry.metrics())
      .split('\n')
      .filter((line) => new RegExp(`^${metric}[ {]`, 'u').test(line))
  return { ...house, registry, linesOf }
}

/** The lines that say how Daily does. */
const states = (current: DailyHealth) =>
  ['ok', 'unreachable', 'key-refused', 'quota'].map(
    (state) => `daily_health{state="${state}"} ${state === current ? 1 : 0}`,
  )

describe('the metrics', () => {
  it('[D26] count every attempt by what was asked and how it ended', async () => {
    const { standIn, rooms, linesOf } = await houseWithMetrics()
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: { kind: 'status', status: 503 } })
    const gameId = newGameId()
    await rooms.openRoom(gameId)
    await rooms.closeRoom(gameId)
    await rooms.closeRoom(gameId)
    expect(await linesOf('daily_requests_total')).toEqual([
      'daily_requests_total{operation="GET /",outcome="ok"} 1',
      'daily_requests_total{operation="POST /rooms",outcome="server-error"} 1',
      'daily_requests_total{operation="POST /rooms",outcome="ok"} 1',
      'daily_requests_total{operation="DELETE /rooms/:name",outcome="ok"} 1',
      'daily_requests_total{operation="DELETE /rooms/:name",outcome="not-found"} 1',
    ])
    expect(await linesOf('daily_request_seconds_count')).toEqual([
      'daily_request_seconds_count{operation="GET /"} 1',
      'daily_request_seconds_count{operation="POST /rooms"} 2',
      'daily_request_seconds_count{operation="DELETE /rooms/:name"} 2',
    ])
    expect(await linesOf('daily_wait_seconds_count')).toEqual(['daily_wait_seconds_count 5'])
  })

  it('[D26] show whether Daily is left alone, and time no request that was not sent', async () => {
    const { standIn, rooms, linesOf } = await houseWithMetrics()
    const isOpen = async () => (await linesOf('daily_breaker_open')).at(0)
    expect(await isOpen()).toBe('daily_breaker_open 0')
    standIn.fail({ times: breakerFailures, behaviour: { kind: 'status', status: 503 } })
    while (standIn.requests.length < breakerFailures) await errorOf(rooms.openRoom(newGameId()))
    expect(await isOpen()).toBe('daily_breaker_open 1')
    await errorOf(rooms.openRoom(newGameId()))
    expect(await linesOf('daily_requests_total')).toContainEqual(
      expect.stringContaining('outcome="circuit-open"'),
    )
    expect(await linesOf('daily_request_seconds_count')).toEqual([
      `daily_request_seconds_count{operation="GET /"} ${breakerFailures}`,
    ])
    vi.setSystemTime(Date.now() + breakerPauseMs)
    await rooms.openRoom(newGameId())
    expect(await isOpen()).toBe('daily_breaker_open 0')
  })

  it.each<[DailyHealth, Behaviour]>([
    ['unreachable', { kind: 'reset' }],
    ['key-refused', { kind: 'status', status: 401 }],
  ])('[D26] [D27] show how Daily does: %s, and then ok', async (health, behaviour) => {
    const { standIn, rooms, linesOf } = await houseWithMetrics()
    expect(await linesOf('daily_health')).toEqual(states('ok'))
    standIn.fail({ behaviour })
    await errorOf(rooms.openRoom(newGameId()))
    expect(await linesOf('daily_health')).toEqual(states(health))
    standIn.recover()
    await rooms.openRoom(newGameId())
    expect(await linesOf('daily_health')).toEqual(states('ok'))
  })

  it('[D26] [D27] show that Daily has no rooms left', async () => {
    const { rooms, linesOf } = await houseWithMetrics({ standIn: { maxRooms: 1 } })
    const gameId = newGameId()
    await rooms.openRoom(gameId)
    await errorOf(rooms.openRoom(newGameId()))
    expect(await linesOf('daily_health')).toContain('daily_health{state="quota"} 1')
    await rooms.closeRoom(gameId)
    expect(await linesOf('daily_health')).toContain('daily_health{state="quota"} 0')
  })

  it('[D26] count the rooms that were reaped, and the changes of the key', async () => {
    const { standIn, rooms, linesOf } = await houseWithMetrics({
      readKey: async () => new Secret(NEXT_KEY),
    })
    for (let i = 0; i < 3; i += 1) await rooms.openRoom(newGameId())
    vi.setSystemTime(Date.now() + 16 * 60_000)
    expect(await linesOf('daily_key_changes_total')).toEqual(['daily_key_changes_total 0'])
    standIn.acceptKey(NEXT_KEY)
    expect(await rooms.reap(new Set())).toBe(3)
    expect(await linesOf('daily_rooms_reaped_total')).toEqual(['daily_rooms_reaped_total 3'])
    expect(await linesOf('daily_key_changes_total')).toEqual(['daily_key_changes_total 1'])
  })

  it('[D26] name no room, game, player, token or key', async () => {
    const { standIn, rooms, registry } = await houseWithMetrics({
      readKey: async () => new Secret(NEXT_KEY),
    })
    const [gameId, playerId] = [newGameId(), newPlayerId()]
    const room = await rooms.openRoom(gameId)
    const { token } = await rooms.ticket(room, { playerId, name: 'Ada' })
    standIn.enter(room.name, { userId: playerId })
    await rooms.confine(room, new Set([playerId]))
    await rooms.eject(room, playerId, { mayReturn: false })
    await rooms.reloadKey()
    standIn.acceptKey(NEXT_KEY)
    await rooms.openRoom(gameId)
    const info = `${room.name} ${playerId} ${token} ${KEY} ${NEXT_KEY}`
    standIn.fail({
      times: 1,
      behaviour: { kind: 'status', status: 400, body: { error: info, info } },
    })
    await errorOf(rooms.closeRoom(gameId))
    await rooms.closeRoom(gameId)

    const text = await registry.metrics()
    expect([...tracesIn(text), ...tracesIn(text, NEXT_KEY)]).toEqual([])
    for (const name of [room.name, room.url, gameId, playerId, token, 'Ada', room.domainId]) {
      expect(text).not.toContain(name)
    }
    const labels = new Set([...text.matchAll(/[{,](\w+)="/gu)].map(([, label]) => label))
    expect(labels).toEqual(new Set(['operation', 'outcome', 'state', 'le']))
    const operations = new Set([...text.matchAll(/operation="([^"]*)"/gu)].map(([, name]) => name))
    expect(operations).toEqual(
      new Set([
        'GET /',
        'POST /rooms',
        'GET /rooms/:name',
        'GET /rooms/:name/presence',
        'POST /rooms/:name/update-permissions',
        'POST /rooms/:name/eject',
        'DELETE /rooms/:name',
      ]),
    )
  })
})
