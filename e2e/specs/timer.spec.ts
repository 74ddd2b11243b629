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

/** Longer than the shortest time that a turn may take. */
const TURN_TIMEOUT_MS = 25_000

test('[T3] a hard clock shows everybody the same, passes the turn on by itself, and a late guess counts for nothing', async ({
  profiles,
}) => {
  const four = await seatFour(profiles)
  await four.redSpymaster.setTimer({
    mode: 'Hard',
    clue: 15,
    guesses: 15,
    firstClueExtra: 120,
    bonus: 0,
  })
  await expect(
    four.blueOperative.page.getByText('15 s clue, 15 s guesses, hard', { exact: true }),
  ).toBeVisible()
  const round = await startRound(four)
  const spymaster = spymasterOf(four, round.startingTeam)
  const operative = operativeOf(four, round.startingTeam)
  const next = otherTeam(round.startingTeam)
  const letGo = await operative.holdGuesses()
  await operative.page.reload()
  await expect(operative.clock).toBeVisible()

  await spymaster.giveClue(CLUES[0], 2)
  await seeClue(four, CLUES[0])
  const [here, there] = await Promise.all([operative.secondsLeft(), spymaster.secondsLeft()])
  expect(here).toBeLessThanOrEqual(15)
  expect(Math.abs(here - there)).toBeLessThanOrEqual(1)
  const place = placesOf(round, round.startingTeam)[0]!
  await operative.guess(place)

  await expect(spymasterOf(four, next).clueForm).toBeVisible({ timeout: TURN_TIMEOUT_MS })
  for (const table of Object.values(four)) await expect(table.wire).toContainText('Out of time.')

  letGo()
  await expect(operative.page.getByRole('alert')).toContainText('Guess not counted.')
  for (const table of Object.values(four))
    await expect(table.card(place)).not.toHaveAccessibleName(/covered/)
})
