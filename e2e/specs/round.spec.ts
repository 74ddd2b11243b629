import {
  CLUES,
  expect,
  operativeOf,
  otherTeam,
  placesOf,
  seatFour,
  seeClue,
  spymasterOf,
  startRound,
  test,
} from '../fixtures/people.ts'

test('[E1] four people play a round to its last card, and go on with the score kept', async ({
  profiles,
}) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const { startingTeam } = round
  const others = otherTeam(startingTeam)
  const [first, second, third] = CLUES

  // A first turn that ends at a bystander, a short one across the table, and then all the rest.
  await spymasterOf(four, startingTeam).giveClue(first, 2)
  await seeClue(four, first)
  const mine = placesOf(round, startingTeam)
  await operativeOf(four, startingTeam).guess(mine[0]!)
  await expect(operativeOf(four, others).card(mine[0]!)).toHaveAccessibleName(/covered/)
  await operativeOf(four, startingTeam).guess(placesOf(round, 'bystander')[0]!)

  await expect(spymasterOf(four, others).clueForm).toBeVisible()
  await spymasterOf(four, others).giveClue(second, 1)
  await seeClue(four, second)
  await expect(operativeOf(four, others).endTurnButton).toBeDisabled()
  await operativeOf(four, others).guess(placesOf(round, others)[0]!)
  await operativeOf(four, others).endTurn()

  await expect(spymasterOf(four, startingTeam).clueForm).toBeVisible()
  await spymasterOf(four, startingTeam).giveClue(third, mine.length - 1)
  await seeClue(four, third)
  for (const place of mine.slice(1)) {
    const card = operativeOf(four, startingTeam).card(place)
    await operativeOf(four, startingTeam).guess(place)
    if (place !== mine.at(-1)) await expect(card).toHaveAccessibleName(/covered/)
  }

  const tally = startingTeam === 'red' ? 'Red 1' : 'Blue 1'
  for (const table of Object.values(four)) {
    await expect(table.page.getByRole('button', { name: 'Change seats' })).toBeVisible()
    await expect(table.page.getByText(tally)).toBeVisible()
  }

  await four.redSpymaster.page.getByRole('button', { name: 'Play round 2' }).click()
  for (const table of Object.values(four)) {
    await expect(table.board).toBeVisible()
    await expect(table.page.getByText(/round 2/i).first()).toBeVisible()
  }
})

test('[E2] the assassin ends the round at once, for everyone at the table', async ({
  profiles,
}) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const { startingTeam } = round

  await spymasterOf(four, startingTeam).giveClue(CLUES[0], 1)
  await seeClue(four, CLUES[0])
  await operativeOf(four, startingTeam).guess(placesOf(round, 'assassin')[0]!)

  const winner = startingTeam === 'red' ? 'Blue' : 'Red'
  for (const table of Object.values(four)) {
    await expect(table.page.getByRole('heading', { level: 1 })).toContainText(
      new RegExp(`${winner}|breakfast`, 'i'),
    )
    await expect(table.page.getByText(`${winner} 1`)).toBeVisible()
  }
})

test('[G9] a mark is seen by everyone and goes when the turn ends', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  await spymasterOf(four, team).giveClue(CLUES[0], 1)
  await seeClue(four, CLUES[0])

  const operative = operativeOf(four, team)
  const marked = placesOf(round, team)[0]!
  await operative.card(marked).click()
  await operative.page.getByRole('button', { name: /^Mark / }).click()
  for (const table of Object.values(four)) {
    await expect(table.card(marked)).toHaveAccessibleName(/marked by/)
  }

  await operative.guess(placesOf(round, otherTeam(team))[0]!)
  for (const table of Object.values(four)) {
    await expect(table.card(marked)).not.toHaveAccessibleName(/marked by/)
  }
})

test('[C4] a spymaster’s circles are for that spymaster alone, and set the count', async ({
  profiles,
}) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  const spymaster = spymasterOf(four, team)
  const [first, second] = placesOf(round, team)

  await spymaster.card(first!).click()
  await spymaster.card(second!).click()
  await expect(spymaster.card(first!)).toHaveAccessibleName(/circled/)
  await expect(
    spymaster.clueForm.getByRole('group', { name: 'How many' }).locator('output'),
  ).toHaveText('2')
  await spymaster.clueForm.getByLabel('One word').fill(CLUES[0])
  await spymaster.clueForm.getByRole('button', { name: 'Send clue' }).click()
  await seeClue(four, CLUES[0])

  await expect(spymaster.card(first!)).toHaveAccessibleName(/circled/)
  for (const table of Object.values(four).filter((other) => other !== spymaster)) {
    await expect(table.card(first!)).not.toHaveAccessibleName(/circled/)
  }
})

test('[L1] the checker says what is wrong while the spymaster types, and keeps the word', async ({
  profiles,
}) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const spymaster = spymasterOf(four, round.startingTeam)
  const word = (await spymaster.card(0).getAttribute('aria-label'))!.split(',')[0]!

  const field = spymaster.clueForm.getByLabel('One word')
  await field.fill(word.toLowerCase())
  await expect(spymaster.clueForm).toContainText(`${word} is still on the board`)
  await expect(spymaster.clueForm.getByRole('button', { name: 'Send clue' })).toBeDisabled()
  await expect(field).toHaveValue(word.toLowerCase())

  await field.fill('two words')
  await expect(spymaster.clueForm).toContainText('One word only')
  await field.fill(CLUES[0])
  await expect(spymaster.clueForm).toContainText('Nothing against it')
})

test('the whole of a turn is played by keyboard alone', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  const spymaster = spymasterOf(four, team)

  await spymaster.clueForm.getByLabel('One word').focus()
  await spymaster.page.keyboard.type(CLUES[0])
  await expect(spymaster.clueForm).toContainText('Nothing against it')
  await spymaster.page.keyboard.press('Enter')
  await seeClue(four, CLUES[0])

  const operative = operativeOf(four, team)
  const place = placesOf(round, team)[0]!
  await operative.card(0).focus()
  for (let row = 0; row < Math.floor(place / 5); row++) {
    await operative.page.keyboard.press('ArrowDown')
  }
  for (let column = 0; column < place % 5; column++) {
    await operative.page.keyboard.press('ArrowRight')
  }
  await expect(operative.card(place)).toBeFocused()
  await operative.page.keyboard.press('Enter')
  await expect(operative.page.getByRole('button', { name: /^Guess / })).toBeFocused()
  await operative.page.keyboard.press('Escape')
  await expect(operative.page.getByRole('button', { name: /^Guess / })).toBeHidden()
  await expect(operative.card(place)).toBeFocused()
  await operative.page.keyboard.press('Enter')
  await operative.page.keyboard.press('Enter')
  await expect(operative.card(place)).toHaveAccessibleName(/covered/)
})
