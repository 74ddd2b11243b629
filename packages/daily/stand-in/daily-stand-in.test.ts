import { describe, expect, it } from 'vitest'

import { KEY } from '../test/known-key.ts'
import { SOON, absent, invalid, standInAt } from '../test/stand-in-at.ts'

const refusing = (status: number) => ({ kind: 'status', status }) as const

describe('the stand-in', () => {
  it('says whose domain it is', async () => {
    const { ask } = await standInAt({ domain: 'wordfare' })
    expect(await ask('GET', '/')).toEqual({
      status: 200,
      body: { domain_name: 'wordfare', domain_id: expect.any(String), config: {} },
    })
  })

  it.each([
    ['no key', { authorization: '' }, 400, 'authorization-header-error'],
    ['a bare key', { authorization: KEY }, 400, 'authorization-header-error'],
    ['another scheme', { authorization: `Basic ${KEY}` }, 400, 'authorization-header-error'],
    ['another key', { authorization: `Bearer ${KEY}x` }, 401, 'authentication-error'],
  ])('refuses %s', async (_, headers, status, error) => {
    const { standIn, ask } = await standInAt()
    expect(await ask('POST', '/rooms', { name: 'a' }, headers)).toMatchObject({
      status,
      body: { error },
    })
    expect(standIn.rooms).toEqual([])
  })

  it.each([
    ['a form', 'name=a', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['broken JSON', '{"name":', {}],
    ['nothing', '', {}],
  ])('refuses a body that is %s', async (_, body, headers) => {
    const { ask } = await standInAt()
    expect(await ask('POST', '/rooms', body, headers)).toMatchObject({
      status: 400,
      body: { error: 'json-parsing-error' },
    })
  })

  it('makes a room: public, without end and named at random unless told otherwise', async () => {
    const { standIn, ask } = await standInAt({ domain: 'wordfare' })
    const { status, body } = await ask('POST', '/rooms', {})
    expect(status).toBe(200)
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      name: expect.stringMatching(/^[A-Za-z0-9_-]{20}$/u),
      api_created: true,
      privacy: 'public',
      url: `https://wordfare.daily.co/${body.name}`,
      created_at: '2023-11-14T22:13:20.000Z',
      config: {},
    })
    expect(standIn.rooms).toEqual([body])
  })

  it('shows in a config only what differs from the defaults', async () => {
    const { ask } = await standInAt()
    const properties = { exp: SOON, enable_screenshare: true, start_audio_off: true }
    const { body } = await ask('POST', '/rooms', { name: 'a', privacy: 'private', properties })
    expect(body).toMatchObject({ privacy: 'private', config: { exp: SOON, start_audio_off: true } })
    expect(Object.keys(body.config ?? {})).toEqual(['exp', 'start_audio_off'])
    expect(await ask('GET', '/rooms/a')).toEqual({ status: 200, body })
  })

  it.each([
    ['an unknown field', { title: 'a' }],
    ['privacy in the wrong place', { properties: { privacy: 'private' } }],
    ['properties in the wrong place', { exp: SOON }],
    ['an unknown property', { properties: { owner_only_broadcast: true } }],
    ['an unknown privacy', { privacy: 'org' }],
    ['a name with a dot', { name: 'a.b' }],
    ['an empty name', { name: '' }],
    ['a name that is too long', { name: 'a'.repeat(129) }],
    ['a name that is no text', { name: 7 }],
    ['a moment with a fraction', { properties: { exp: SOON + 0.5 } }],
    ['a moment in milliseconds', { properties: { exp: SOON * 1_000 } }],
    ['a moment as text', { properties: { exp: String(SOON) } }],
    ['a moment in the past', { properties: { exp: SOON - 60 } }],
    ['a switch that is no boolean', { properties: { start_audio_off: 'true' } }],
    ['an unknown permission', { properties: { permissions: { canShout: true } } }],
    ['an unknown medium', { properties: { permissions: { canSend: ['smell'] } } }],
    ['a list', []],
  ])('refuses a room with %s', async (_, body) => {
    const { standIn, ask } = await standInAt()
    expect(await ask('POST', '/rooms', body)).toEqual(invalid())
    expect(standIn.rooms).toEqual([])
  })

  it('refuses a second room of the same name, and one room too many', async () => {
    const { ask } = await standInAt({ maxRooms: 2 })
    await ask('POST', '/rooms', { name: 'a' })
    expect(await ask('POST', '/rooms', { name: 'a' })).toEqual(
      invalid(expect.stringContaining('already exists')),
    )
    await ask('POST', '/rooms', { name: 'b' })
    expect(await ask('POST', '/rooms', { name: 'c' })).toEqual(
      invalid(expect.stringContaining('rooms reached')),
    )
  })

  it('changes a room; null restores a default', async () => {
    const { ask } = await standInAt()
    const properties = { exp: SOON, start_video_off: true }
    await ask('POST', '/rooms', { name: 'a', properties })
    const changes = { exp: SOON + 60, start_video_off: null, start_audio_off: true }
    expect(
      await ask('POST', '/rooms/a', { privacy: 'private', properties: changes }),
    ).toMatchObject({ status: 200, body: { name: 'a', privacy: 'private' } })
    const { body } = await ask('GET', '/rooms/a')
    expect(body.config).toEqual({ exp: SOON + 60, start_audio_off: true })
    expect(await ask('POST', '/rooms/a', { name: 'b' })).toEqual(invalid())
    expect(await ask('POST', '/rooms/a', { properties: { exp: SOON - 60 } })).toEqual(invalid())
    expect(await ask('POST', '/rooms/b', { privacy: 'private' })).toEqual(absent)
  })

  it('deletes a room', async () => {
    const { standIn, ask } = await standInAt()
    await ask('POST', '/rooms', { name: 'a' })
    const deleted = { status: 200, body: { deleted: true, name: 'a' } }
    expect(await ask('DELETE', '/rooms/a')).toEqual(deleted)
    expect(await ask('DELETE', '/rooms/a')).toEqual(absent)
    expect(standIn.rooms).toEqual([])
  })

  it('deletes many rooms at once, or none', async () => {
    const { standIn, ask } = await standInAt()
    for (const name of ['a', 'b', 'c']) await ask('POST', '/rooms', { name })
    const remove = (...rooms: string[]) => ask('DELETE', '/batch/rooms', { rooms })
    expect(await remove('a', 'z')).toEqual(invalid())
    expect(await remove()).toEqual(invalid())
    expect(standIn.rooms).toHaveLength(3)
    expect(await remove('a', 'c')).toEqual({ status: 200, body: { deleted_count: 2 } })
    expect(standIn.rooms.map(({ name }) => name)).toEqual(['b'])
  })

  it('has no room that has expired, but for whoever deletes it', async () => {
    const { standIn, ask, wait } = await standInAt({ maxRooms: 1 })
    await ask('POST', '/rooms', { name: 'a', properties: { exp: SOON } })
    wait(60)
    expect(standIn.rooms).toEqual([])
    expect(await ask('GET', '/rooms/a')).toEqual(absent)
    expect(await ask('DELETE', '/rooms/a')).toEqual({
      status: 404,
      body: { ...absent.body, deleted: true },
    })
    expect((await ask('POST', '/rooms', { name: 'a' })).status).toBe(200)
  })

  it('lists the rooms, newest first, in pages', async () => {
    const { ask } = await standInAt()
    for (const name of ['a', 'b', 'c']) await ask('POST', '/rooms', { name })
    const page = async (query: string) => {
      const { body } = await ask('GET', `/rooms${query}`)
      return { total: body.total_count, names: body.data?.map(({ name }) => name) }
    }
    const { body } = await ask('GET', '/rooms/b')
    expect(await page('')).toEqual({ total: 3, names: ['c', 'b', 'a'] })
    expect(await page('?limit=2')).toEqual({ total: 3, names: ['c', 'b'] })
    expect(await page(`?starting_after=${body.id}`)).toEqual({ total: 3, names: ['a'] })
    expect(await page(`?ending_before=${body.id}`)).toEqual({ total: 3, names: ['c'] })
    expect(await ask('GET', '/rooms?limit=101')).toEqual(invalid())
  })

  it.each([
    ['GET', '/presence'],
    ['DELETE', '/rooms'],
    ['DELETE', '/'],
  ])('knows no %s %s', async (method, path) => {
    const { ask } = await standInAt()
    expect((await ask(method, path)).status).toBe(404)
  })

  it('records what it was asked, without the key', async () => {
    const { standIn, ask } = await standInAt()
    await ask('POST', '/rooms?a=1', { name: 'a' })
    await ask('GET', '/', undefined, { authorization: `Bearer ${KEY}x` })
    expect(standIn.requests).toMatchObject([
      { method: 'POST', path: '/rooms?a=1', body: { name: 'a' } },
      { method: 'GET', path: '/', body: null },
    ])
    expect(JSON.stringify(standIn.requests)).not.toContain(KEY)
  })

  it('misbehaves as often as it is told, for the requests that it is told', async () => {
    const { standIn, ask } = await standInAt()
    standIn.fail({ on: 'POST /rooms', times: 2, behaviour: refusing(500) })
    standIn.fail({ on: 'POST /rooms', times: 1, behaviour: refusing(429) })
    const statuses = []
    for (const name of ['a', 'b', 'c', 'd']) {
      statuses.push((await ask('GET', '/')).status, (await ask('POST', '/rooms', { name })).status)
    }
    expect(statuses).toEqual([200, 500, 200, 500, 200, 429, 200, 200])
    expect(standIn.rooms.map(({ name }) => name)).toEqual(['d'])

    standIn.fail({ behaviour: refusing(503) })
    expect((await ask('GET', '/')).status).toBe(503)
    expect((await ask('GET', '/')).status).toBe(503)
    standIn.recover()
    expect((await ask('GET', '/')).status).toBe(200)
  })
})

describe('the control of the stand-in', () => {
  it('lets another program make it misbehave, and see what it was asked', async () => {
    const { standIn, ask } = await standInAt()
    const control = async (method: string, path: string, body: unknown = null) => {
      const init = { method, body: body === null ? null : JSON.stringify(body) }
      const response = await fetch(new URL(path, standIn.url), init)
      return { status: response.status, body: await response.json() }
    }
    const failure = {
      times: 1,
      behaviour: { kind: 'status', status: 429, retryAfter: '2' },
    }
    expect((await control('POST', '/control/failure', failure)).status).toBe(200)
    expect(await ask('GET', '/')).toMatchObject({
      status: 429,
      body: { error: 'rate-limit-error' },
    })
    expect((await ask('GET', '/')).status).toBe(200)

    expect((await control('POST', '/control/failure', { behaviour: 'sulk' })).status).toBe(400)
    await control('POST', '/control/failure', { behaviour: { kind: 'html', status: 200 } })
    await control('DELETE', '/control/failure')
    expect((await ask('GET', '/')).status).toBe(200)
    const { body } = await control('GET', '/control/requests')
    expect(body).toEqual({ requests: standIn.requests })
    expect((await control('GET', '/control')).status).toBe(404)
  })
})
