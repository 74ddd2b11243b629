import type { GameId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGameWorld } from '../src/game/game-world.ts'
import { ROOM_CARE_INTERVAL_MS, SWEEP_INTERVAL_MS } from '../src/limits.ts'
import type { VideoRooms } from '../src/video/video-rooms.ts'
import { openBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { dailyWith, failureOf, fakeRooms, roomOf, silence } from './fake-rooms.ts'
import { createGame, seatFour } from './table.ts'
import { startServer } from './test-server.ts'
import { watch } from './watching.ts'

const HOUR_MS = 3_600_000

afterEach(() => void vi.useRealTimers())

const withFakeIntervals = () => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })

describe('rooms that nobody needs any more', () => {
  it('are looked for at the start and now and then, and those of the games that are on stay', async () => {
    withFakeIntervals()
    const reap = vi.fn<VideoRooms['reap']>(async () => 0)
    await using server = await startServer({ video: dailyWith(() => fakeRooms({ reap })) })
    await eventually(() => expect(reap).toHaveBeenCalledTimes(1))
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    vi.advanceTimersByTime(ROOM_CARE_INTERVAL_MS)
    await eventually(() => expect(reap).toHaveBeenCalledTimes(2))
    expect(reap.mock.calls.map(([games]) => games)).toEqual([new Set(), new Set([gameId])])
    await browser.close()
  })

  it('are deleted when their game expires', async () => {
    withFakeIntervals()
    // A game expires at the end of a minute.
    let nowMs = new Date().setSeconds(0, 0)
    const closed: GameId[] = []
    const world = { ...createGameWorld(), now: () => nowMs }
    await using server = await startServer({
      world,
      gameTtlHours: 1,
      video: dailyWith(() =>
        fakeRooms({
          closeRoom: async (gameId) => {
            closed.push(gameId)
            // What is left is for the next look.
            if (closed.length === 1) throw failureOf('unreachable', true)
          },
        }),
      ),
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    nowMs += HOUR_MS
    const { gameId: later } = await createGame(browser, 'Ada')
    vi.advanceTimersByTime(SWEEP_INTERVAL_MS)
    await eventually(() => expect(closed).toEqual([gameId]))
    nowMs += HOUR_MS
    vi.advanceTimersByTime(SWEEP_INTERVAL_MS)
    await eventually(() => expect(closed).toEqual([gameId, later]))
    await browser.close()
  })
})

describe('a call that could not be had', () => {
  it('is asked for again at the next look', async () => {
    withFakeIntervals()
    const openRoom = vi
      .fn<VideoRooms['openRoom']>(async (gameId) => roomOf(gameId))
      .mockRejectedValueOnce(failureOf('key-refused', false))
    const reap = vi.fn<VideoRooms['reap']>().mockRejectedValue(failureOf('key-refused', false))
    await using server = await startServer({
      video: dailyWith(() => fakeRooms({ openRoom, reap })),
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.reason === 'key-refused')
    vi.advanceTimersByTime(ROOM_CARE_INTERVAL_MS)
    await watching.until(({ call }) => call.status === 'ready')
    expect(openRoom).toHaveBeenCalledTimes(2)
    await browser.close()
  })

  it('is asked for again when the key has changed', async () => {
    const openRoom = vi
      .fn<VideoRooms['openRoom']>(async (gameId) => roomOf(gameId))
      .mockRejectedValueOnce(failureOf('key-refused', false))
    await using server = await startServer({
      video: dailyWith(({ onKeyChanged }) =>
        fakeRooms({ openRoom, reloadKey: async () => onKeyChanged() }),
      ),
    })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    await watching.until(({ call }) => call.reason === 'key-refused')
    await server.app.reloadKey()
    await watching.until(({ call }) => call.status === 'ready')
    expect(openRoom).toHaveBeenCalledTimes(2)
    await browser.close()
  })

  it('for want of room has room made for it at once, once, and the game goes on meanwhile', async () => {
    withFakeIntervals()
    let roomsLeft = 0
    const reap = vi.fn<VideoRooms['reap']>(async () => 0)
    await using server = await startServer({
      video: dailyWith(() =>
        fakeRooms({
          reap,
          openRoom: async (gameId) => {
            if (roomsLeft-- <= 0) throw failureOf('quota', false)
            return roomOf(gameId)
          },
        }),
      ),
    })
    await eventually(() => expect(reap).toHaveBeenCalledTimes(1))
    const table = await seatFour(server)
    const { watching } = table.redOperative
    await watching.until(({ call }) => call.reason === 'quota')
    await eventually(() => expect(reap).toHaveBeenCalledTimes(2))
    await table.redSpymaster.play({ type: 'startRound' })
    await watching.until(({ phase }) => phase === 'clue')

    vi.advanceTimersByTime(ROOM_CARE_INTERVAL_MS)
    // By the regular look, and because there was no room for its call either.
    await eventually(() => expect(reap).toHaveBeenCalledTimes(4))
    const other = await createGame(table.redSpymaster.browser, 'Ada')
    const otherWatching = await watch(table.redSpymaster.browser, other.gameId)
    await otherWatching.until(({ call }) => call.reason === 'quota')
    expect(reap).toHaveBeenCalledTimes(4)

    reap.mockImplementationOnce(async () => (roomsLeft = 2))
    vi.advanceTimersByTime(ROOM_CARE_INTERVAL_MS)
    await watching.until(({ call }) => call.status === 'ready')
    await otherWatching.until(({ call }) => call.status === 'ready')
    await table.close()
  })
})

it('a server that stops waits for no look at the rooms', async () => {
  const store = createMemoryEventStore()
  const reap = vi.fn<VideoRooms['reap']>((_games, signal) => silence(signal))
  const server = await startServer({ store, video: dailyWith(() => fakeRooms({ reap })) })
  await eventually(() => expect(reap).toHaveBeenCalled())
  await server[Symbol.asyncDispose]()
  expect(server.lines.filter((line) => line.includes('rooms could not'))).toEqual([])
})
