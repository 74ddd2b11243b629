import type { PlayerId } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'

import { errorOf, newGameId, newPlayerId, openHouse } from '../test/harness.ts'

const OPEN = { canReceive: { base: true, byUserId: {}, byParticipantId: {} } }

/** A room with so many players in its call. */
async function callOf(size: number) {
  const house = await openHouse()
  const room = await house.rooms.openRoom(newGameId())
  const enter = (playerId: PlayerId) => house.standIn.enter(room.name, { userId: playerId })
  const present = (playerId: PlayerId) => {
    const participant = enter(playerId)
    if (!participant) throw new Error('a player is not let in')
    return { playerId, participant }
  }
  const players = Array.from({ length: size }, () => present(newPlayerId()))
  const sent = (from: number) =>
    house.standIn.requests.slice(from).map(({ method, path, body }) => ({
      request: `${method} ${path.replace(room.name, ':name')}`,
      body,
    }))
  const idle = house.standIn.requests.length
  return { ...house, room, enter, present, players, asked: () => sent(idle) }
}
type Player = Awaited<ReturnType<typeof callOf>>['players'][number]

const idsOf = (players: readonly Player[]) => new Set(players.map(({ playerId }) => playerId))

/** For each listener, the speakers that reach them; both in the order given. */
const whoHearsWhom = (players: readonly Player[]) =>
  players.map(({ participant }) =>
    players.flatMap((other, i) =>
      other.participant !== participant && participant.hears(other.participant) ? [i] : [],
    ),
  )

describe('eject', () => {
  it('[D24] takes one player out, who may come back', async () => {
    const { rooms, room, enter, players, asked } = await callOf(3)
    const [first, ...others] = players
    await rooms.eject(room, first!.playerId, { mayReturn: true })
    expect(asked()).toEqual([
      { request: 'POST /rooms/:name/eject', body: { user_ids: [first!.playerId] } },
    ])
    expect(first!.participant.isPresent).toBe(false)
    expect(others.map(({ participant }) => participant.isPresent)).toEqual([true, true])
    expect(enter(first!.playerId)).toMatchObject({ isPresent: true })
  })

  it('[D24] keeps one player out, and nobody else', async () => {
    const { rooms, room, enter, players, asked } = await callOf(2)
    const [first] = players
    await rooms.eject(room, first!.playerId, { mayReturn: false })
    expect(asked()).toEqual([
      { request: 'POST /rooms/:name/eject', body: { user_ids: [first!.playerId], ban: true } },
    ])
    expect(first!.participant.isPresent).toBe(false)
    expect(enter(first!.playerId)).toBeNull()
    expect(enter(newPlayerId())).toMatchObject({ isPresent: true })
  })

  it('[D24] is content when the player, the call or the room is not there', async () => {
    const { rooms, room, asked } = await callOf(1)
    const options = { mayReturn: false }
    await rooms.eject(room, newPlayerId(), options)
    await rooms.eject({ ...room, name: 'wf-no-room' }, newPlayerId(), options)
    const { rooms: others, room: emptyRoom } = await callOf(0)
    await others.eject(emptyRoom, newPlayerId(), options)
    expect(asked()).toHaveLength(2)
  })

  it('[D24] tries again, and fails when Daily refuses or answers nonsense', async () => {
    const { standIn, rooms, room, players } = await callOf(2)
    const on = 'POST /rooms/:name/eject'
    const eject = () => rooms.eject(room, players[0]!.playerId, { mayReturn: true })
    standIn.fail({ on, times: 1, behaviour: { kind: 'status', status: 503 } })
    await eject()
    expect(players[0]!.participant.isPresent).toBe(false)
    standIn.fail({ on, times: 1, behaviour: { kind: 'status', status: 403 } })
    expect(await errorOf(eject())).toMatchObject({ code: 'forbidden' })
    standIn.fail({ on, behaviour: { kind: 'altered', fields: { ejectedIds: null } } })
    expect(await errorOf(eject())).toMatchObject({ code: 'contract' })
  })
})

describe('confine', () => {
  it('[D25] lets players be heard by each other alone, in one change', async () => {
    const { rooms, room, players, asked } = await callOf(5)
    const team = players.slice(0, 2)
    await rooms.confine(room, idsOf(team))
    const unheard = Object.fromEntries(team.map(({ playerId }) => [playerId, { audio: false }]))
    expect(asked()).toEqual([
      { request: 'GET /rooms/:name/presence?limit=100', body: null },
      {
        request: 'POST /rooms/:name/update-permissions',
        body: {
          data: {
            ...Object.fromEntries(team.map(({ participant }) => [participant.id, OPEN])),
            '*': { canReceive: { base: true, byUserId: unheard, byParticipantId: {} } },
          },
        },
      },
    ])
    expect(whoHearsWhom(players)).toEqual([
      [1, 2, 3, 4],
      [0, 2, 3, 4],
      [3, 4],
      [2, 4],
      [2, 3],
    ])
  })

  it('[D25] lets everybody hear everybody again', async () => {
    const { rooms, room, players, asked } = await callOf(3)
    await rooms.confine(room, idsOf(players.slice(0, 2)))
    await rooms.confine(room, null)
    expect(asked().slice(2)).toEqual([
      { request: 'POST /rooms/:name/update-permissions', body: { data: { '*': OPEN } } },
    ])
    expect(whoHearsWhom(players)).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ])
  })

  it('[D25] takes the place of what was said before', async () => {
    const { rooms, room, players } = await callOf(3)
    await rooms.confine(room, idsOf(players.slice(0, 2)))
    await rooms.confine(room, idsOf(players.slice(1)))
    expect(whoHearsWhom(players)).toEqual([[], [0, 2], [0, 1]])
  })

  it('[D25] reaches who has entered since, when it is said again', async () => {
    const { rooms, room, present, players } = await callOf(2)
    const team = [players[0]!.playerId, newPlayerId()] as const
    await rooms.confine(room, new Set(team))
    const all = [...players, present(team[1]), present(newPlayerId())]
    await rooms.confine(room, new Set(team))
    expect(whoHearsWhom(all)).toEqual([[1, 2, 3], [3], [0, 1, 3], [1]])
  })

  it('[D25] is content when the call or the room is not there', async () => {
    const { rooms, room } = await callOf(0)
    for (const players of [new Set([newPlayerId()]), null]) {
      await expect(rooms.confine(room, players)).resolves.toBeUndefined()
      const noRoom = { ...room, name: 'wf-no-room' }
      await expect(rooms.confine(noRoom, players)).resolves.toBeUndefined()
    }
  })

  it.each([
    ['who is there', 'GET /rooms/:name/presence'],
    ['the change', 'POST /rooms/:name/update-permissions'],
  ])('[D25] fails when Daily refuses %s', async (_, on) => {
    const { standIn, rooms, room, players } = await callOf(2)
    standIn.fail({ on, behaviour: { kind: 'status', status: 403 } })
    const error = await errorOf(rooms.confine(room, idsOf(players)))
    expect(error).toMatchObject({ code: 'forbidden', attempts: 1 })
    expect(whoHearsWhom(players)).toEqual([[1], [0]])
  })
})
