import { CallPage } from '../pages/call-page.ts'
import { API_KEY } from '../fixtures/product.ts'
import {
  CLUES,
  expect,
  operativeOf,
  placesOf,
  seatFour,
  seeClue,
  spymasterOf,
  startRound,
  test,
} from '../fixtures/people.ts'

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
    const round = await startRound(four)
    const team = round.startingTeam
    await spymasterOf(four, team).giveClue(CLUES[0], 1)
    await seeClue(four, CLUES[0])
    await operativeOf(four, team).guess(placesOf(round, 'assassin')[0]!)
    await expect(four.redSpymaster.page.getByRole('button', { name: 'Play round 2' })).toBeVisible()
  } finally {
    product.daily.recover()
  }
})

test('with Daily’s library out of reach, the panel says so and the game is played to its end', async ({
  profiles,
  product,
}) => {
  const four = await seatFour(profiles)
  const { page } = four.redOperative
  const asked: string[] = []
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  await page.context().route(
    (url) => url.origin !== product.origin,
    (route) => {
      asked.push(route.request().url())
      return route.abort()
    },
  )
  const call = new CallPage(page)
  await call.join.click()
  await expect(call.problem).toBeVisible()
  expect(asked.filter((url) => new URL(url).hostname === 'c.daily.co')).not.toEqual([])
  expect(violations).toEqual([])

  const ticket = four.redOperative.received.find((text) => text.includes('"token"'))
  const rooms = product.daily.rooms.filter(({ url }) => ticket?.includes(`"url":"${url}"`))
  expect(rooms).toEqual([expect.objectContaining({ privacy: 'private' })])
  expect([...four.redOperative.received, ...asked].join()).not.toContain(API_KEY)

  const round = await startRound(four)
  const team = round.startingTeam
  await spymasterOf(four, team).giveClue(CLUES[0], 1)
  await seeClue(four, CLUES[0])
  await operativeOf(four, team).guess(placesOf(round, 'assassin')[0]!)
  await expect(page.getByRole('button', { name: 'Play round 2' })).toBeVisible()
})
