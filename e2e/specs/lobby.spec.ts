import { expect, nameOf, seatFour, startRound, test } from '../fixtures/people.ts'

test('a friend joins by the spoken code', async ({ profiles }) => {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'Late shift', playerName: 'Ada' })
  const code = await host.table.joinCode()
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)

  const friend = await profiles.open()
  await friend.lobby.open()
  await friend.lobby.joinByCode(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase(), 'Bob')

  await expect(friend.table.page.getByRole('heading', { name: 'Late shift' })).toBeVisible()
  await expect(host.table.page.getByText('Bob').first()).toBeVisible()
})

test('an open table is in the lobby while it is open; one by link only is not', async ({
  profiles,
}) => {
  const watcher = await profiles.open()
  await watcher.lobby.open()

  const open = await profiles.open()
  await open.lobby.open()
  await open.lobby.createGame({ gameName: 'Corrections', playerName: 'Ada', listed: true })
  await expect(watcher.lobby.openTables.getByText('Corrections')).toBeVisible()

  const hidden = await profiles.open()
  await hidden.lobby.open()
  await hidden.lobby.createGame({ gameName: 'Hush-hush', playerName: 'Dee' })
  await hidden.table.link()
  await expect(watcher.lobby.openTables.getByText('Hush-hush')).toHaveCount(0)

  await watcher.lobby.openTables
    .getByRole('link', { name: /Corrections/ })
    .first()
    .click()
  await watcher.table.join('Bob')
  await expect(open.table.page.getByText('Bob').first()).toBeVisible()
})

test('a spectator sees the table, but not the key', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const spectator = (await profiles.open()).table
  await spectator.page.goto(four.redSpymaster.page.url())
  await spectator.join('Gus')
  await startRound(four)
  await expect(spectator.board).toBeVisible()
  await expect(spectator.board.getByLabel(/, assassin/)).toHaveCount(0)
  await expect(four.redSpymaster.board.getByLabel(/, assassin/)).toHaveCount(1)
})

test('[R4] of two people who want one spymaster’s seat, one gets it and the other does not', async ({
  profiles,
}) => {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'One chair', playerName: 'Ada' })
  const link = await host.table.link()
  const guest = await profiles.open()
  await guest.table.page.goto(link)
  await guest.table.join('Bob')
  const seat = (table: typeof host.table) =>
    table.page.getByRole('button', { name: 'Sit here as Red spymaster' })
  await expect(seat(guest.table)).toBeVisible()

  // Both hold the button before either presses: whoever is slower presses one that may be gone by then.
  const buttons = await Promise.all([host, guest].map(({ table }) => seat(table).elementHandle()))
  await Promise.all(
    buttons.map((button) =>
      button?.evaluate((element) => element instanceof HTMLElement && element.click()),
    ),
  )

  await expect(seat(host.table)).toBeHidden()
  await expect(seat(guest.table)).toBeHidden()
  const spymasters = host.table.page
    .getByRole('region', { name: 'Red' })
    .getByText(/^Spymaster(?:,|$)/)
  await expect(spymasters).toHaveCount(1)
})

test('the invitation is copied with one click', async ({ profiles }) => {
  const { lobby, table } = await profiles.open()
  await lobby.open()
  await lobby.createGame({ gameName: 'Copy desk', playerName: nameOf('redSpymaster') })
  await table.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await table.page.getByRole('button', { name: 'Copy' }).click()
  await expect(table.page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await table.page.evaluate(() => navigator.clipboard.readText())).toBe(await table.link())
})

test('the lobby asks for no script but those that its page names, until somebody aims at a table', async ({
  profiles,
}) => {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'Light load', playerName: 'Ada', listed: true })
  await host.table.link()

  const { lobby } = await profiles.open()
  const asked: string[] = []
  lobby.page.on('request', (request) => {
    if (request.resourceType() === 'script') asked.push(new URL(request.url()).pathname)
  })
  const response = await lobby.page.goto('/')
  const page = (await response?.text()) ?? ''
  const way = lobby.openTables.getByRole('link', { name: /Light load/ })
  await expect(way).toBeVisible()
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((path) => !page.includes(`"${path}"`))).toEqual([])

  await way.hover()
  await expect.poll(() => asked.some((path) => path.includes('table-page'))).toBe(true)
})

test('a table starts at its top, and going back leads to where one was in the lobby', async ({
  profiles,
}) => {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'Far down', playerName: 'Ada', listed: true })
  await host.table.link()

  const { lobby } = await profiles.open()
  const { page } = lobby
  const scrolled = () => page.evaluate(() => scrollY)
  await page.setViewportSize({ width: 400, height: 500 })
  await lobby.open()
  const way = lobby.openTables.getByRole('link', { name: /Far down/ })
  await expect(way).toBeVisible()
  await lobby.byCode.scrollIntoViewIfNeeded()
  const before = await scrolled()
  expect(before).toBeGreaterThan(0)

  // By its own click: a pointer would have to scroll there first.
  await way.evaluate((element) => element instanceof HTMLElement && element.click())
  await expect(page.getByRole('form', { name: 'Join the table' })).toBeVisible()
  expect(await scrolled()).toBe(0)
  await page.goBack()
  await expect(lobby.coupon).toBeVisible()
  await expect.poll(scrolled).toBe(before)
  await page.reload()
  await expect(lobby.coupon).toBeVisible()
  await expect.poll(scrolled).toBe(before)
  await page.goForward()
  await expect(page.getByRole('form', { name: 'Join the table' })).toBeVisible()
})

test('a table whose script is gone loads the page anew, and only once', async ({ profiles }) => {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'Old edition', playerName: 'Ada', listed: true })
  await host.table.link()

  const { lobby } = await profiles.open()
  const { page } = lobby
  const TABLE_SCRIPT = /table-page.*\.js/
  const documents: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents.push(new URL(request.url()).pathname)
  })
  await lobby.open()
  const way = lobby.openTables.getByRole('link', { name: /Old edition/ })
  const path = await way.getAttribute('href')
  await page.route(TABLE_SCRIPT, (route) => route.abort())
  await way.click()
  await expect(page.getByRole('heading', { name: 'This page broke.' })).toBeVisible()
  expect(documents).toEqual(['/', path])

  await page.unroute(TABLE_SCRIPT)
  await page.getByRole('link', { name: 'Code of Daily, to the lobby' }).click()
  await way.click()
  await expect(page.getByRole('form', { name: 'Join the table' })).toBeVisible()
  expect(documents).toEqual(['/', path])
})
