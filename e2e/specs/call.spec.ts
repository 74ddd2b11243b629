import { createHmac } from 'node:crypto'
import { fakeDaily } from '../fixtures/fake-daily.ts'
import { endRound, expect, seatFour, seesMoving, startRound, test } from '../fixtures/people.ts'
import { API_KEY, API_KEY_FORMS } from '../fixtures/product.ts'
import { recordTraffic } from '../fixtures/traffic.ts'

const HOUR_SECONDS = 3600

const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

/** What a token says, if the API key has signed it. */
function claimsOf(token: string): Record<string, unknown> {
  const [header = '', payload = '', signature] = token.split('.')
  expect(read(header)).toMatchObject({ alg: 'HS256' })
  expect(signature).toBe(
    createHmac('sha256', API_KEY).update(`${header}.${payload}`).digest('base64url'),
  )
  return read(payload)
}

test('every game gets one private room of its own, not named after the game', async ({
  profiles,
  product,
}) => {
  const before = product.daily.rooms.length
  const { lobby, table } = await profiles.open()
  await lobby.open()
  await lobby.createGame({ gameName: 'Room service', playerName: 'Ada' })
  const gameId = new URL(await table.link()).pathname.split('/').at(-1)!

  await expect.poll(() => product.daily.rooms.length).toBe(before + 1)
  const room = product.daily.rooms[0]!
  expect(room.privacy).toBe('private')
  expect(room.name).not.toContain(gameId)
  expect(gameId).not.toContain(room.name)
})

test('with the video service down, a game is made and played all the same', async ({
  profiles,
  product,
}) => {
  product.daily.fail({ behaviour: { kind: 'silence' } })
  try {
    const four = await seatFour(profiles)
    await endRound(four, await startRound(four))
  } finally {
    product.daily.recover()
  }
})

test('with Daily’s library out of reach, the panel says so and the game is played to its end', async ({
  profiles,
  product,
}) => {
  const four = await seatFour(profiles)
  const { page, call } = four.redOperative
  const asked: string[] = []
  await page.context().route(
    (url) => url.origin !== product.origin,
    (route) => {
      asked.push(route.request().url())
      return route.abort()
    },
  )
  await call.join.click()
  await expect(call.problem).toBeVisible()
  expect(asked.filter((url) => new URL(url).hostname === 'c.daily.co')).not.toEqual([])
  expect(call.violations).toEqual([])

  const ticket = four.redOperative.received.find((text) => text.includes('"token"'))
  const rooms = product.daily.rooms.filter(({ url }) => ticket?.includes(`"url":"${url}"`))
  expect(rooms).toEqual([expect.objectContaining({ privacy: 'private' })])

  await endRound(four, await startRound(four))
  await expect(call.problem).toBeVisible()
})

test('a player joins the private room with a pass of their own, and never gets hold of the key', async ({
  profiles,
  product,
}) => {
  const { lobby, table } = await profiles.open()
  const { page, call } = table
  const traffic = recordTraffic(page)
  const daily = await fakeDaily(page)
  await lobby.open()
  await lobby.createGame({ gameName: 'Front door', playerName: 'Ada' })
  await table.sit('red', 'spymaster')
  await call.enter({ camera: true })

  await expect(call.leave).toBeVisible()
  await seesMoving(call, 'Ada')
  await expect(call.muted('Ada')).toBeVisible()
  await call.switch('microphone', 'on')
  await expect(call.muted('Ada')).toBeHidden()

  expect(daily.joins).toHaveLength(1)
  const { domain, room, token } = daily.joins[0]!
  expect(product.daily.rooms).toContainEqual(
    expect.objectContaining({
      privacy: 'private',
      name: room,
      url: `https://${domain}.daily.co/${room}`,
    }),
  )
  const claims = claimsOf(token)
  expect(claims).toMatchObject({ r: room, d: product.daily.domainId, u: 'Ada' })
  expect(claims).not.toHaveProperty('o')
  expect(claims['exp']).toBeLessThanOrEqual(Date.now() / 1000 + HOUR_SECONDS)
  const seen = await traffic()
  expect(seen).toMatch(new RegExp(`"you":{[^}]*"playerId":"${String(claims['ud'])}"`))

  expect(seen).toContain(token)
  for (const form of API_KEY_FORMS) expect(seen).not.toContain(form)
  expect(daily.strays).toEqual([])
  expect(call.violations).toEqual([])
})

test('a pass that has expired is renewed once; whoever is put out of the call is told so', async ({
  profiles,
}) => {
  const { lobby, table } = await profiles.open()
  const { page, call } = table
  const daily = await fakeDaily(page)
  const tickets = () => table.received.filter((text) => text.includes('"token"')).length
  await lobby.open()
  await lobby.createGame({ gameName: 'Late pass', playerName: 'Ada' })

  daily.refuse('exp-token')
  await call.enter()
  await expect(call.leave).toBeVisible()
  await expect(call.problem).toBeHidden()
  await expect.poll(() => daily.joins.length).toBe(2)
  expect(tickets()).toBe(2)

  await daily.putOut('ejected')
  await expect(call.problem).toContainText('You were taken off the call')
  await expect(call.again).toBeHidden()

  await call.leave.click()
  daily.refuse('exp-token', 'exp-token')
  await call.enter()
  await expect(call.problem).toHaveText('Your pass for the call has expired. The game goes on.')
  await expect(call.again).toBeVisible()
  expect(daily.joins).toHaveLength(4)
  expect(tickets()).toBe(4)
})
