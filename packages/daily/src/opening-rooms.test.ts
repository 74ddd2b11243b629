import { describe, expect, it } from 'vitest'

import {
  DOMAIN,
  EXP,
  ROOM_TTL_SECONDS,
  TERMS,
  errorOf,
  makeRooms,
  nameFor,
  newGameId,
  openHouse,
  openHouseAtNow,
} from '../test/harness.ts'
import { SettingFault } from './setting-fault.ts'

/** Places that are not the room's own. */
const elsewhere = (name: string) => [
  `http://${DOMAIN}.daily.co/${name}`,
  `https://other.daily.co/${name}`,
  `https://${DOMAIN}.daily.co.example.org/${name}`,
  `https://${DOMAIN}.daily.co:8443/${name}`,
  `https://ada@${DOMAIN}.daily.co/${name}`,
  `https://${DOMAIN}.daily.co/${name}/`,
  `https://${DOMAIN}.daily.co/${name}?t=1`,
  `https://${DOMAIN}.daily.co/other`,
  `https://${DOMAIN}.daily.co/`,
  'no url',
]

describe('openRoom', () => {
  it('[D6] asks for exactly one private room that closes by itself', async () => {
    const { standIn, rooms } = await openHouseAtNow()
    const gameId = newGameId()
    const name = nameFor(gameId)
    expect(await rooms.openRoom(gameId)).toEqual({
      name,
      url: `https://${DOMAIN}.daily.co/${name}`,
      domainId: standIn.domainId,
      expiresAtMs: EXP * 1_000,
    })
    const { method, path, body, headers } = standIn.requests.at(-1) ?? {}
    expect({ method, path, body }).toEqual({
      method: 'POST',
      path: '/rooms',
      body: { name, ...TERMS },
    })
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      authorization: '[redacted]',
    })
    expect(standIn.rooms).toHaveLength(1)
    expect(standIn.rooms[0]).toMatchObject({ name, privacy: 'private', config: TERMS.properties })
  })

  it('[D6] asks for the domain once, and again only while it is not known', async () => {
    const { standIn, rooms, asked } = await openHouse()
    standIn.fail({ on: 'GET /', times: 1, behaviour: { kind: 'status', status: 403 } })
    expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({ code: 'forbidden' })
    await rooms.openRoom(newGameId())
    await rooms.openRoom(newGameId())
    expect(asked()).toEqual(['GET /', 'GET /', 'POST /rooms', 'POST /rooms'])
  })

  it.each([0, -1, 1.5, Number.NaN, Infinity, ROOM_TTL_SECONDS * 1_000])(
    '[D6] refuses a life of %d seconds at the start',
    (roomTtlSeconds) => {
      expect(() => makeRooms({ roomTtlSeconds })).toThrow(SettingFault)
    },
  )

  const violations: [string, (name: string) => Record<string, unknown>][] = [
    ['a public room', () => ({ privacy: 'public' })],
    ['an unknown privacy', () => ({ privacy: 'org' })],
    ['no privacy', () => ({ privacy: null })],
    ['another name', () => ({ name: 'wf-another' })],
    ['no name', () => ({ name: null })],
    ['no url', () => ({ url: null })],
    ['a url that is no text', () => ({ url: 7 })],
    ...elsewhere('').map((_, i): [string, (name: string) => Record<string, unknown>] => [
      `a url like ${elsewhere('<name>')[i]}`,
      (name) => ({ url: elsewhere(name)[i] }),
    ]),
    ['a room that closes later', () => ({ config: { exp: EXP + 61 } })],
    ['a closing time that is no number', () => ({ config: { exp: 'never' } })],
    ['a config that is no object', () => ({ config: 7 })],
  ]
  it.each(violations)(
    '[D8] believes no answer with %s, and takes the room back',
    async (_, alter) => {
      const { standIn, rooms, asked } = await openHouseAtNow()
      const gameId = newGameId()
      const fields = alter(nameFor(gameId))
      standIn.fail({ on: 'POST /rooms', times: 1, behaviour: { kind: 'altered', fields } })

      const error = await errorOf(rooms.openRoom(gameId))
      expect(error).toMatchObject({
        code: 'contract',
        failure: 'refused',
        status: 200,
        attempts: 1,
      })
      expect(asked()).toEqual(['GET /', 'POST /rooms', 'DELETE /rooms/:name'])
      expect(standIn.requests.at(-1)?.path).toBe(`/rooms/${nameFor(gameId)}`)
      expect(standIn.rooms).toEqual([])
      expect((await rooms.openRoom(gameId)).name).toBe(nameFor(gameId))
    },
  )

  it.each([
    ['no JSON', { kind: 'garbage' }],
    ['a page', { kind: 'html', status: 200 }],
    ['a list', { kind: 'status', status: 200, body: { data: [] } }],
    ['another success', { kind: 'altered', fields: {}, status: 201 }],
  ] as const)(
    '[D8] believes no answer that is %s, and takes the room back',
    async (_, behaviour) => {
      const { standIn, rooms, asked } = await openHouse()
      standIn.fail({ on: 'POST /rooms', times: 1, behaviour })
      expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({ code: 'contract' })
      expect(asked()).toEqual(['GET /', 'POST /rooms', 'DELETE /rooms/:name'])
      expect(standIn.rooms).toEqual([])
    },
  )

  it('[D8] says so when the room can not be taken back either', async () => {
    const { standIn, rooms, lines } = await openHouse()
    const fields = { privacy: 'public' }
    standIn.fail({ on: 'POST /rooms', behaviour: { kind: 'altered', fields } })
    standIn.fail({ on: 'DELETE /rooms/:name', behaviour: { kind: 'status', status: 403 } })
    expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({ code: 'contract' })
    expect(lines.at(-1)).toMatchObject({ level: 'warn', fields: { code: 'forbidden' } })
  })

  it.each(['', 'a.b', 'a/b', '-a', 'a b', 7, null])(
    '[D8] believes no domain called %j',
    async (domain_name) => {
      const { standIn, rooms, asked } = await openHouse()
      const fields = { domain_name }
      standIn.fail({ on: 'GET /', behaviour: { kind: 'altered', fields } })
      expect(await errorOf(rooms.openRoom(newGameId()))).toMatchObject({ code: 'contract' })
      expect(asked()).toEqual(['GET /'])
    },
  )
})
