import { once } from 'node:events'
import type { ListedGame } from '@wordfare/contracts'
import { StoreUnavailable } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { startRedisServer } from '@wordfare/redis-server'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { STORE_OUTAGE_GRACE_MS } from '../src/limits.ts'
import { openBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { closeCode, openSocket, refusalOf } from './raw-socket.ts'
import { expectCode } from './refusal.ts'
import { startServerOnRedis } from './server-on-redis.ts'
import { createGame, joinGame, newCommandId, play } from './table.ts'
import { startServer, type TestServer } from './test-server.ts'
import { watch } from './watching.ts'

/** A store that a test can take away: its list can't be read then. */
function fragileStore() {
  const listeners = new Set<(isOut: boolean) => void>()
  const memory = createMemoryEventStore()
  let isAway = false
  return {
    store: {
      ...memory,
      async listed() {
        if (isAway) throw new StoreUnavailable('the event store has been taken away')
        return memory.listed()
      },
      onOutage(tell: (isOut: boolean) => void) {
        listeners.add(tell)
        return () => void listeners.delete(tell)
      },
    },
    tell: (isOut: boolean): void => {
      isAway = isOut
      for (const listener of listeners) listener(isOut)
    },
  }
}

/** A line that is up, after which time passes only when it is told to. */
async function openLine(server: TestServer): Promise<WebSocket> {
  const socket = openSocket(server)
  await once(socket, 'open')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  return socket
}

describe('while the store is out of reach', () => {
  it('lines are cut and none is taken up, until it is back', async () => {
    const { store, tell } = fragileStore()
    await using server = await startServer({ store })
    const socket = await openLine(server)
    const closed = closeCode(socket)
    tell(true)
    vi.advanceTimersByTime(STORE_OUTAGE_GRACE_MS)
    vi.useRealTimers()
    expect(await closed).toBe(1013)
    expect(await refusalOf(openSocket(server))).toBe(503)

    tell(false)
    const again = openSocket(server)
    await once(again, 'open')
    again.terminate()
  })

  it('the lobby misses nothing of what was made meanwhile', async () => {
    const { store, tell } = fragileStore()
    await using server = await startServer({ store })
    const [visitor, host] = [openBrowser(server), openBrowser(server)]
    const lists: (readonly ListedGame[])[] = []
    const subscription = visitor.api.watchLobby.subscribe(undefined, {
      onData: (games) => lists.push(games),
    })
    await eventually(() => expect(lists).toHaveLength(1))
    tell(true)
    const { gameId } = await createGame(host, 'Ada', { visibility: 'listed' })
    await eventually(() => expect(server.lines.join()).toContain('lobby could not be read'))
    tell(false)
    await eventually(() => expect(lists).toHaveLength(2))
    expect(lists.map((games) => games.map((game) => game.gameId))).toEqual([[], [gameId]])
    subscription.unsubscribe()
    await Promise.all([visitor.close(), host.close()])
  })

  it('an outage that is over soon goes unnoticed', async () => {
    const { store, tell } = fragileStore()
    await using server = await startServer({ store })
    const socket = await openLine(server)
    tell(true)
    vi.advanceTimersByTime(STORE_OUTAGE_GRACE_MS - 1)
    tell(false)
    vi.advanceTimersByTime(STORE_OUTAGE_GRACE_MS)
    vi.useRealTimers()
    const other = openSocket(server)
    await once(other, 'open')
    expect(socket.readyState).toBe(socket.OPEN)
    for (const each of [socket, other]) each.terminate()
    expect(await openBrowser(server).api.listGames.query()).toEqual([])
  })
})

/** For what waits until a server has noticed that Redis is gone, or is there again, on a machine that is busy. */
const patience = { timeout: 30_000 }

it('[B23] a Redis that is killed is told to everybody as such, and all agree once it is back', async () => {
  await using redis = await startRedisServer()
  await using server = await startServerOnRedis(redis.url)
  const [ada, bob, visitor] = [openBrowser(server), openBrowser(server), openBrowser(server)]
  const { gameId } = await createGame(ada, 'Ada')
  await joinGame(bob, gameId, 'Bob')
  const watchings = await Promise.all(
    [ada, bob, visitor].map((browser) => watch(browser, gameId, { again: true })),
  )
  const socket = openSocket(server)
  await once(socket, 'open')
  const closed = closeCode(socket)

  await redis.kill()
  const commandId = newCommandId()
  const rename = { type: 'rename', name: 'Ada II' } as const
  const meanwhile = openBrowser(server)
  // At once, as the lines over which moves come are cut soon.
  await Promise.all(
    [
      play(ada, gameId, rename, commandId),
      // What would be refused anyway is not refused over what may be out of date.
      play(ada, gameId, { type: 'startRound' }),
      createGame(meanwhile, 'Eve'),
      joinGame(meanwhile, gameId, 'Eve'),
    ].map((asked) => expectCode(asked, 'SERVICE_UNAVAILABLE')),
  )
  // The watchers' lines go as well, so that their pages say that the line is down.
  expect(await closed).toBe(1013)
  expect(await refusalOf(openSocket(server))).toBe(503)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)

  await redis.start()
  const { seq } = await vi.waitFor(() => play(ada, gameId, rename, commandId), patience)
  for (const watching of watchings) {
    await watching.until(({ players }) => players.some(({ name }) => name === 'Ada II'))
    await watching.untilReceived(({ id }) => Number(id) === seq)
  }
  await joinGame(meanwhile, gameId, 'Eve')
  await watchings[2]?.until(({ players }) => players.length === 3)
  await Promise.all([ada, bob, visitor, meanwhile].map((browser) => browser.close()))
})
