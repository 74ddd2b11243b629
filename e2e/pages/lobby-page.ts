import type { Locator, Page } from '@playwright/test'

/** The lobby as one person sees it. Locators and gestures only: what should be true is up to the spec. */
export class LobbyPage {
  readonly page: Page
  readonly coupon: Locator
  readonly byCode: Locator
  readonly openTables: Locator

  constructor(page: Page) {
    this.page = page
    this.coupon = page.getByRole('form', { name: 'Start a game' })
    this.byCode = page.getByRole('form', { name: /code/i })
    this.openTables = page.getByRole('region', { name: /Open tables/ })
  }

  async open(): Promise<void> {
    await this.page.goto('/')
  }

  /** Fills the coupon in and sends it. */
  async createGame(game: {
    gameName: string
    playerName: string
    listed?: boolean
  }): Promise<void> {
    await this.coupon.getByLabel('Name of the game').fill(game.gameName)
    await this.coupon.getByLabel('Your name').fill(game.playerName)
    await this.coupon.getByText(game.listed ? 'Open to all' : 'By link only').click()
    await this.coupon.getByRole('button', { name: 'Open the table' }).click()
  }

  async joinByCode(code: string, playerName: string): Promise<void> {
    await this.byCode.getByLabel(/Game code/).fill(code)
    await this.byCode.getByLabel('Your name').fill(playerName)
    await this.byCode.getByRole('button', { name: 'Join' }).click()
  }
}
