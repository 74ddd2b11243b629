import type { TablePage } from '../pages/table-page.ts'
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
/** How far the clock on a page may be from the server's, on a line as short as here. */
const OFF_MAX_MS = 200
const MINUTE_MS = 60_000

/** How far the clock on a page is from the server's when it shows another second: the median of three. */
async function offBy(table: TablePage, deadlineAtMs: number): Promise<number> {
  const offs: number[] = []
  while (offs.length < 3) {
    const { secondsLeft, serverMs } = await table.nextSecond()
    offs.push(Math.abs(deadlineAtMs - serverMs - secondsLeft * 1_000))
  }
  return offs.toSorted((a, b) => a - b)[1]!
}

test('[T3] a hard clock shows everybody the server’s time, whatever their own shows, passes the turn on by itself, and a late guess counts for nothing', async ({
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
  await operative.setClockAhead(5 * MINUTE_MS)
  await operative.page.reload()
  await expect(operative.clock).toBeVisible()

  await spymaster.giveClue(CLUES[0], 2)
  await seeClue(four, CLUES[0])
  expect(await operative.secondsLeft()).toBeLessThanOrEqual(15)
  const deadlineAtMs = spymaster.clueGivenAtMs() + 15_000
  const offs = await Promise.all([operative, spymaster].map((table) => offBy(table, deadlineAtMs)))
  expect(Math.max(...offs)).toBeLessThan(OFF_MAX_MS)
  console.log(
    `the clocks of two pages were ${offs.map(Math.round).join(' and ')} ms off the server’s`,
  )
  const place = placesOf(round, round.startingTeam)[0]!
  await operative.guess(place)

  await expect(spymasterOf(four, next).clueForm).toBeVisible({ timeout: TURN_TIMEOUT_MS })
  for (const table of Object.values(four)) await expect(table.wire).toContainText('Out of time.')

  letGo()
  await expect(operative.page.getByRole('alert')).toContainText('Guess not counted.')
  for (const table of Object.values(four))
    await expect(table.card(place)).not.toHaveAccessibleName(/covered/)
})
