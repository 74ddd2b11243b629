import { once } from 'node:events'
import type { GameId } from '@wordfare/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { createGameWorld } from '../../src/game/game-world.ts'
import { SOCKET_SEND_BUFFER_MAX_BYTES, SOCKETS_PER_SESSION_MAX } from '../../src/limits.ts'
import { newAddress, openBrowser, type Browser } from '../browser.ts'
import { call, openSocket, refusalOf } from '../raw-socket.ts'
import { startProcess, type ServerProcess } from '../server-process.ts'
import { createGame, joinGame } from '../table.ts'
import { ORIGIN, startServer } from '../test-server.ts'
import { watch } from '../watching.ts'
import { playOn } from './hammering.ts'
import { expectWhole } from './whole-stream.ts'

const patience = { timeout: 60_000, interval: 100 }

/** Makes large events until something is so, and tells how many. */
async function playUntil(host: Browser, gameId: GameId, isSo: () => boolean): Promise<number> {
  for (let count = 0; ; count++) {
    if (isSo()) return count
    const custom = Array.from({ length: 350 }, (_, i) => `WORD${count}X${i}`)
    await playOn(host, gameId, {
      type: 'changeSettings',
      settings: { words: { packs: [], custom } },
    })
  }
}

/** A watcher that has its first view and reads no more. */
async function watchAsleep(
  server: { readonly url: string },
  gameId: GameId,
  headers: Record<string, string> = {},
): Promise<WebSocket> {
  const socket = openSocket(server, { origin: ORIGIN, headers })
  await once(socket, 'open')
  socket.send(JSON.stringify(call(1, 'watchGame', 'subscription', { gameId })))
  await once(socket, 'message')
  socket.pause()
  return socket
}

describe('a watcher that does not read', () => {
  it('is let go of, holds up nobody else, and comes back to a fresh view', async () => {
    let nowMs = Date.now()
    // By this clock nobody sends too much.
    await using server = await startServer({
      world: { ...createGameWorld(), now: () => (nowMs += 1_000) },
    })
    const host = openBrowser(server)
    const { gameId } = await createGame(host, 'Ada')
    const guest = openBrowser(server)
    await joinGame(guest, gameId, 'Bob')
    const awake = await watch(host, gameId)
    const asleep = await watchAsleep(server, gameId, { cookie: guest.cookie() ?? '' })
    const { clients } = server.app.http.websocketServer
    const atServer = [...clients].at(-1)!
    let most = 0
    const count = await playUntil(host, gameId, () => {
      most = Math.max(most, atServer.bufferedAmount)
      return atServer.readyState === atServer.CLOSED
    })
    // One message more than the bound is what it may come to.
    expect(most).toBeLessThan(2 * SOCKET_SEND_BUFFER_MAX_BYTES)
    expect(count).toBeGreaterThan(0)
    const { received } = awake
    await awake.untilReceived(({ id }) => Number(id) >= count)
    expectWhole(received)
    expect(awake.view.players.map(({ name }) => name)).toEqual(['Ada', 'Bob'])

    const back = await watch(guest, gameId)
    expect(back.received[0]?.message.type).toBe('view')
    expect(back.view.settings).toEqual(awake.view.settings)
    asleep.terminate()
    await Promise.all([host.close(), guest.close()])
  })
})

describe('a server to which many come', () => {
  const SLEEPERS = 1_000
  const CYCLES = 10_000
  const AT_ONCE = 20
  /** What a watcher that does not read may cost: what waits for it, and its socket. */
  const SLEEPER_MAX_BYTES = 1.2 * SOCKET_SEND_BUFFER_MAX_BYTES
  /** What the heap may have grown by: far less than if each of them had left anything behind. */
  const GROWTH_MAX_BYTES = CYCLES * 1_000

  let server: ServerProcess
  let metricsUrl: string
  beforeEach(async () => {
    server = await startProcess(
      { STORE: 'memory', METRICS_PORT: '0' },
      // Its heap is measured right after a collection.
      { flags: ['--expose-gc', '--import', import.meta.resolve('./collect-on-signal.ts')] },
    )
    await vi.waitUntil(() => server.output().includes('serving metrics'), patience)
    metricsUrl = /"url":"([^"]+)","msg":"serving metrics"/.exec(server.output())?.[1] ?? ''
  }, 60_000)
  afterEach(() => server[Symbol.asyncDispose]())

  async function metric(name: string): Promise<number> {
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1])
  }

  async function heapBytes(): Promise<number> {
    server.signal('SIGUSR2')
    return metric('nodejs_heap_size_used_bytes')
  }

  it(
    `[B8] [B9] keeps nothing of those who vanish (${CYCLES} of them), nor the places that they had`,
    { timeout: 120_000 },
    async () => {
      const host = openBrowser(server)
      const { gameId } = await createGame(host, 'Ada')
      const watching = await watch(host, gameId)
      // If a place were not given back, a session would soon have none left.
      const visitors = await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          const visitor = openBrowser(server)
          await visitor.request('/session', { method: 'POST' })
          return { cookie: visitor.cookie() ?? '', 'x-forwarded-for': newAddress() }
        }),
      )
      const comeAndGo = async (times: number): Promise<void> => {
        for (let i = 0; i < times / AT_ONCE; i++) {
          await Promise.all(
            visitors.map(async (visitor) => {
              const socket = await watchAsleep(server, gameId, visitor)
              socket.terminate()
            }),
          )
        }
      }
      // What is made once is made by then.
      await comeAndGo(CYCLES / 5)
      const before = await heapBytes()
      await comeAndGo(CYCLES)
      let after = 0
      await vi.waitFor(async () => {
        after = await heapBytes()
        expect(after - before).toBeLessThan(GROWTH_MAX_BYTES)
      }, patience)
      console.log(`the heap held ${before} bytes before ${CYCLES} watchers, ${after} after them`)
      expect(await metric('wordfare_watchers')).toBe(1)
      const [visitor] = visitors
      const places: WebSocket[] = []
      while (places.length < SOCKETS_PER_SESSION_MAX) {
        places.push(await watchAsleep(server, gameId, visitor))
      }
      const oneTooMany = openSocket(server, { origin: ORIGIN, headers: { ...visitor } })
      expect(await refusalOf(oneTooMany)).toBe(429)
      for (const place of places) place.terminate()
      expect(watching.view.players[0]?.isOnline).toBe(true)
      await host.close()
    },
  )

  it(`[B8] holds what is bounded for those who read nothing (${SLEEPERS} of them)`, async () => {
    const host = openBrowser(server)
    const { gameId } = await createGame(host, 'Ada')
    const watching = await watch(host, gameId)
    const before = await metric('process_resident_memory_bytes')
    const sleepers: WebSocket[] = []
    while (sleepers.length < SLEEPERS) {
      const some = Array.from({ length: AT_ONCE }, () => watchAsleep(server, gameId))
      sleepers.push(...(await Promise.all(some)))
    }
    let watchers = await metric('wordfare_watchers')
    expect(watchers).toBe(SLEEPERS + 1)
    let most = 0
    const look = async (): Promise<void> => {
      while (watchers > 1) {
        most = Math.max(most, await metric('process_resident_memory_bytes'))
        watchers = await metric('wordfare_watchers')
      }
    }
    const [count] = await Promise.all([playUntil(host, gameId, () => watchers === 1), look()])
    await watching.untilReceived(({ id }) => Number(id) >= count)
    expectWhole(watching.received)
    console.log(`${SLEEPERS} who read nothing took ${most - before} bytes while ${count} came`)
    expect(most - before).toBeLessThan(SLEEPERS * SLEEPER_MAX_BYTES)
    for (const sleeper of sleepers) sleeper.terminate()
    await host.close()
  }, 120_000)
})
