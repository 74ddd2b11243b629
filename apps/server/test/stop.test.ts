import { once } from 'node:events'
import type { GameId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { LET_GO_AT_ONCE } from '../src/limits.ts'
import { openBrowser } from './browser.ts'
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
