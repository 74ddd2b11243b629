import { StoreUnavailable } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { describe, expect, it } from 'vitest'
import type { AppDeps } from '../src/app.ts'
import type { RoomsHealth } from '../src/video/video-rooms.ts'
import { openBrowser } from './browser.ts'
import { dailyWith, fakeRooms, silence } from './fake-rooms.ts'
import { createGame } from './table.ts'
import { startServer } from './test-server.ts'

const daily = (health: RoomsHealth) => dailyWith(() => fakeRooms({ health }))

describe('the readiness of a server', () => {
  it.each<[AppDeps['video'], string]>([
    [daily('ok'), 'ok'],
    [daily('unreachable'), 'unreachable'],
    [daily('key-refused'), 'key-refused'],
    [daily('quota'), 'quota'],
    [{ kind: 'peer', iceServers: [] }, 'ok'],
    [null, 'off'],
  ])('tells how calls do, and never depends on it (%#: %s)', async (video, call) => {
    await using server = await startServer({ video })
    const answer = await fetch(`${server.url}/readyz`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ status: 'ready', call })
  })
})

it('a server whose store does not answer is not ready, and runs all the same', async () => {
  const store = {
    ...createMemoryEventStore(),
    read: async () => {
      throw new StoreUnavailable('the event store is away')
    },
  }
  await using server = await startServer({ store })
  const answer = await fetch(`${server.url}/readyz`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'no-store', call: 'off' })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

describe('the metrics', () => {
  it('are served on an address of their own, and name no game', async () => {
    await using server = await startServer({
      metrics: { host: '127.0.0.1', port: 0 },
      video: dailyWith(() => fakeRooms({ openRoom: (_gameId, signal) => silence(signal) })),
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const address = /"url":"([^"]+)","msg":"serving metrics"/.exec(server.lines.join(''))?.[1]
    const answer = await fetch(`${address}/metrics`)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    const metrics = await answer.text()
    expect(metrics).toContain('wordfare_calls_pending 1')
    expect(metrics).toContain('process_cpu_seconds_total')
    expect(metrics).not.toContain(gameId)
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
    await browser.close()
  })

  it('are served nowhere unless they are asked for', async () => {
    await using server = await startServer()
    expect(server.lines.join('')).not.toContain('serving metrics')
  })
})
