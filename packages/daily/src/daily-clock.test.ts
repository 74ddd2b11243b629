import { fc, test } from '@fast-check/vitest'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'

import { KEY } from '../test/known-key.ts'
import {
  NOW_MS,
  ROOM_TTL_SECONDS,
  nameFor,
  newGameId,
  newPlayerId,
  openHouse,
  putRoom,
} from '../test/harness.ts'
import { createDailyClock } from './daily-clock.ts'

const HOUR_MS = 3_600_000
const TICKET_TTL_MS = HOUR_MS
/** What a date in an answer leaves out, and the whole seconds of a token as well. */
const ROUNDING_MS = 2_000

/** A house in which real time passes when it is told to, and this machine's clock shows what it is set to. */
async function openHouseWithClocks(machineIsAheadMs: number) {
  const clocks = { trueMs: NOW_MS, aheadMs: machineIsAheadMs }
  const house = await openHouse({
    now: () => clocks.trueMs + clocks.aheadMs,
    elapsedMs: () => clocks.trueMs,
    standIn: { now: () => clocks.trueMs },
  })
  /** What Daily says to a token now. */
  async function judge(token: string): Promise<number> {
    const url = `${house.standIn.url}/meeting-tokens/${token}`
    return (await fetch(url, { headers: { authorization: `Bearer ${KEY}` } })).status
  }
  return { ...house, clocks, judge }
}

const ada = { name: 'Ada', playerId: newPlayerId() }
const jump = fc.constantFrom(-24 * HOUR_MS, -HOUR_MS, -1, 0, HOUR_MS, 24 * HOUR_MS)

describe('where the clock of this machine is wrong, or is set anew', () => {
  test.prop([jump, jump, jump, fc.integer({ min: 0, max: ROOM_TTL_SECONDS - 10 })], {
    numRuns: 30,
  })(
    '[D29] [B26] a room and its tokens live as long as they should, and no token outlives its room',
    async (atFirst, atTheRoom, atTheToken, ageSeconds) => {
      const { rooms, standIn, clocks, judge } = await openHouseWithClocks(atFirst)
      await rooms.reap(new Set())
      clocks.aheadMs = atTheRoom
      const room = await rooms.openRoom(newGameId())
      const roomLifeMs = room.expiresAtMs - clocks.trueMs
      expect(roomLifeMs).toBeLessThanOrEqual(ROOM_TTL_SECONDS * 1_000)
      expect(roomLifeMs).toBeGreaterThan(ROOM_TTL_SECONDS * 1_000 - ROUNDING_MS)
      expect(standIn.rooms).toHaveLength(1)

      clocks.trueMs += ageSeconds * 1_000
      clocks.aheadMs = atTheToken
      const { token, expiresAtMs } = await rooms.ticket(room, ada)
      const tokenLifeMs = expiresAtMs - clocks.trueMs
      expect(expiresAtMs).toBeLessThanOrEqual(room.expiresAtMs)
      expect(tokenLifeMs).toBeLessThanOrEqual(TICKET_TTL_MS)
      expect(tokenLifeMs).toBeGreaterThan(
        Math.min(TICKET_TTL_MS, room.expiresAtMs - clocks.trueMs) - ROUNDING_MS,
      )
      const { iat = Infinity } = decodeJwt(token)
      expect(iat * 1_000).toBeLessThanOrEqual(clocks.trueMs)
      expect(await judge(token)).toBe(200)
      clocks.trueMs = expiresAtMs + 1_000
      expect(await judge(token)).not.toBe(200)
    },
  )

  it.each([-HOUR_MS, HOUR_MS])(
    '[D29] [B26] a room that was made before is adopted as it is (%d ms)',
    async (aheadMs) => {
      const { rooms, clocks, asked } = await openHouseWithClocks(0)
      const gameId = newGameId()
      const room = await rooms.openRoom(gameId)
      clocks.aheadMs = aheadMs
      expect(await rooms.openRoom(gameId)).toEqual(room)
      expect(asked().at(-1)).toBe('GET /rooms/:name')
    },
  )

  it.each([-HOUR_MS, HOUR_MS])(
    '[D29] [B26] a room that another server has just made is not taken for an old one (%d ms)',
    async (aheadMs) => {
      const { rooms, standIn, clocks } = await openHouseWithClocks(aheadMs)
      await putRoom(standIn.url, { name: nameFor(newGameId()) })
      expect(await rooms.reap(new Set())).toBe(0)
      clocks.trueMs += HOUR_MS / 2
      expect(await rooms.reap(new Set())).toBe(1)
      expect(standIn.rooms).toEqual([])
    },
  )
})

describe('the clock', () => {
  it('[D29] is this machine’s until Daily has told the time', () => {
    const clock = createDailyClock({ now: () => NOW_MS, elapsedMs: () => 5 })
    expect(clock.now()).toBe(NOW_MS)
    clock.heard('Tue, 14 Nov 2023 23:13:20 GMT')
    expect(clock.now()).toBe(1_700_003_600_000)
  })

  it.each([null, '', 'soon'])('[D29] does not go by what is no date: %j', (date) => {
    const clock = createDailyClock({ now: () => NOW_MS, elapsedMs: () => 5 })
    clock.heard(date)
    expect(clock.now()).toBe(NOW_MS)
  })
})
