import { SignJWT } from 'jose'
import { expect, it } from 'vitest'

import { KEY, NEXT_KEY } from '../test/known-key.ts'
import { SOON, invalid, standInAt } from '../test/stand-in-at.ts'

const sign = (claims: Record<string, unknown>, key = KEY) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(Buffer.from(key))

it('says what a token of its domain grants, and keeps the token out of its record', async () => {
  const { standIn, ask } = await standInAt()
  const iat = SOON - 60
  const token = await sign({ r: 'a', d: standIn.domainId, iat, exp: SOON, ud: 'ada', ao: true })
  expect(await ask('GET', `/meeting-tokens/${token}`)).toEqual({
    status: 200,
    body: {
      room_name: 'a',
      user_id: 'ada',
      is_owner: false,
      start_audio_off: true,
      start_video_off: false,
      exp: SOON,
    },
  })
  expect(standIn.requests.map(({ path }) => path)).toEqual(['/meeting-tokens/:token'])
})

it.each<[string, Record<string, unknown>, string?]>([
  ['no room', { r: undefined }],
  ['another domain', { d: 'another' }],
  ['an end that is over', { exp: SOON - 60 }],
  ['a beginning that is to come', { nbf: SOON }],
  ['a claim that nobody knows', { room_name: 'a' }],
  ['the signature of another key', {}, NEXT_KEY],
])('refuses a token with %s', async (_, claims, key) => {
  const { standIn, ask } = await standInAt()
  const good = { r: 'a', d: standIn.domainId, iat: SOON - 60, exp: SOON }
  expect(await ask('GET', `/meeting-tokens/${await sign({ ...good, ...claims }, key)}`)).toEqual(
    invalid(),
  )
})

it('refuses what is no token, and every token of a key that is no longer taken', async () => {
  const { standIn, ask } = await standInAt()
  expect(await ask('GET', '/meeting-tokens/a.b.c')).toEqual(invalid())
  const token = await sign({ r: 'a', d: standIn.domainId, iat: SOON - 60, exp: SOON })
  standIn.acceptKey(NEXT_KEY)
  const headers = { authorization: `Bearer ${NEXT_KEY}` }
  expect(await ask('GET', `/meeting-tokens/${token}`, undefined, headers)).toEqual(invalid())
  expect((await ask('GET', '/')).status).toBe(401)
})
