import { once } from 'node:events'
import type { GameId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { LET_GO_AT_ONCE } from '../src/limits.ts'
import { openBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { answersTo, call, openSocket, refusalOf } from './raw-socket.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import { createGame, newCommandId, play, type Command } from './table.ts'
import { ORIGIN, startServer, type TestServer } from './test-server.ts'
import { textOf } from './text-of.ts'
import { watch } from './watching.ts'

const WATCHERS = 200

/** A stranger that watches a game, from an address of its own. */
async function watchFrom(server: TestServer, gameId: GameId, place: number): Promise<WebSocket> {
  const headers = { 'x-forwarded-for': `10.0.${place >> 8}.${place & 255}` }
  const socket = openSocket(server, { origin: ORIGIN, headers })
  const watching = JSON.stringify(call(1, 'watchGame', 'subscription', { gameId }))
  await answersTo(socket, [watching], 2)
  return socket
}

it('[B24] a server that stops lets everyone go a few at a time, serves the rest meanwhile, and keeps what it took', async () => {
  using folder = temporaryFolder()
  await using server = await startServer({
    store: openSqlite(folder.path),
    trustedProxies: ['loopback'],
  })
  const browser = openBrowser(server)
  const { gameId } = await createGame(browser, 'Ada')
  const watchers: WebSocket[] = []
  for (let place = 0; place < WATCHERS; place++) {
    watchers.push(await watchFrom(server, gameId, place))
  }
  // The last to come is the last to be let go.
  await watch(browser, gameId)

  let asked = 0
  const moves: Promise<{ commandId: string; seq: number; asked: number }>[] = []
  async function move(): Promise<{ commandId: string; seq: number; asked: number }> {
    const command: Command =
      moves.length % 2 === 0
        ? { type: 'takeSeat', team: 'red', role: 'operative' }
        : { type: 'leaveSeat' }
    const commandId = newCommandId()
    const { seq } = await play(browser, gameId, command, commandId)
    return { commandId, seq, asked }
  }
  for (const watcher of watchers) {
    watcher.on('message', (data) => {
      if (textOf(data) !== '{"id":null,"method":"reconnect"}') return
      asked += 1
      if (asked % LET_GO_AT_ONCE === 0) moves.push(move())
    })
  }
  const closed = watchers.map((watcher) => once(watcher, 'close'))
  await server.app.stop()
  await Promise.all(closed)
  expect(asked).toBe(WATCHERS)

  const outcomes = await Promise.allSettled(moves)
  const taken = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [outcome.value] : [],
  )
  const whileSomeWereStillThere = taken.filter((one) => one.asked < WATCHERS)
  expect(whileSomeWereStillThere.length).toBeGreaterThan(1)

  const store = openSqlite(folder.path)
  const log = await store.read(gameId)
  await store.close()
  for (const { commandId, seq } of taken) {
    expect(log[seq - 1]?.cause).toMatch(new RegExp(`:${commandId}$`))
  }
  await browser.close()
})

describe('a thousand who are asked to go', () => {
  const CLIENTS = 1_000
  const OPENED_AT_ONCE = 50
  const BACK_WITHIN_MS = 15_000
  /** What the other server can take of those who come, on average and, where a busy machine has held some up, at most. */
  const RETURNING_PER_SECOND = 200
  const PEAK_PER_SECOND = 300
  const SECOND_MS = 1_000
  const askTime = JSON.stringify(call(1, 'clock'))

  /** A client that is served, from an address of its own. */
  async function come(server: TestServer): Promise<WebSocket> {
    const socket = openSocket(server)
    await answersTo(socket, [askTime], 1)
    return socket
  }

  it(
    '[B24] come back to another server in good time and not in one moment, without pauses of their own',
    { timeout: 120_000 },
    async () => {
      await using one = await startServer()
      await using two = await startServer()
      const sockets: WebSocket[] = []
      while (sockets.length < CLIENTS) {
        const some = Array.from({ length: OPENED_AT_ONCE }, () => come(one))
        sockets.push(...(await Promise.all(some)))
      }
      const arrivals: number[] = []
      const returned = sockets.map(async (socket) => {
        const asked = Promise.withResolvers<void>()
        socket.on('message', (data) => {
          if (textOf(data) === '{"id":null,"method":"reconnect"}') asked.resolve()
        })
        await asked.promise
        const next = await come(two)
        arrivals.push(performance.now())
        socket.close()
        return next
      })
      const stoppedAtMs = performance.now()
      const stopped = one.app.stop()
      const back = await Promise.all(returned)
      const tookMs = performance.now() - stoppedAtMs
      await stopped

      expect(two.app.http.websocketServer.clients.size).toBe(CLIENTS)
      expect(tookMs).toBeLessThan(BACK_WITHIN_MS)
      expect((CLIENTS / tookMs) * SECOND_MS).toBeLessThanOrEqual(RETURNING_PER_SECOND)
      const perSecond = arrivals.map(
        (startMs) => arrivals.filter((ms) => ms >= startMs && ms < startMs + SECOND_MS).length,
      )
      expect(Math.max(...perSecond)).toBeLessThanOrEqual(PEAK_PER_SECOND)
      console.log(
        `${CLIENTS} clients were at another server ${Math.round(tookMs)} ms after theirs was asked to stop, ` +
          `${Math.max(...perSecond)} in the second in which the most came`,
      )
      for (const socket of back) socket.terminate()
      // So that there is nobody left whom the other one has to let go.
      await eventually(() => expect(two.app.http.websocketServer.clients.size).toBe(0))
    },
  )
})

it('a server that stops says so, takes no new socket, and ends when what it has begun is done', async () => {
  const store = createMemoryEventStore()
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  await using server = await startServer({
    store: {
      ...store,
      async append(gameId, expected, append) {
        if (expected === 0) return store.append(gameId, expected, append)
        begun.resolve()
        await release.promise
        return store.append(gameId, expected, append)
      },
    },
  })
  const browser = openBrowser(server)
  const { gameId } = await createGame(browser, 'Ada')
  const joining = openBrowser(server)
  const joined = joining.api.joinGame.mutate({ gameId, playerName: 'Bob' })
  await begun.promise

  const stopped = server.app.stop()
  const answer = await fetch(`${server.url}/readyz`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ status: 'stopping' })
  expect(await refusalOf(openSocket(server))).toBe(503)
  release.resolve()
  expect(await joined).toMatchObject({ gameId })
  await stopped
  await Promise.all([browser.close(), joining.close()])
})
