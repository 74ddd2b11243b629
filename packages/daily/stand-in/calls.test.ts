import { describe, expect, it } from 'vitest'

import { absent, invalid, standInAt } from '../test/stand-in-at.ts'

/** A stand-in with a room called `a`, and people in the call there. */
async function callOf<Name extends string>(...names: Name[]) {
  const house = await standInAt()
  await house.ask('POST', '/rooms', { name: 'a', properties: { enforce_unique_user_ids: true } })
  const enter = (userId: string) => {
    const participant = house.standIn.enter('a', { userId })
    if (!participant) throw new Error(`${userId} is not let in`)
    return participant
  }
  const people = Object.fromEntries(names.map((name) => [name, enter(name)]))
  const person = (name: Name) => {
    const participant = people[name]
    if (!participant) throw new Error(`${name} is not there`)
    return participant
  }
  return { ...house, enter, person }
}

const noCall = { ...absent, body: { error: 'not-found', info: 'no such call' } }

describe('a call at the stand-in', () => {
  it('shows who is there', async () => {
    const { ask, person, wait } = await callOf('ada', 'bob')
    wait(7)
    const { body } = await ask('GET', '/rooms/a/presence')
    expect(body).toEqual({
      total_count: 2,
      data: ['ada', 'bob'].map((userId) => ({
        room: 'a',
        id: person(userId === 'ada' ? 'ada' : 'bob').id,
        userId,
        userName: null,
        mtgSessionId: expect.any(String),
        joinTime: '2023-11-14T22:13:20.000Z',
        duration: 7,
      })),
    })
    expect((await ask('GET', '/rooms/a/presence?limit=1')).body.data).toHaveLength(1)
    expect((await ask('GET', '/rooms/a/presence?userId=bob')).body).toMatchObject({
      total_count: 1,
      data: [{ userId: 'bob' }],
    })
    for (const query of ['limit=0', 'limit=101', 'limit=few', 'page=2']) {
      expect(await ask('GET', `/rooms/a/presence?${query}`)).toEqual(invalid())
    }
  })

  it('is nowhere without a room, and not there while nobody is in it', async () => {
    const { standIn, ask } = await callOf()
    expect((await ask('GET', '/rooms/a/presence')).body).toEqual({ total_count: 0, data: [] })
    expect(await ask('POST', '/rooms/a/eject', { user_ids: ['ada'] })).toEqual(noCall)
    expect(await ask('POST', '/rooms/a/update-permissions', { data: {} })).toEqual(noCall)
    expect(await ask('GET', '/rooms/b/presence')).toEqual(noCall)
    expect(standIn.enter('b', { userId: 'ada' })).toBeNull()
    expect((await ask('GET', '/rooms/a/eject')).status).toBe(404)
  })

  it('has everybody in it once', async () => {
    const { enter, person } = await callOf('ada')
    const again = enter('ada')
    expect([person('ada').isPresent, again.isPresent]).toEqual([false, true])
    expect(again.id).not.toBe(person('ada').id)
  })

  it('ejects whom it is told to, and lets them in again', async () => {
    const { ask, enter, person } = await callOf('ada', 'bob', 'cy')
    const { body } = await ask('POST', '/rooms/a/eject', {
      ids: [person('bob').id],
      user_ids: ['cy', 'nobody'],
    })
    expect(body.ejectedIds?.toSorted()).toEqual([person('bob').id, person('cy').id].toSorted())
    expect([person('ada').isPresent, person('bob').isPresent]).toEqual([true, false])
    expect(enter('cy').isPresent).toBe(true)
  })

  it('keeps out whom it is told to for as long as the call is on', async () => {
    const { standIn, ask, enter } = await callOf('ada', 'bob')
    await ask('POST', '/rooms/a/eject', { user_ids: ['bob'], ban: true })
    expect(standIn.enter('a', { userId: 'bob' })).toBeNull()
    await ask('POST', '/rooms/a/eject', { user_ids: ['ada'] })
    expect(enter('bob').isPresent).toBe(true)
  })

  it('changes who hears whom, by the most specific word', async () => {
    const { ask, enter, person } = await callOf('ada', 'bob', 'cy')
    const [ada, bob, cy] = [person('ada'), person('bob'), person('cy')]
    expect(ada.hears(bob)).toBe(true)
    const canReceive = {
      base: { audio: false },
      byUserId: { bob: { audio: true }, cy: true },
      byParticipantId: { [cy.id]: { video: true, audio: false } },
    }
    const data = { [ada.id]: { canReceive }, '*': { canReceive: { base: false } } }
    expect((await ask('POST', '/rooms/a/update-permissions', { data })).status).toBe(200)
    expect([ada.hears(bob), ada.hears(cy), bob.hears(ada)]).toEqual([true, false, false])
    expect(enter('dan').hears(ada)).toBe(true)

    const partial = { data: { [ada.id]: { canReceive: { byParticipantId: {} } } } }
    await ask('POST', '/rooms/a/update-permissions', partial)
    expect(ada.canReceive).toEqual({ ...canReceive, byParticipantId: {} })
    expect(ada.hears(cy)).toBe(true)
  })

  it.each([
    ['eject', { userIds: ['ada'] }],
    ['eject', { user_ids: 'ada' }],
    ['eject', { user_ids: ['ada'], ban: 'yes' }],
    ['eject', { user_ids: Array.from({ length: 101 }, (_, i) => String(i)) }],
    ['update-permissions', {}],
    ['update-permissions', { '*': { canReceive: { base: true } } }],
    ['update-permissions', { data: { '*': { canReceive: true } } }],
    ['update-permissions', { data: { '*': { canHear: { base: true } } } }],
    ['update-permissions', { data: { '*': { canReceive: { byUserID: {} } } } }],
    [
      'update-permissions',
      { data: { '*': { canReceive: { byUserId: { b: { sound: false } } } } } },
    ],
  ])('refuses to %s with %j', async (part, body) => {
    const { ask, person } = await callOf('ada')
    expect(await ask('POST', `/rooms/a/${part}`, body)).toEqual(invalid())
    expect(person('ada').isPresent).toBe(true)
  })
})
