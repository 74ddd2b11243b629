import { createHmac } from 'node:crypto'

import { fc, test } from '@fast-check/vitest'
import { gameIdSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'

import { makeRooms, newGameId, openHouse } from '../test/harness.ts'
import { NEXT_KEY } from '../test/known-key.ts'
import { createRoomNames } from './room-names.ts'
import { Secret } from './secret.ts'

const SECRET = 'the secret of this deployment'
const ours = createRoomNames(new Secret(SECRET))
const theirs = createRoomNames(new Secret('the secret of another deployment'))

const digest = (text: string) => createHmac('sha256', SECRET).update(text).digest('base64url')

const gameId = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => gameIdSchema.parse(Buffer.from(bytes).toString('base64url')))

describe('the name of a room', () => {
  it('[D7] is the known name for a known game', () => {
    const known = gameIdSchema.parse('AAAAAAAAAAAAAAAAAAAAAA')
    expect(ours.nameOf(known)).toBe(
      `wf-${digest('deployment').slice(0, 6)}-${digest(`room-name:${known}`).slice(0, 22)}`,
    )
  })

  const games = new Map<string, string>()
  test.prop([gameId], { numRuns: 10_000 })(
    '[D7] follows from the game, so that only the holder of the secret can tell which',
    (id) => {
      const name = ours.nameOf(id)
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,32}$/u)
      expect(name).not.toContain(id)
      expect(ours.nameOf(id)).toBe(name)
      expect(games.get(name) ?? id).toBe(id)
      games.set(name, id)
    },
  )

  test.prop([gameId])('[D7] belongs to one deployment', (id) => {
    expect([ours.isOurs(ours.nameOf(id)), theirs.isOurs(theirs.nameOf(id))]).toEqual([true, true])
    expect([ours.isOurs(theirs.nameOf(id)), theirs.isOurs(ours.nameOf(id))]).toEqual([false, false])
  })

  const character = fc.constantFrom(...'abcXYZ019_-'.split(''))
  const noise = fc.string({ unit: character, maxLength: 40 })
  const ofAnyDeployment = fc
    .string({ unit: character, minLength: 29, maxLength: 29 })
    .map((rest) => `wf-${rest}`)
  const nearMiss = fc
    .tuple(gameId, noise.filter(Boolean), fc.nat({ max: 31 }))
    .chain(([id, more, at]) => {
      const name = ours.nameOf(id)
      return fc.constantFrom(`${name}${more}`, `${more}${name}`, name.slice(0, at))
    })
  test.prop([fc.oneof(noise, ofAnyDeployment, nearMiss)])(
    '[D7] is not what another making looks like',
    (name) => {
      expect(ours.isOurs(name)).toBe(false)
    },
  )

  it('[D7] outlives a change of the key', async () => {
    const { standIn, rooms } = await openHouse()
    const id = newGameId()
    const { name } = await rooms.openRoom(id)
    const nextKey = new Secret(NEXT_KEY)
    standIn.acceptKey(NEXT_KEY)
    const { rooms: next } = makeRooms({ apiUrl: standIn.url, apiKey: nextKey })
    expect((await next.openRoom(id)).name).toBe(name)
    expect(standIn.rooms).toHaveLength(1)
  })
})
