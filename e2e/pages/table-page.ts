import type { Locator, Page, WebSocketRoute } from '@playwright/test'
import { CallPage } from './call-page.ts'

export type Team = 'red' | 'blue'
export type Role = 'spymaster' | 'operative'
export type Kind = Team | 'bystander' | 'assassin'

const teamName = { red: 'Red', blue: 'Blue' } as const

/** What a browser and the server tell each other by; media have ways of their own. */
export interface Line {
  /** The server is left with an end that leads nowhere, and tries to connect wait until the line is mended. */
  cut(): Promise<void>
  mend(): void
}

/** How turns are timed, in seconds. */
export interface TimerSettings {
  readonly mode: 'Soft' | 'Hard'
  readonly clue: number
  readonly guesses: number
  readonly firstClueExtra: number
  readonly bonus: number
}

/** The table as one person sees it. Locators and gestures only: what should be true is up to the spec. */
export class TablePage {
  readonly page: Page
  readonly call: CallPage
  readonly gate: Locator
  readonly board: Locator
  readonly clue: Locator
  readonly clueForm: Locator
  readonly clock: Locator
  readonly wire: Locator
  readonly endTurnButton: Locator
  readonly banner: Locator
  readonly start: Locator
  /** Everything that this browser has received over sockets and HTTP, in order. */
  readonly received: string[] = []

  constructor(page: Page) {
    this.page = page
    this.call = new CallPage(page)
    this.gate = page.getByRole('form', { name: 'Join the table' })
    this.board = page.getByRole('grid', { name: 'Board' })
    this.clue = page.getByRole('region', { name: 'Current clue' })
    this.clueForm = page.getByRole('form', { name: 'Your clue' })
    this.clock = page.getByRole('timer')
    this.wire = page.getByRole('log', { name: 'Wire' })
    this.endTurnButton = page.getByRole('button', { name: 'End turn' })
    this.banner = page.getByText('The line dropped.', { exact: true })
    this.start = page.getByRole('button', { name: 'Start the round' })
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => this.received.push(String(payload))),
    )
    page.on('response', (response) => {
      if (!response.url().includes('/trpc')) return
      response.text().then(
        (body) => this.received.push(body),
        // A page that is left takes its unread answers along.
        () => {},
      )
    })
  }

  async join(playerName: string): Promise<void> {
    await this.gate.getByLabel('Your name').fill(playerName)
    await this.gate.getByRole('button', { name: 'Join the table' }).click()
  }

  async sit(team: Team, role: Role): Promise<void> {
    await this.page.getByRole('button', { name: `Sit here as ${teamName[team]} ${role}` }).click()
  }

  /** The game's link, as the invitation shows it. */
  async link(): Promise<string> {
    return this.page.getByRole('textbox', { name: 'Link to this table' }).inputValue()
  }

  /** The host's wish for silence. */
  async muteEverybody(): Promise<void> {
    await this.page.getByRole('button', { name: 'People at the table' }).click()
    await this.page.getByRole('button', { name: 'Mute everybody' }).click()
    await this.page.keyboard.press('Escape')
  }

  /** The host takes somebody off the table. */
  async remove(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Options for ${name}` }).click()
    await this.page.getByRole('menuitem', { name: 'Remove from the table' }).click()
    await this.page.getByRole('button', { name: 'Remove', exact: true }).click()
  }

  /** The host turns settings of the brief on, by what they are called there. */
  async turnOn(...settings: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Change the brief' }).click()
    for (const setting of settings) {
      await this.page.getByRole('group', { name: setting }).getByText('On', { exact: true }).click()
    }
    await this.page.getByRole('button', { name: 'Save the brief' }).click()
  }

  /** The host has turns timed. */
  async setTimer(timer: TimerSettings): Promise<void> {
    await this.page.getByRole('button', { name: 'Change the brief' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'The brief' })
    await dialog
      .getByRole('group', { name: 'Clock' })
      .getByText(timer.mode, { exact: true })
      .click()
    await dialog.getByLabel('Seconds for a clue').fill(String(timer.clue))
    await dialog.getByLabel('Seconds for the guesses').fill(String(timer.guesses))
    await dialog.getByLabel('More for the first clue').fill(String(timer.firstClueExtra))
    await dialog.getByLabel('More for each right guess').fill(String(timer.bonus))
    await dialog.getByRole('button', { name: 'Save the brief' }).click()
  }

  /** The seconds that the clock shows. */
  async secondsLeft(): Promise<number> {
    const shown = await this.clock.innerText()
    const [, minutes, seconds] = /(\d+):(\d+)/.exec(shown) ?? []
    return Number(minutes) * 60 + Number(seconds)
  }

  /** When the last clue was given by the server's clock, as this browser was told. */
  clueGivenAtMs(): number {
    const told = this.received.findLast((frame) => frame.includes('"type":"ClueGiven"'))
    return Number(/"atMs":(\d+)/.exec(told ?? '')?.[1])
  }

  /** Waits until the clock shows another second, and asks the server what the time was then. */
  async nextSecond(): Promise<{ readonly secondsLeft: number; readonly serverMs: number }> {
    const serverMs = await this.clock.evaluate(async (clock) => {
      await new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect()
          resolve()
        })
        observer.observe(clock, { subtree: true, childList: true, characterData: true })
      })
      const shownAtMs = performance.now()
      const answer: { result: { data: { nowMs: number } } } = await (
        await fetch('/trpc/clock')
      ).json()
      return answer.result.data.nowMs - (performance.now() - shownAtMs) / 2
    })
    return { secondsLeft: await this.secondsLeft(), serverMs }
  }

  /** From the next load on, this browser's clock is so far ahead of all others. */
  async setClockAhead(aheadMs: number): Promise<void> {
    await this.page.addInitScript((ms) => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + ms
    }, aheadMs)
  }

  /** From the next load on, guesses get stuck on this browser's line, until what this resolves to is called. */
  async holdGuesses(): Promise<() => void> {
    const stuck: (() => void)[] = []
    await this.page.routeWebSocket(/\/trpc/, (here) => {
      const server = here.connectToServer()
      here.onMessage((message) => {
        if (String(message).includes('"guess"')) stuck.push(() => server.send(message))
        else server.send(message)
      })
    })
    return () => {
      for (const send of stuck.splice(0)) send()
    }
  }

  /** From the next load on, this browser's line to the server is one that can be cut. */
  async cuttableLine(): Promise<Line> {
    let ends: readonly WebSocketRoute[] = []
    let mended = Promise.withResolvers<void>()
    mended.resolve()
    await this.page.routeWebSocket(/\/trpc/, async (here) => {
      await mended.promise
      ends = [here, here.connectToServer()]
    })
    return {
      async cut() {
        mended = Promise.withResolvers()
        for (const end of ends) {
          end.onMessage(() => undefined)
          end.onClose(() => undefined)
        }
        await ends[0]?.close()
      },
      mend: () => mended.resolve(),
    }
  }

  async joinCode(): Promise<string> {
    return (await this.page.getByLabel('Code', { exact: true }).innerText()).replaceAll(/\s/g, '')
  }

  /** The button of a card by its place; 0 is top left. */
  card(place: number): Locator {
    return this.board.getByRole('gridcell').nth(place).locator('button').first()
  }

  async giveClue(word: string, count: number): Promise<void> {
    await this.clueForm.getByLabel('One word').fill(word)
    const stepper = this.clueForm.getByRole('group', { name: 'How many' })
    const shown = stepper.locator('output')
    const now = Number(await shown.innerText())
    const button = stepper.getByRole('button', { name: now < count ? 'One more' : 'One fewer' })
    for (let step = Math.abs(count - now); step > 0; step--) await button.click()
    await this.clueForm.getByRole('button', { name: 'Send clue' }).click()
  }

  /** Both steps of a guess. */
  async guess(card: number): Promise<void> {
    await this.card(card).click()
    await this.page.getByRole('button', { name: /^Guess / }).click()
  }

  async endTurn(): Promise<void> {
    await this.endTurnButton.click()
  }

  /** The key, as a spymaster's own board tells it. */
  async key(): Promise<readonly Kind[]> {
    const names = await this.board
      .locator('button[data-position]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? ''))
    return names.map((name) => {
      if (name.includes(', assassin')) return 'assassin'
      if (name.includes(', bystander')) return 'bystander'
      if (name.includes(', Red')) return 'red'
      if (name.includes(', Blue')) return 'blue'
      throw new Error(`no kind in ${name}`)
    })
  }
}
