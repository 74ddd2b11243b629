import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
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

const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]

/** Looks for violations in both editions, on a phone and on a desk. */
async function expectNoViolation(page: Page): Promise<void> {
  const before = page.viewportSize()!
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id, nodes }) => ({
          id,
          where: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
        })),
      ).toEqual([])
    }
  }
  await page.setViewportSize(before)
}

test('axe finds nothing in the lobby, at a table and on the front page', async ({ profiles }) => {
  test.slow()
  const visitor = await profiles.open()
  await visitor.lobby.open()
  await expect(visitor.lobby.coupon).toBeVisible()
  await expectNoViolation(visitor.table.page)

  const four = await seatFour(profiles)
  await visitor.table.page.goto(four.redSpymaster.page.url())
  await expect(visitor.table.gate).toBeVisible()
  await expectNoViolation(visitor.table.page)
  await expectNoViolation(four.redSpymaster.page)

  const round = await startRound(four)
  const team = round.startingTeam
  await expectNoViolation(spymasterOf(four, team).page)
  await spymasterOf(four, team).giveClue(CLUES[0], 2)
  await seeClue(four, CLUES[0])
  await operativeOf(four, team).guess(placesOf(round, team)[0]!)
  await operativeOf(four, team).card(placesOf(round, team)[1]!).click()
  await expectNoViolation(operativeOf(four, team).page)

  await operativeOf(four, team).guess(placesOf(round, 'assassin')[0]!)
  await expect(four.redOperative.page.getByRole('button', { name: 'Change seats' })).toBeVisible()
  await expectNoViolation(four.redOperative.page)
})

test('what happens is said in a live region', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  await spymasterOf(four, team).giveClue(CLUES[0], 2)
  const heard = operativeOf(four, team).page.locator('[aria-live="polite"]')
  await expect(heard.filter({ hasText: new RegExp(CLUES[0], 'i') }).first()).toBeAttached()
})
