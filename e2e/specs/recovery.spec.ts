import {
  CLUES,
  expect,
  nameOf,
  operativeOf,
  placesOf,
  seatFour,
  seeClue,
  spymasterOf,
  startRound,
  test,
} from '../fixtures/people.ts'

test('a refresh in mid-turn keeps the seat, the clue and the board', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  await spymasterOf(four, team).giveClue(CLUES[0], 3)
  await seeClue(four, CLUES[0])
  const place = placesOf(round, team)[0]!
  await operativeOf(four, team).guess(place)
  await expect(spymasterOf(four, team).card(place)).toHaveAccessibleName(/covered/)

  await Promise.all(Object.values(four).map((table) => table.page.reload()))

  await seeClue(four, CLUES[0])
  expect(await spymasterOf(four, team).key()).toEqual(round.key)
  await expect(operativeOf(four, team).card(place)).toHaveAccessibleName(/covered/)
  await operativeOf(four, team).guess(placesOf(round, team)[1]!)
  await expect(spymasterOf(four, team).card(placesOf(round, team)[1]!)).toHaveAccessibleName(
    /covered/,
  )
})

test('a server killed in mid-turn loses nothing, and everyone is back by themselves', async ({
  profiles,
  product,
}) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  await spymasterOf(four, team).giveClue(CLUES[0], 5)
  await seeClue(four, CLUES[0])
  const [first, second] = placesOf(round, team)
  await operativeOf(four, team).guess(first!)
  await expect(spymasterOf(four, team).card(first!)).toHaveAccessibleName(/covered/)

  await product.crash()
  await Promise.all(Object.values(four).map((table) => expect(table.banner).toBeVisible()))
  await product.start()
  await Promise.all(
    Object.values(four).map((table) =>
      expect(table.page.getByRole('main')).toHaveAttribute('data-connection', 'live'),
    ),
  )

  await seeClue(four, CLUES[0])
  expect(await spymasterOf(four, team).key()).toEqual(round.key)
  await operativeOf(four, team).guess(second!)
  for (const table of Object.values(four)) {
    await expect(table.card(first!)).toHaveAccessibleName(/covered/)
    await expect(table.card(second!)).toHaveAccessibleName(/covered/)
  }
})

test('a second tab is the same player, in the same seat', async ({ profiles }) => {
  const four = await seatFour(profiles)
  await startRound(four)
  const first = four.redSpymaster.page
  const second = await first.context().newPage()
  await second.goto(first.url())
  await expect(second.getByRole('grid', { name: 'Board' })).toBeVisible()
  await expect(second.getByText(nameOf('redSpymaster')).first()).toBeVisible()
  await expect(second.getByLabel(/, assassin/)).toBeVisible()
})
