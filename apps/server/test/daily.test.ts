import { createDailyRooms, DAILY_LIMITS, Secret, type DailyRoomsOptions } from '@wordfare/daily'
import {
  startDailyStandIn,
  type DailyStandIn,
  type DailyStandInOptions,
} from '@wordfare/daily/stand-in'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppDeps } from '../src/app.ts'
import { ROOM_CARE_INTERVAL_MS, TICKETS_PER_PLAYER } from '../src/limits.ts'
import { openBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { dailyWith } from './fake-rooms.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import {
  activePair,
  clueFor,
  createGame,
  createGameSoon,
  joinGame,
  openCards,
  playToTheLastCard,
  seatFour,
} from './table.ts'
import { startServer } from './test-server.ts'
import { watch } from './watching.ts'

const apiKey = 'k3y-of-a-daily-account-for-tests'
const ROOM_TTL_SECONDS = 3_600

let daily: DailyStandIn
beforeEach(() => startStandIn())
afterEach(async () => {
  vi.useRealTimers()
  await daily.close()
})

async function startStandIn(options: Partial<DailyStandInOptions> = {}): Promise<void> {
  daily = await startDailyStandIn({ apiKey, ...options })
}

const dailyCalls = (options: Partial<DailyRoomsOptions> = {}): AppDeps['video'] =>
  dailyWith((host) =>
    createDailyRooms({
      ...host,
      apiKey: new Secret(apiKey),
      apiUrl: daily.url,
      roomNameSecret: new Secret('what the names of rooms follow from'),
      roomTtlSeconds: ROOM_TTL_SECONDS,
      ...options,
    }),
  )

/** What Daily was asked, with the names of rooms left out. */
const asked = (method: string, route: RegExp) =>
  daily.requests
    .filter((request) => request.method === method && route.test(request.path))
    .map(({ body }) => body)
const theRoom = (): string => {
  const [room, ...others] = daily.rooms
  if (!room || others.length > 0) throw new Error('there is one room')
  return room.name
}
const permissionChanges = () => asked('POST', /^\/rooms\/[\w-]+\/update-permissions$/)
const roomsAskedFor = () => asked('POST', /^\/rooms$/)

describe('with Daily', () => {
  it('a table gets one private room that no player can tell the game from', async () => {
    await using server = await startServer({ video: dailyCalls() })
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
    await Promise.all([host.close(), guest.close()])
  })

  it('however many ask for the room of a table, Daily is asked once', async () => {
    let nowMs = Date.now()
    await daily.close()
    await startStandIn({ now: () => nowMs })
    const clocks = { now: () => nowMs, elapsedMs: () => nowMs }
    await using server = await startServer({ video: dailyCalls(clocks) })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.status === 'ready')
    const guests = Array.from({ length: 9 }, () => openBrowser(server))
    await Promise.all(guests.map((guest) => joinGame(guest, gameId, 'Bob')))
    nowMs += ROOM_TTL_SECONDS * 1_000
    const ask = (who = browser) => who.api.callTicket.mutate({ gameId })
    const tickets = await Promise.all(
      [browser, ...guests].flatMap((who) =>
        Array.from({ length: TICKETS_PER_PLAYER.count - 1 }, () => ask(who)),
      ),
    )
    expect(new Set(tickets.map(({ status }) => status)).has('pending')).toBe(true)
    await watching.until(({ log }) => log.filter(({ type }) => type === 'callReady').length === 2)
    expect(roomsAskedFor()).toHaveLength(2)
    expect(await ask()).toMatchObject({ status: 'ready' })
    await Promise.all([browser, ...guests].map((who) => who.close()))
  })

  it('who is removed is banned from the call, and who leaves is put out of it', async () => {
    await using server = await startServer({ video: dailyCalls() })
    const table = await seatFour(server)
    await table.redSpymaster.watching.until(({ call }) => call.status === 'ready')
    const name = theRoom()
    const { blueOperative: dan, blueSpymaster: cleo } = table
    const [adaInCall, danInCall, cleoInCall] = [table.redSpymaster, dan, cleo].map(({ playerId }) =>
      daily.enter(name, { userId: playerId }),
    )
    await table.redSpymaster.play({ type: 'removePlayer', playerId: dan.playerId })
    await cleo.play({ type: 'leaveGame' })
    await eventually(() =>
      expect(asked('POST', /^\/rooms\/[\w-]+\/eject$/)).toEqual([
        { user_ids: [dan.playerId], ban: true },
        { user_ids: [cleo.playerId] },
      ]),
    )
    const arePresent = [adaInCall, danInCall, cleoInCall].map((someone) => someone?.isPresent)
    expect(arePresent).toEqual([true, false, false])
    expect(daily.enter(name, { userId: dan.playerId })).toBeNull()
    expect(daily.enter(name, { userId: cleo.playerId })).not.toBeNull()
    await table.close()
  })

  it('[V3] a team that confers is heard by itself alone from the clue to the end of the turn', async () => {
    await using server = await startServer({ video: dailyCalls() })
    const table = await seatFour(server, { teamTalk: true })
    await table.redSpymaster.watching.until(({ call }) => call.status === 'ready')
    const name = theRoom()
    const inCall = new Map(
      table.players.map(({ playerId }) => [playerId, daily.enter(name, { userId: playerId })?.id]),
    )
    await table.redSpymaster.play({ type: 'startRound' })
    const { team, spymaster, operative } = await activePair(table, 1)
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 1 })
    const open = { canReceive: { base: true, byUserId: {}, byParticipantId: {} } }
    const members = [spymaster.playerId, operative.playerId]
    const confined = {
      data: {
        ...Object.fromEntries(members.map((playerId) => [inCall.get(playerId), open])),
        '*': {
          canReceive: {
            base: true,
            byUserId: Object.fromEntries(members.map((playerId) => [playerId, { audio: false }])),
            byParticipantId: {},
          },
        },
      },
    }
    await eventually(() => expect(permissionChanges()).toEqual([confined]))
    const [card = 0] = openCards(spymaster, team)
    await operative.play({ type: 'guess', card, turn: 1 })
    await operative.play({ type: 'endTurn', turn: 1 })
    await eventually(() => expect(permissionChanges()).toEqual([confined, { data: { '*': open } }]))
    await table.close()
  })
})

describe('without Daily', () => {
  const limits = {
    ...DAILY_LIMITS,
    attemptTimeoutMs: 100,
    operationTimeoutMs: 300,
    breakerPauseMs: 200,
  }

  it('the server starts and a game is played to its end; the call comes when Daily does', async () => {
    daily.fail({ behaviour: { kind: 'silence' } })
    await using server = await startServer({ video: dailyCalls({ limits }) })
    const ready = async () => (await fetch(`${server.url}/readyz`)).json()
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    const table = await seatFour(server)
    const { watching } = table.redOperative
    await watching.until(({ call }) => call.reason === 'unreachable')
    expect(await ready()).toEqual({ status: 'ready', call: 'unreachable' })
    await playToTheLastCard(table)
    await watching.until(({ phase }) => phase === 'over')
    expect(watching.view.call).toEqual({ status: 'unavailable', reason: 'unreachable' })
    daily.recover()
    await watching.until(({ call }) => call.status === 'ready')
    expect(await ready()).toEqual({ status: 'ready', call: 'ok' })
    expect(daily.rooms).toHaveLength(1)
    await table.close()
  })

  it('no table is kept waiting: they are made while Daily says nothing', async () => {
    daily.fail({ behaviour: { kind: 'silence' } })
    await using server = await startServer({ video: dailyCalls() })
    await Promise.all(Array.from({ length: 20 }, () => createGameSoon(server)))
    expect(server.lines.join('')).not.toContain('unreachable')
  })

  it('a server that stops in the middle of a request leaves nothing half done', async () => {
    using folder = temporaryFolder()
    daily.fail({ on: 'POST /rooms', behaviour: { kind: 'silence-after-work' } })
    const first = await startServer({ store: openSqlite(folder.path), video: dailyCalls() })
    const browser = openBrowser(first)
    const { gameId } = await createGame(browser, 'Ada')
    await eventually(() => expect(daily.rooms).toHaveLength(1))
    await first[Symbol.asyncDispose]()
    daily.recover()
    await using second = await startServer({ store: openSqlite(folder.path), video: dailyCalls() })
    browser.moveTo(second)
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.status === 'ready')
    expect(watching.view.log.map(({ type }) => type)).not.toContain('callUnavailable')
    expect(daily.rooms).toHaveLength(1)
    await browser.close()
  })

  it('for want of rooms those of games that are no more are deleted, and the call comes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    // Rooms that were made only just now are left alone.
    let nowMs = Date.now() - 2 * ROOM_CARE_INTERVAL_MS
    await daily.close()
    await startStandIn({ maxRooms: 1, now: () => nowMs })
    using folder = temporaryFolder()
    const store = openSqlite(folder.path)
    await using server = await startServer({ store, video: dailyCalls() })
    const browser = openBrowser(server)
    const old = await createGame(browser, 'Ada')
    await (await watch(browser, old.gameId)).until(({ call }) => call.status === 'ready')
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.reason === 'quota')
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({ call: 'quota' })
    // The old game ends, and nobody is told.
    const [room] = daily.rooms
    const state = await store.read(old.gameId)
    await store.append(old.gameId, state.length, {
      events: [{ type: 'AllMuted', by: null, atMs: 0 }],
      cause: null,
      index: { joinCode: null, listed: null, expiresAtMs: 0 },
    })
    await store.expire(0)
    nowMs = Date.now()
    vi.advanceTimersByTime(ROOM_CARE_INTERVAL_MS)
    await watching.until(({ call }) => call.status === 'ready')
    expect(daily.rooms).toHaveLength(1)
    expect(daily.rooms[0]?.name).not.toBe(room?.name)
    await browser.close()
  })
})
