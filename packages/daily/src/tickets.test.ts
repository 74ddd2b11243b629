import { fc, test } from '@fast-check/vitest'
import { playerIdSchema } from '@wordfare/contracts'
import { decodeJwt, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

import { errorOf, makeRooms, newPlayerId } from '../test/harness.ts'
import { KEY } from '../test/known-key.ts'
import { Secret } from './secret.ts'

const HOUR_SECONDS = 3_600
const NOW_SECONDS = 1_700_000_000
const room = {
  name: 'wf-test',
  url: 'https://wordfare-test.daily.co/wf-test',
  domainId: '30f866c3-9123-452a-8723-ff58322d09c5',
  expiresAtMs: (NOW_SECONDS + 24 * HOUR_SECONDS) * 1_000,
}
const noNetwork: typeof fetch = () => {
  throw new Error('a ticket needs no request')
}
const { rooms } = makeRooms({ now: () => NOW_SECONDS * 1_000, fetch: noNetwork })

const nameOf = async (name: string) => {
  const { token } = await rooms.ticket(room, { playerId: newPlayerId(), name })
  return decodeJwt(token)['u']
}

describe('a ticket', () => {
  it('[D9] is the known token for known values, to the byte', async () => {
    const known = makeRooms({
      apiKey: new Secret('sk_test_0000000000000000000000000000'),
      now: () => NOW_SECONDS * 1_000 + 999,
      fetch: noNetwork,
    })
    // Shorter than our ids are, so that the token can be compared with those of other programs.
    const playerId = z.string().brand<'PlayerId'>().parse('p_0123456789abcdef')
    expect(await known.rooms.ticket(room, { playerId, name: 'Ada' })).toEqual({
      url: room.url,
      token:
        'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyIjoid2YtdGVzdCIsImQiOiIzMGY4NjZjMy05MTIzLTQ1MmEtODcyMy1mZjU4MzIyZDA5YzUiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMCwidWQiOiJwXzAxMjM0NTY3ODlhYmNkZWYiLCJ1IjoiQWRhIiwiYW8iOnRydWUsInZvIjp0cnVlfQ.GtCO64xSwfwwvnFGsE83wkaIi8Ppzstwy-dtyItMDiA',
      expiresAtMs: (NOW_SECONDS + HOUR_SECONDS) * 1_000,
    })
  })

  test.prop([
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
    fc.integer({ min: 1_000, max: 48 * HOUR_SECONDS * 1_000 }),
  ])('[D9] holds these claims and no others, for any player and room', async (name, id, leftMs) => {
    const playerId = playerIdSchema.parse(Buffer.from(id).toString('base64url'))
    const closing = { ...room, expiresAtMs: NOW_SECONDS * 1_000 + leftMs }
    const { token, expiresAtMs } = await rooms.ticket(closing, { playerId, name })
    const { payload } = await jwtVerify(token, Buffer.from(KEY), {
      algorithms: ['HS256'],
      currentDate: new Date(NOW_SECONDS * 1_000),
    })
    expect(payload).toEqual({
      r: room.name,
      d: room.domainId,
      iat: NOW_SECONDS,
      exp: Math.min(NOW_SECONDS + Math.floor(leftMs / 1_000), NOW_SECONDS + HOUR_SECONDS),
      ud: playerId,
      u: expect.any(String),
      ao: true,
      vo: true,
    })
    expect(expiresAtMs).toBe((payload.exp ?? 0) * 1_000)
    expect(playerId.length).toBeLessThanOrEqual(36)
    expect(token.length).toBeLessThan(2_048)
    const shown = String(payload['u'])
    expect(shown).toBe(shown.normalize('NFC'))
    expect(shown).not.toMatch(/\p{Cc}|\p{Cs}/u)
    expect(Array.from(shown).length).toBeLessThanOrEqual(30)
  })

  it.each([
    ['Zoe\u0308', 'Zoë'],
    ['A\u0000da\n\u007f', 'Ada'],
    ['Ada\u202Eecila', 'Adaecila'],
    ['e\u0000\u0301', 'é'],
    ['𝔸'.repeat(31), '𝔸'.repeat(30)],
    ['\ud83dAda', 'Ada'],
  ])('[D9] shows the name %j as %j', async (name, shown) => {
    expect(await nameOf(name)).toBe(shown)
  })

  it.each([0, -1, 999])('[D9] is not given for a room with %d ms left', async (leftMs) => {
    const closed = { ...room, expiresAtMs: NOW_SECONDS * 1_000 + leftMs }
    const error = await errorOf(rooms.ticket(closed, { playerId: newPlayerId(), name: 'Ada' }))
    expect(error).toMatchObject({ code: 'room-closed', status: null, attempts: 0 })
  })
})
