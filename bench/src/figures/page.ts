import type { TablePage } from '@wordfare/e2e/table-page'
import type { Contestant } from '../contestant.ts'
import { gatherInCall } from '../driver/call-table.ts'
import { watchPresses, type Spot } from '../driver/presses.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'
import { percentile } from '../statistics.ts'
import { giveWay, startBrowsers } from '../subjects/browsers.ts'
import { measureFirstLoad } from './first-load.ts'

/** So many times the page's own thread is slowed down, as on a cheap phone; then not at all. */
const SLOWDOWNS = [4, 1]
/** What takes longer is felt. */
const FELT_MS = 100

type Press = 'choosing a card' | 'marking a card' | 'taking a choice back'

/**
 * What a browser loads for the lobby; and how soon what a player presses on the board is on the screen, while the pictures of
 * six play on the page, of which five come from real peers. From the input's own time to the presentation of the frame that
 * shows it. Only the page's main thread is slowed down: decoding, encoding and drawing are as fast as the machine is.
 */
export async function measurePage(
  { subject }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start('bare')
  await using browsers = await startBrowsers()
  const origin = `http://127.0.0.1:${running.ports[0] ?? 0}`
  await measureFirstLoad(browsers.measured, origin, card)
  const { table, framesShown } = await gatherInCall(origin, browsers)
  await giveWay(browsers.elsewhere)
  const places = await placesOn(table)
  const presses = await watchPresses(table.page)
  const devtools = await table.page.context().newCDPSession(table.page)
  const made: Press[] = []
  async function press(what: Press, at: Spot): Promise<void> {
    made.push(what)
    await presses.press(at)
  }

  let chosen = 0
  function nextPlace(): Place {
    const place = places[chosen++ % places.length]
    if (place === undefined) throw new Error('unreachable: there are places')
    return place
  }
  for (const rate of SLOWDOWNS) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate })
    const before = { frames: await framesShown(), presses: made.length, ms: performance.now() }
    for (let time = 0; time < extent.choices; time++) {
      const [one, other] = [nextPlace(), nextPlace()]
      await press('choosing a card', one.card)
      await press('marking a card', one.pencil)
      await press('choosing a card', other.card)
      await press('marking a card', other.pencil)
      await press('taking a choice back', other.card)
    }
    const seconds = (performance.now() - before.ms) / 1000
    const frames = await framesShown()
    const timesMs = await presses.timesMs()
    if (timesMs.length !== made.length) throw new Error('a press was not seen by the page')

    const how = `six in a call${rate === 1 ? '' : `, slowed down ${rate} times`}`
    const timed = made.map((what, nth) => ({ what, ms: timesMs[nth] ?? NaN })).slice(before.presses)
    for (const [what, alike] of Map.groupBy(timed, (one) => one.what)) {
      const sorted = alike.map(({ ms }) => ms).toSorted((a, b) => a - b)
      card.add(`p50 of ${what}, ${how}`, 'ms', percentile(sorted, 0.5))
      card.add(`p90 of ${what}, ${how}`, 'ms', percentile(sorted, 0.9))
    }
    const felt = timed.filter(({ ms }) => ms > FELT_MS)
    card.add(`presses over ${FELT_MS} ms, ${how}`, '%', (100 * felt.length) / timed.length)
    const rates = frames.map((count, picture) => (count - (before.frames[picture] ?? 0)) / seconds)
    if (rates.some((each) => each <= 0)) throw new Error('a picture does not play')
    card.add(`frames of the slowest picture, ${how}`, '1/s', Math.min(...rates))
  }
  card.add('layout shift of all presses', '1/1000', 1000 * (await presses.layoutShift()))
}

interface Place {
  readonly card: Spot
  /** On the foot of the card once it is chosen. */
  readonly pencil: Spot
}

/** Where cards are pressed that can be chosen. Finds out by choosing one, and takes that back. */
async function placesOn({ page, board }: TablePage): Promise<readonly Place[]> {
  const cards = board.locator('button[data-position][aria-disabled="false"]')
  const boxes = await cards.evaluateAll((all) =>
    all.map((one) => {
      const { left, top, bottom, width, height } = one.getBoundingClientRect()
      return { left, top, bottom, width, height }
    }),
  )
  await cards.first().click()
  const pencil = await page.getByRole('button', { name: /^Mark / }).boundingBox()
  await cards.first().click()
  const [first] = boxes
  if (!first || !pencil) throw new Error('no card can be chosen')
  const fromLeft = pencil.x + pencil.width / 2 - first.left
  const fromBottom = first.bottom - (pencil.y + pencil.height / 2)
  return boxes.map(({ left, top, width, height, bottom }) => ({
    card: { x: left + width / 2, y: top + height / 3 },
    pencil: { x: left + fromLeft, y: bottom - fromBottom },
  }))
}
