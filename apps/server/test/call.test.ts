import { startDailyStandIn } from '@wordfare/daily/stand-in'
import { createDailyRooms, Secret } from '@wordfare/daily'
import type { GameId } from '@wordfare/contracts'
import type { Room } from '@wordfare/game'
import type { FastifyBaseLogger } from 'fastify'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PEER_CALL_MAX, ROOM_RETRY_FIRST_MS } from '../src/limits.ts'
import type { RoomFailure, VideoRooms } from '../src/video/video-rooms.ts'
import { openBrowser } from './browser.ts'
import { expectCode } from './refusal.ts'
import { startProcess } from './server-process.ts'
import { startServer } from './test-server.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import { createGame, joinGame, play, seatFour } from './table.ts'
import { watch } from './watching.ts'

const apiKey = 'k3y-of-a-daily-account-for-tests'

const roomOf = (gameId: GameId): Room => ({
  name: `room-${gameId.slice(0, 4)}`,
  url: 'https://stand-in.daily.co/room',
  domainId: 'a-domain',
  expiresAtMs: Date.now() + 3_600_000,
})

const failureOf = (failure: RoomFailure['failure'], retryable: boolean): RoomFailure =>
  Object.assign(new Error('no room'), { failure, retryable })

/** Rooms that do what a test says, in the order in which they are asked for. */
function rooms(openRoom: VideoRooms['openRoom']): VideoRooms {
  return {
    openRoom,
    ticket: async (room, { playerId }) => ({
      url: room.url,
      token: `token-of-${playerId}`,
      expiresAtMs: room.expiresAtMs,
    }),
  }
}

const dailyWith = (open: (log: FastifyBaseLogger) => VideoRooms) =>
  ({ kind: 'daily', open }) as const

afterEach(() => void vi.useRealTimers())

/** Signs tickets for rooms that are still open. */
const ticketUntilClosed: VideoRooms['ticket'] = async (room, { playerId }) => {
  if (room.expiresAtMs <= Date.now()) throw failureOf('unreachable', false)
  return { url: room.url, token: `token-of-${playerId}`, expiresAtMs: room.expiresAtMs }
}

describe('the call of a table', () => {
  it('is never waited for', async () => {
    await using server = await startServer({
      video: dailyWith(() =>
        rooms(
          (_gameId, signal) =>
            new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(failureOf('unreachable', false))),
            ),
        ),
      ),
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
        rooms(async (gameId) => {
          await made.promise
          return roomOf(gameId)
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
    const left = table.blueOperative.browser.api.callTicket.mutate({ gameId: table.gameId })
    await expectCode(left, 'FORBIDDEN')
    await table.close()
  })

  it('that can not be had says why, and nobody asks again', async () => {
    const openRoom = vi.fn<VideoRooms['openRoom']>().mockRejectedValue(failureOf('quota', false))
    await using server = await startServer({ video: dailyWith(() => rooms(openRoom)) })
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
      video: dailyWith(() => rooms(openRoom)),
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
      video: dailyWith(() => ({ openRoom, ticket: ticketUntilClosed })),
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
      video: dailyWith(() => rooms(async (id) => roomOf(id))),
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
      video: dailyWith(() => rooms(async (id) => roomOf(id))),
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
        rooms((_gameId, signal) => {
          asked.resolve()
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(failureOf('unreachable', true)))
          })
        }),
      ),
    })
    const browser = openBrowser(first)
    const { gameId } = await createGame(browser, 'Ada')
    await asked.promise
    await first[Symbol.asyncDispose]()
    await using second = await startServer({
      store: openSqlite(folder.path),
      video: dailyWith(() => rooms(async () => roomOf(gameId))),
    })
    browser.moveTo(second)
    const watching = await watch(browser, gameId)
    const view = await watching.until(({ call }) => call.status === 'ready')
    expect(view.call).toEqual({ status: 'ready', reason: null })
    await browser.close()
  })
})

describe('with Daily', () => {
  it('a table gets one private room that no player can tell the game from', async () => {
    const daily = await startDailyStandIn({ apiKey })
    await using server = await startServer({
      video: dailyWith((log) =>
        createDailyRooms({
          apiKey: new Secret(apiKey),
          apiUrl: daily.url,
          roomTtlSeconds: 3_600,
          log,
        }),
      ),
    })
    const host = openBrowser(server)
    const { gameId } = await createGame(host, 'Ada')
    const guest = openBrowser(server)
    const guestId = await joinGame(guest, gameId, 'Bob')
    const watching = await watch(guest, gameId)
    await watching.until(({ call }) => call.status === 'ready')
    const ticket = await guest.api.callTicket.mutate({ gameId })
    if (ticket.status !== 'ready' || ticket.kind !== 'daily') throw new Error('the room is there')
    const [room, ...others] = daily.rooms
    expect(others).toEqual([])
    expect(room).toMatchObject({ privacy: 'private' })
    expect(ticket.url).toMatch(/^https:\/\/stand-in\.daily\.co\//)
    expect(ticket.url).not.toContain(gameId)
    const [, payload = ''] = ticket.token.split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      ud: guestId,
      u: 'Bob',
      r: room?.name,
    })
    expect(guest.frames.join('')).not.toContain(room?.name)
    await Promise.all([host.close(), guest.close(), daily.close()])
  })

  it('the key is in nothing that the server says, whatever Daily does', async () => {
    const daily = await startDailyStandIn({ apiKey })
    daily.fail({ behaviour: { kind: 'status', status: 500 } })
    using folder = temporaryFolder()
    const secret = 'cookie-secret-of-a-test-which-is-long-enough'
    await using server = await startProcess({
      DATA_DIR: folder.path,
      VIDEO: 'daily',
      DAILY_API_KEY: apiKey,
      DAILY_API_URL: daily.url,
      COOKIE_SECRETS: secret,
      LOG_LEVEL: 'trace',
    })
    const browser = openBrowser(server)
    const { gameId, joinCode } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.status !== 'pending')
    daily.recover()
    const another = await createGame(browser, 'Ada')
    const second = await watch(browser, another.gameId)
    await second.until(({ call }) => call.status === 'ready')
    const ticket = await browser.api.callTicket.mutate({ gameId: another.gameId })
    if (ticket.status !== 'ready' || ticket.kind !== 'daily') throw new Error('the room is there')
    await browser.request('/trpc/listGames?input=harbour')
    server.signal('SIGTERM')
    const { output, code } = await server.ended
    expect(code).toBe(0)
    expect(output).toContain('/trpc/createGame')
    const session = browser.cookie()?.split('=')[1]?.split('.')[0] ?? ''
    expect(session).not.toBe('')
    for (const text of [
      apiKey,
      secret,
      ticket.token,
      joinCode,
      another.joinCode,
      session,
      'harbour',
    ]) {
      expect(output).not.toContain(text)
      expect(output).not.toContain(Buffer.from(text).toString('base64').replace(/=+$/, ''))
      expect(output).not.toContain(Buffer.from(text).toString('hex'))
    }
    await Promise.all([browser.close(), daily.close()])
  })
})
