import { describe, expect, it } from 'vitest'

import {
  EXP,
  NOW_MS,
  TERMS,
  errorOf,
  nameFor,
  newGameId,
  openHouse,
  openHouseAtNow,
  makeRooms,
  putRoom,
} from '../test/harness.ts'

describe('openRoom, where a room may be there already,', () => {
  it('[D14] adopts the room of an attempt whose answer was lost', async () => {
    const { standIn, rooms, asked } = await openHouse({ limits: { attemptTimeoutMs: 1_000 } })
    const gameId = newGameId()
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: { kind: 'silence-after-work' } })
    const room = await rooms.openRoom(gameId)
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'POST /rooms', 'GET /rooms/:name'])
    expect(standIn.rooms.map(({ name }) => name)).toEqual([room.name])
  })

  it('[D14] adopts the room of an attempt whose answer was cut off', async () => {
    const { standIn, rooms } = await openHouse()
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: { kind: 'reset' } })
    const room = await rooms.openRoom(newGameId())
    expect(standIn.rooms.map(({ name }) => name)).toEqual([room.name])
  })

  it('[D15] adopts a private room that closes when it should', async () => {
    const { standIn, rooms, asked } = await openHouseAtNow()
    const gameId = newGameId()
    const properties = { exp: EXP - 60 }
    await putRoom(standIn.url, { name: nameFor(gameId), privacy: 'private', properties })
    expect(await rooms.openRoom(gameId)).toMatchObject({ expiresAtMs: (EXP - 60) * 1_000 })
    expect(asked().slice(1)).toEqual(['GET /', 'POST /rooms', 'GET /rooms/:name'])
  })

  it('[D15] of two servers that open the same room at once, one makes it and the other adopts it', async () => {
    const { standIn, rooms } = await openHouseAtNow()
    const gameId = newGameId()
    const { rooms: otherServer } = makeRooms({ apiUrl: standIn.url, now: () => NOW_MS })
    const [one, other] = await Promise.all([rooms.openRoom(gameId), otherServer.openRoom(gameId)])
    expect(other).toEqual(one)
    expect(standIn.rooms).toHaveLength(1)
  })

  it.each([
    ['is public', { privacy: 'public', properties: { exp: EXP } }],
    ['closes later', { privacy: 'private', properties: { exp: EXP + 61 } }],
    ['closes earlier', { privacy: 'private', properties: { exp: EXP - 61 } }],
    ['never closes', { privacy: 'private' }],
  ])('[D15] puts a room right that %s', async (_, body) => {
    const { standIn, rooms, asked } = await openHouseAtNow()
    const gameId = newGameId()
    const name = nameFor(gameId)
    await putRoom(standIn.url, { name, ...body })
    expect(await rooms.openRoom(gameId)).toMatchObject({ name, expiresAtMs: EXP * 1_000 })
    expect(asked().slice(2)).toEqual(['POST /rooms', 'GET /rooms/:name', 'POST /rooms/:name'])
    expect(standIn.requests.at(-1)).toMatchObject({ path: `/rooms/${name}`, body: TERMS })
    expect(standIn.rooms).toHaveLength(1)
    expect(standIn.rooms[0]).toMatchObject({ privacy: 'private', config: TERMS.properties })
  })

  it('[D15] takes back a room that can not be put right', async () => {
    const { standIn, rooms } = await openHouseAtNow()
    const gameId = newGameId()
    await putRoom(standIn.url, { name: nameFor(gameId), privacy: 'public' })
    const fields = { privacy: 'public' }
    standIn.fail({ on: 'POST /rooms/:name', behaviour: { kind: 'altered', fields } })
    expect(await errorOf(rooms.openRoom(gameId))).toMatchObject({ code: 'contract' })
    expect(standIn.rooms).toEqual([])
  })

  const exists = {
    kind: 'status',
    status: 400,
    body: { error: 'invalid-request-error', info: 'a room named it already exists' },
  } as const

  it('[D15] makes a room once more that exists no longer', async () => {
    const { standIn, rooms, asked } = await openHouse()
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: exists })
    await rooms.openRoom(newGameId())
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'GET /rooms/:name', 'POST /rooms'])
    expect(standIn.rooms).toHaveLength(1)
  })

  it('[D15] does not go round in circles over a room that is there and is not', async () => {
    const { standIn, rooms, asked } = await openHouse()
    standIn.fail({ on: 'POST /rooms', behaviour: exists })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'already-exists', failure: 'refused' })
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'GET /rooms/:name', 'POST /rooms'])
  })

  it.each([
    [400, 'invalid-request-error', 'exp was not an int'],
    [400, 'invalid-request-error', ''],
    [400, 'json-parsing-error', 'a room named it already exists'],
    [403, 'forbidden-error', 'a room named it already exists'],
    [422, 'invalid-request-error', 'a room named it already exists'],
  ])('[D15] adopts nothing after %i %s: %s', async (status, error, info) => {
    const { standIn, rooms, asked } = await openHouse()
    const gameId = newGameId()
    await putRoom(standIn.url, { name: nameFor(gameId), privacy: 'private' })
    const body = { error, info }
    standIn.fail({ on: 'POST /rooms', behaviour: { kind: 'status', status, body } })
    expect(await errorOf(rooms.openRoom(gameId))).toMatchObject({ failure: 'refused', status })
    expect(asked().slice(1)).toEqual(['GET /', 'POST /rooms'])
  })

  it('[D16] says that the quota is used up, and asks no second time', async () => {
    const { standIn, rooms, asked } = await openHouse({ standIn: { maxRooms: 1 } })
    await rooms.openRoom(newGameId())
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(error).toMatchObject({ code: 'quota', failure: 'quota', status: 400, attempts: 1 })
    expect(error.retryable).toBe(false)
    expect(asked()).toEqual(['GET /', 'POST /rooms', 'POST /rooms'])
    expect(standIn.rooms).toHaveLength(1)
  })
})
