import { fc, test } from '@fast-check/vitest'
import type { GameId } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

import { NOW_MS, errorOf, nameFor, newGameId, openHouse, putRoom } from '../test/harness.ts'
import { createRoomNames } from './room-names.ts'
import { Secret } from './secret.ts'

const MINUTE_MS = 60_000
const REAPED_AFTER_MS = 15 * MINUTE_MS

/** A house with a clock that is set by hand. */
async function houseWithClock() {
  let nowMs = NOW_MS
  const now = () => nowMs
  const house = await openHouse({ now, standIn: { now }, roomTtlSeconds: 24 * 3_600 })
  const names = () => house.standIn.rooms.map(({ name }) => name)
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { ...house, names, pass }
}
type House = Awaited<ReturnType<typeof houseWithClock>>

const batchSchema = z.object({ rooms: z.array(z.string()) })
const deletions = ({ standIn }: House) =>
  standIn.requests
    .filter(({ method }) => method === 'DELETE')
    .map(({ body }) => batchSchema.parse(body).rooms)

describe('closeRoom', () => {
  it('[D20] deletes the room of the game, and no other', async () => {
    const { rooms, names } = await houseWithClock()
    const [gameId, other] = [newGameId(), newGameId()]
    await rooms.openRoom(gameId)
    await rooms.openRoom(other)
    await rooms.closeRoom(gameId)
    expect(names()).toEqual([nameFor(other)])
  })

  it('[D20] is content when there is no room, and when it has expired', async () => {
    const { rooms, pass, asked } = await houseWithClock()
    const gameId = newGameId()
    await rooms.closeRoom(gameId)
    await rooms.openRoom(gameId)
    pass(25 * 60 * MINUTE_MS)
    await rooms.closeRoom(gameId)
    expect(asked().filter((request) => request === 'DELETE /rooms/:name')).toHaveLength(2)
  })

  it('[D20] tries again, and fails when Daily refuses', async () => {
    const { standIn, rooms, names } = await houseWithClock()
    const gameId = newGameId()
    await rooms.openRoom(gameId)
    const on = 'DELETE /rooms/:name'
    standIn.fail({ on, times: 1, behaviour: { kind: 'reset' } })
    await rooms.closeRoom(gameId)
    expect(names()).toEqual([])
    standIn.fail({ on, behaviour: { kind: 'status', status: 403 } })
    expect(await errorOf(rooms.closeRoom(gameId))).toMatchObject({ code: 'forbidden' })
  })
})

describe('reap', () => {
  it('[D21] deletes the room that was made and forgotten, and leaves that of a live game', async () => {
    const { rooms, names, pass } = await houseWithClock()
    const [live, forgotten] = [newGameId(), newGameId()]
    await rooms.openRoom(live)
    await rooms.openRoom(forgotten)
    pass(REAPED_AFTER_MS + 1_000)
    expect(await rooms.reap(new Set([live]))).toBe(1)
    expect(names()).toEqual([nameFor(live)])
    expect(await rooms.reap(new Set([live]))).toBe(0)
  })

  it('[D21] finds the room whose answer was lost, and the one whose deletion was', async () => {
    const { standIn, rooms, names, pass } = await houseWithClock()
    const [lost, kept] = [newGameId(), newGameId()]
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: { kind: 'reset' } })
    standIn.fail({ on: 'POST /rooms', times: 2, behaviour: { kind: 'status', status: 503 } })
    await errorOf(rooms.openRoom(lost))
    await rooms.openRoom(kept)
    standIn.fail({ on: 'DELETE /rooms/:name', behaviour: { kind: 'status', status: 403 } })
    await errorOf(rooms.closeRoom(kept))
    expect(names()).toHaveLength(2)
    pass(REAPED_AFTER_MS + 1_000)
    expect(await rooms.reap(new Set())).toBe(2)
    expect(names()).toEqual([])
  })

  it('[D22] leaves a room that is not older than 15 minutes', async () => {
    const { rooms, names, pass } = await houseWithClock()
    await rooms.openRoom(newGameId())
    pass(REAPED_AFTER_MS)
    expect(await rooms.reap(new Set())).toBe(0)
    expect(names()).toHaveLength(1)
  })

  it('[D22] reads all pages, and deletes at most 100 rooms at once', async () => {
    const house = await houseWithClock()
    const { standIn, rooms, names, pass } = house
    const live = newGameId()
    for (const gameId of [...Array.from({ length: 120 }, newGameId), live]) {
      await putRoom(standIn.url, { name: nameFor(gameId) })
      await putRoom(standIn.url, { name: `lobby-${nameFor(gameId)}` })
    }
    pass(REAPED_AFTER_MS + 1_000)
    expect(await rooms.reap(new Set([live]))).toBe(120)
    expect(deletions(house).map((batch) => batch.length)).toEqual([100, 20])
    expect(names().filter((name) => name.startsWith('wf-'))).toEqual([nameFor(live)])
    expect(names()).toHaveLength(122)
    const lists = standIn.requests.filter(({ path }) => path.startsWith('/rooms?'))
    expect(lists).toHaveLength(3)
  })

  it('[D22] halves what Daily refuses, until all but the cause is deleted', async () => {
    const house = await houseWithClock()
    const { standIn, rooms, names, pass, lines } = house
    const games = Array.from({ length: 4 }, newGameId)
    for (const gameId of games) await rooms.openRoom(gameId)
    pass(REAPED_AFTER_MS + 1_000)
    // Of the four, the two and the one, so that one room stays for which nothing can be done.
    const behaviour = { kind: 'status', status: 400 } as const
    standIn.fail({ on: 'DELETE /batch/rooms', times: 3, behaviour })
    expect(await rooms.reap(new Set())).toBe(3)
    expect(deletions(house).map((batch) => batch.length)).toEqual([4, 2, 1, 1, 2])
    expect(names()).toHaveLength(1)
    expect(lines.at(-1)).toMatchObject({ level: 'warn' })
  })

  it.each([
    ['the list', 'GET /rooms', 401, 'key-refused'],
    ['the deletion', 'DELETE /batch/rooms', 403, 'forbidden'],
  ])('[D22] fails when Daily refuses %s for good', async (_, on, status, code) => {
    const { standIn, rooms, names, pass } = await houseWithClock()
    await rooms.openRoom(newGameId())
    pass(REAPED_AFTER_MS + 1_000)
    standIn.fail({ on, behaviour: { kind: 'status', status } })
    expect(await errorOf(rooms.reap(new Set()))).toMatchObject({ code })
    expect(names()).toHaveLength(1)
  })

  const character = fc.constantFrom(...'abcXYZ019_-'.split(''))
  const nameOfAnotherDeployment = fc
    .string({ minLength: 1 })
    .map((secret) => createRoomNames(new Secret(secret)).nameOf(newGameId()))
  const foreignName = fc.oneof(
    fc.string({ unit: character, minLength: 1, maxLength: 40 }),
    fc.string({ unit: character, maxLength: 40 }).map((rest) => `wf-${rest}`),
    fc.string({ unit: character, minLength: 29, maxLength: 29 }).map((rest) => `wf-${rest}`),
    nameOfAnotherDeployment,
    nameOfAnotherDeployment.map((name) => `x${name}`),
    fc.constantFrom(31, 33).map((length) => `${nameFor(newGameId())}x`.slice(0, length)),
  )
  const kinds = fc.record({ isLive: fc.boolean(), isOld: fc.boolean() })

  test.prop([fc.uniqueArray(foreignName, { maxLength: 8 }), fc.array(kinds, { maxLength: 8 })], {
    numRuns: 40,
  })('[D22] touches no foreign, young or live room', async (foreign, ours) => {
    const { standIn, rooms, names, pass } = await houseWithClock()
    for (const name of foreign) await putRoom(standIn.url, { name })
    const games = ours.map((kind) => ({ ...kind, gameId: newGameId() }))
    const open = async (gamesToOpen: readonly { readonly gameId: GameId }[]) => {
      for (const { gameId } of gamesToOpen) await rooms.openRoom(gameId)
    }
    await open(games.filter(({ isOld }) => isOld))
    pass(REAPED_AFTER_MS + 1_000)
    await open(games.filter(({ isOld }) => !isOld))

    const live = games.filter(({ isLive }) => isLive).map(({ gameId }) => gameId)
    const doomed = games.filter(({ isLive, isOld }) => isOld && !isLive)
    expect(await rooms.reap(new Set(live))).toBe(doomed.length)
    const kept = games.filter((game) => !doomed.includes(game))
    expect(names().toSorted()).toEqual(
      [...foreign, ...kept.map(({ gameId }) => nameFor(gameId))].toSorted(),
    )
  })
})
