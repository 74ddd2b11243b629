import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGameWorld } from '../src/game/game-world.ts'
import { PEER_CALL_MAX, ROOM_RETRY_FIRST_MS, SWEEP_INTERVAL_MS } from '../src/limits.ts'
import type { VideoRooms } from '../src/video/video-rooms.ts'
import { openBrowser } from './browser.ts'
import { dailyWith, failureOf, fakeRooms, roomOf, silence } from './fake-rooms.ts'
import { expectCode } from './refusal.ts'
import { startServer } from './test-server.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import { createGame, play, seatFour } from './table.ts'
import { watch } from './watching.ts'

afterEach(() => void vi.useRealTimers())

/** Signs tickets for rooms that are still open. */
const ticketUntilClosed: VideoRooms['ticket'] = async (room, { playerId }) => {
  if (room.expiresAtMs <= Date.now()) throw failureOf('unreachable', false)
  return { url: room.url, token: `token-of-${playerId}`, expiresAtMs: room.expiresAtMs }
}

describe('the call of a table', () => {
  it('is never waited for', async () => {
    await using server = await startServer({
      video: dailyWith(() => fakeRooms({ openRoom: (_gameId, signal) => silence(signal) })),
    })
    const table = await seatFour(server)
    const { browser, watching } = table.redOperative
    expect(watching.view.call).toEqual({ status: 'pending', reason: null })
    expect(await browser.api.callTicket.mutate({ gameId: table.gameId })).toEqual({
      status: 'pending',
      reason: null,
    })
    await table.redSpymaster.play({ type: 'startRound' })
    await watching.until(({ phase }) => phase === 'clue')
    await table.close()
  })

  it('comes when its room has been made, and lets players in by name, and nobody else', async () => {
    const made = Promise.withResolvers<void>()
    await using server = await startServer({
      video: dailyWith(() =>
        fakeRooms({
          async openRoom(gameId) {
            await made.promise
            return roomOf(gameId)
          },
        }),
      ),
    })
    const table = await seatFour(server)
    const stranger = await watch(table.visit(), table.gameId)
    made.resolve()
    await stranger.until(({ call }) => call.status === 'ready')
    for (const { browser, playerId } of table.players) {
      expect(await browser.api.callTicket.mutate({ gameId: table.gameId })).toEqual({
        status: 'ready',
        kind: 'daily',
        url: 'https://stand-in.daily.co/room',
        token: `token-of-${playerId}`,
        expiresAtMs: expect.any(Number),
      })
    }
    const visitor = table.visit()
    await visitor.request('/session', { method: 'POST' })
    await expectCode(visitor.api.callTicket.mutate({ gameId: table.gameId }), 'FORBIDDEN')
    await play(table.blueOperative.browser, table.gameId, { type: 'leaveGame' })
    const { playerId } = table.blueSpymaster
    await play(table.redSpymaster.browser, table.gameId, { type: 'removePlayer', playerId })
    const elsewhere = table.visit()
    await createGame(elsewhere, 'Eve')
    for (const browser of [table.blueOperative.browser, table.blueSpymaster.browser, elsewhere]) {
      await expectCode(browser.api.callTicket.mutate({ gameId: table.gameId }), 'FORBIDDEN')
    }
    await table.close()
  })

  it('is over for everybody when the table is no more, and no ticket to it is kept by a cache', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let nowMs = Date.now()
    await using server = await startServer({
      world: { ...createGameWorld(), now: () => nowMs },
      gameTtlHours: 1,
      video: dailyWith(() => fakeRooms()),
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.status === 'ready')
    const ask = () =>
      browser.request('/trpc/callTicket', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ gameId }),
      })
    const answer = await ask()
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toContain('token-of-')
    nowMs += 2 * 3_600_000
    vi.advanceTimersByTime(SWEEP_INTERVAL_MS)
    expect(await watching.failed).toBe('NOT_FOUND')
    expect((await ask()).status).toBe(404)
    await browser.close()
  })

  it('that can not be had says why, and nobody asks again', async () => {
    const openRoom = vi.fn<VideoRooms['openRoom']>().mockRejectedValue(failureOf('quota', false))
    await using server = await startServer({ video: dailyWith(() => fakeRooms({ openRoom })) })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    const view = await watching.until(({ call }) => call.status !== 'pending')
    expect(view.call).toEqual({ status: 'unavailable', reason: 'quota' })
    expect(await browser.api.callTicket.mutate({ gameId })).toEqual(view.call)
    expect(openRoom).toHaveBeenCalledTimes(1)
    await browser.close()
  })

  it('that fails for a while comes in the end', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const openRoom = vi
      .fn<VideoRooms['openRoom']>()
      .mockRejectedValueOnce(failureOf('unreachable', true))
      .mockImplementation(async (gameId) => roomOf(gameId))
    const pauses: number[] = []
    const again = Promise.withResolvers<void>()
    await using server = await startServer({
      video: dailyWith(() => fakeRooms({ openRoom })),
      pause: async (ms) => {
        pauses.push(ms)
        await again.promise
      },
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    const failed = await watching.until(({ call }) => call.status === 'unavailable')
    expect(failed.call).toEqual({ status: 'unavailable', reason: 'unreachable' })
    again.resolve()
    await watching.until(({ call }) => call.status === 'ready')
    expect(pauses).toEqual([ROOM_RETRY_FIRST_MS])
    await browser.close()
  })

  it('gets a new room when the table has outlived the first one', async () => {
    const lives = [-1, 3_600_000]
    const openRoom = vi.fn<VideoRooms['openRoom']>(async (gameId) => ({
      ...roomOf(gameId),
      expiresAtMs: Date.now() + (lives.shift() ?? 0),
    }))
    await using server = await startServer({
      video: dailyWith(() => fakeRooms({ openRoom, ticket: ticketUntilClosed })),
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.status === 'ready')
    const isReadyAgain = () =>
      watching.view.log.filter(({ type }) => type === 'callReady').length === 2
    expect(await browser.api.callTicket.mutate({ gameId })).toEqual({
      status: 'pending',
      reason: null,
    })
    await watching.until(isReadyAgain)
    expect(await browser.api.callTicket.mutate({ gameId })).toMatchObject({ status: 'ready' })
    await browser.close()
  })

  it('of an earlier run is switched off where there is no video any more', async () => {
    using folder = temporaryFolder()
    const first = await startServer({
      store: openSqlite(folder.path),
      video: dailyWith(() => fakeRooms()),
    })
    const browser = openBrowser(first)
    const { gameId } = await createGame(browser, 'Ada')
    await (await watch(browser, gameId)).until(({ call }) => call.status === 'ready')
    await first[Symbol.asyncDispose]()
    await using second = await startServer({ store: openSqlite(folder.path) })
    const returned = openBrowser(second, browser.cookie())
    expect(await returned.api.callTicket.mutate({ gameId })).toEqual({
      status: 'unavailable',
      reason: 'switched-off',
    })
    await Promise.all([browser.close(), returned.close()])
  })

  it('is another kind of call when the server runs with another kind', async () => {
    using folder = temporaryFolder()
    const iceServers = [{ urls: ['stun:stun.example'] }]
    const off = await startServer({ store: openSqlite(folder.path) })
    const browser = openBrowser(off)
    const { gameId } = await createGame(browser, 'Ada')
    const cookie = browser.cookie()
    await Promise.all([browser.close(), off[Symbol.asyncDispose]()])

    const peer = await startServer({
      store: openSqlite(folder.path),
      video: { kind: 'peer', iceServers },
    })
    const later = openBrowser(peer, cookie)
    await (await watch(later, gameId)).until(({ call }) => call.status === 'ready')
    expect(await later.api.callTicket.mutate({ gameId })).toEqual({
      status: 'ready',
      kind: 'peer',
      iceServers,
      maxParticipants: PEER_CALL_MAX,
    })
    await Promise.all([later.close(), peer[Symbol.asyncDispose]()])

    await using daily = await startServer({
      store: openSqlite(folder.path),
      video: dailyWith(() => fakeRooms()),
    })
    const last = openBrowser(daily, cookie)
    const watching = await watch(last, gameId)
    expect(await last.api.callTicket.mutate({ gameId })).toEqual({
      status: 'pending',
      reason: null,
    })
    await watching.until(({ log }) => log.filter(({ type }) => type === 'callReady').length === 2)
    expect(await last.api.callTicket.mutate({ gameId })).toMatchObject({
      status: 'ready',
      kind: 'daily',
    })
    await last.close()
  })

  it('between the browsers is ready from the start, for players alone', async () => {
    await using server = await startServer({ video: { kind: 'peer', iceServers: [] } })
    const table = await seatFour(server)
    const { browser, watching } = table.redOperative
    expect(watching.view.call).toEqual({ status: 'ready', reason: null })
    expect(await browser.api.callTicket.mutate({ gameId: table.gameId })).toMatchObject({
      kind: 'peer',
      iceServers: [],
    })
    const visitor = table.visit()
    await visitor.request('/session', { method: 'POST' })
    await expectCode(visitor.api.callTicket.mutate({ gameId: table.gameId }), 'FORBIDDEN')
    await table.close()
  })

  it('is switched off from the start where there is no video', async () => {
    await using server = await startServer()
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    expect(watching.view.call).toEqual({ status: 'unavailable', reason: 'switched-off' })
    await browser.close()
  })

  it('is taken up again after a restart', async () => {
    using folder = temporaryFolder()
    const asked = Promise.withResolvers<void>()
    const first = await startServer({
      store: openSqlite(folder.path),
      video: dailyWith(() =>
        fakeRooms({
          openRoom(_gameId, signal) {
            asked.resolve()
            return silence(signal)
          },
        }),
      ),
    })
    const browser = openBrowser(first)
    const { gameId } = await createGame(browser, 'Ada')
    await asked.promise
    await first[Symbol.asyncDispose]()
    await using second = await startServer({
      store: openSqlite(folder.path),
      video: dailyWith(() => fakeRooms()),
    })
    browser.moveTo(second)
    const watching = await watch(browser, gameId)
    const view = await watching.until(({ call }) => call.status === 'ready')
    expect(view.call).toEqual({ status: 'ready', reason: null })
    await browser.close()
  })
})
