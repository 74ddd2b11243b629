import { CLUES, expect, seatFour, startRound, spymasterOf, test } from '../fixtures/people.ts'

const BAD_NAMES = [
  ['nothing', ''],
  ['blanks', '   '],
  ['thirty-one characters', 'a'.repeat(31)],
  ['an override that turns the text around', 'Ada\u202Ebob'],
  ['nothing visible', '\u200D\u200D'],
] as const

for (const [what, name] of BAD_NAMES) {
  test(`a name of ${what} gets a clear error in every form, and nothing is lost`, async ({
    profiles,
  }) => {
    const { lobby, table } = await profiles.open()
    await lobby.open()
    await lobby.createGame({ gameName: name, playerName: 'Ada' })
    await expect(lobby.coupon.getByLabel('Name of the game')).toHaveAttribute(
      'aria-invalid',
      'true',
    )
    await expect(lobby.coupon.getByRole('alert')).toBeVisible()
    await expect(lobby.coupon.getByLabel('Your name')).toHaveValue('Ada')
    expect(new URL(table.page.url()).pathname).toBe('/')

    await lobby.createGame({ gameName: 'Thursday desk', playerName: name })
    await expect(lobby.coupon.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true')
    await expect(lobby.coupon.getByLabel('Name of the game')).toHaveValue('Thursday desk')

    await lobby.createGame({ gameName: 'Thursday desk', playerName: 'Ada' })
    const link = await table.link()
    const guest = await profiles.open()
    await guest.table.page.goto(link)
    await guest.table.join(name)
    await expect(guest.table.gate.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true')
    await expect(guest.table.gate.getByRole('alert')).toBeVisible()
    await guest.table.join('Bob')
    await expect(table.page.getByText('Bob').first()).toBeVisible()
  })
}

test('a code that no table has, and one that is no code, are told apart and kept', async ({
  profiles,
}) => {
  const { lobby } = await profiles.open()
  await lobby.open()
  const code = lobby.byCode.getByLabel(/Game code/)
  await code.fill('K7M')
  await expect(lobby.byCode.getByRole('button', { name: 'Join' })).toBeDisabled()
  await lobby.joinByCode('ZZZZ2222', 'Bob')
  await expect(lobby.byCode.getByRole('alert')).toContainText('No table has that code')
  await expect(code).toHaveValue('ZZZZ2222')
})

test('a link to no table says so', async ({ profiles }) => {
  const { table } = await profiles.open()
  for (const id of ['no-id-at-all', 'abcdefghijklmnopqrstuv']) {
    await table.page.goto(`/g/${id}`)
    await expect(table.page.getByRole('heading', { name: 'No such table.' })).toBeVisible()
  }
})

test('a page that is none says so', async ({ profiles }) => {
  const { table } = await profiles.open()
  await table.page.goto('/g/')
  await expect(table.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(table.page.getByRole('link', { name: /lobby/i }).first()).toBeVisible()
})

for (const [what, clue, answer] of [
  ['two words', 'two words', 'One word only'],
  ['signs', 'sea&shore', 'signs in it'],
  ['twenty-five letters', 'z'.repeat(25), 'too long'],
] as const) {
  test(`a clue of ${what} is refused with the reason`, async ({ profiles }) => {
    const four = await seatFour(profiles)
    const round = await startRound(four)
    const spymaster = spymasterOf(four, round.startingTeam)
    await spymaster.clueForm.getByLabel('One word').fill(clue)
    await expect(spymaster.clueForm).toContainText(answer)
    await expect(spymaster.clueForm.getByRole('button', { name: 'Send clue' })).toBeDisabled()
    await spymaster.giveClue(CLUES[0], 1)
    await expect(spymaster.clue).toContainText(CLUES[0].toUpperCase())
  })
}

test('a forged cookie is nobody: the table asks for a name', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const page = four.redSpymaster.page
  const cookies = await page.context().cookies()
  await page
    .context()
    .addCookies(cookies.map((cookie) => ({ ...cookie, value: `${cookie.value.slice(0, -3)}abc` })))
  await page.reload()
  await expect(four.redSpymaster.gate).toBeVisible()
})
