import type { GameId } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'

import { EXP, NOW_MS, makeRooms, nameFor, newGameId, openHouse, putRoom } from '../test/harness.ts'
import type { DailyRooms } from './daily-rooms.ts'

const LONGER_THAN_A_ROOM_IS_YOUNG_MS = 16 * 60_000

interface Work {
  readonly title: string
  /** What Daily is asked for in the course of it. */
  readonly requests: readonly string[]
  /** How the room is found, if it is. */
  readonly before?: object
  /** What Daily says of a room that it makes, if not the truth. */
  readonly lie?: Record<string, unknown>
  readonly run: (rooms: DailyRooms, gameId: GameId) => Promise<unknown>
}

const open: Work['run'] = (rooms, gameId) => rooms.openRoom(gameId)

const works: readonly Work[] = [
  { title: 'a room is made', requests: ['GET /', 'POST /rooms'], run: open },
  {
    title: 'a room is adopted',
    requests: ['GET /', 'POST /rooms', 'GET /rooms/:name'],
    before: { privacy: 'private', properties: { exp: EXP } },
    run: open,
  },
  {
    title: 'a room is put right',
    requests: ['GET /', 'POST /rooms', 'GET /rooms/:name', 'POST /rooms/:name'],
    before: { privacy: 'public' },
    run: open,
  },
  {
    title: 'a room is taken back',
    requests: ['GET /', 'POST /rooms', 'DELETE /rooms/:name'],
    lie: { privacy: 'public' },
    run: open,
  },
  {
    title: 'a room is closed',
    requests: ['DELETE /rooms/:name'],
    before: { privacy: 'private' },
    run: (rooms, gameId) => rooms.closeRoom(gameId),
  },
]

const crashes = works.flatMap((work) =>
  work.requests.flatMap((request, i) =>
    [true, false].map((isLive) => ({
      ...work,
      request,
      count: i + 1,
      isLive,
      fate: isLive ? 'live' : 'over',
    })),
  ),
)

/** A fetch whose process ends once so many requests have reached Daily: the last answer comes to nobody. */
function fetchUntilCrash(count: number) {
  const { promise: crash, resolve } = Promise.withResolvers<void>()
  let sent = 0
  const fetchOrCrash: typeof fetch = async (input, init) => {
    sent += 1
    const isLast = sent === count
    const response = await fetch(input, init)
    if (!isLast) return response
    resolve()
    return Promise.withResolvers<Response>().promise
  }
  return { crash, fetchOrCrash }
}

describe('a crash', () => {
  it.each(crashes)(
    '[D21] after the $request with which $title leaves exactly the rooms of live games; this one is $fate',
    async ({ before, lie, run, requests, count, isLive }) => {
      let nowMs = NOW_MS
      const now = () => nowMs
      const {
        standIn,
        asked,
        rooms: restarted,
      } = await openHouse({
        now,
        standIn: { now },
        roomTtlSeconds: 24 * 3_600,
      })
      const [gameId, otherGame] = [newGameId(), newGameId()]
      await restarted.openRoom(otherGame)
      await putRoom(standIn.url, { name: 'a-room-of-somebody-else' })
      if (before) await putRoom(standIn.url, { name: nameFor(gameId), ...before })
      if (lie) {
        standIn.fail({ on: 'POST /rooms', times: 1, behaviour: { kind: 'altered', fields: lie } })
      }

      const idle = standIn.requests.length
      const { crash, fetchOrCrash } = fetchUntilCrash(count)
      const { rooms: doomed } = makeRooms({ apiUrl: standIn.url, now, fetch: fetchOrCrash })
      void run(doomed, gameId)
      await crash
      standIn.recover()
      expect(asked().slice(idle)).toEqual(requests.slice(0, count))

      const live = new Set(isLive ? [gameId, otherGame] : [otherGame])
      // As the server does for every live game when it is back.
      for (const game of live) await restarted.openRoom(game)
      nowMs += LONGER_THAN_A_ROOM_IS_YOUNG_MS
      await restarted.reap(live)
      expect(standIn.rooms.map(({ name }) => name).toSorted()).toEqual(
        ['a-room-of-somebody-else', ...[...live].map(nameFor)].toSorted(),
      )
    },
  )
})
