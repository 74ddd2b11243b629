import {
  CLUES,
  nameOf,
  openProfile,
  placesOf,
  seatFour,
  seeClue,
  seesMoving,
  startRound,
  type Four,
  type Profile,
} from '@wordfare/e2e/people'
import type { TablePage } from '@wordfare/e2e/table-page'
import type { Browsers } from '../subjects/browsers.ts'

/** A table at which six are in a call with their cameras on, and Red is to guess. */
export interface CallTable {
  /** The table as Red's operative sees it, in the browser that is measured. */
  readonly table: TablePage
  /** How many frames of each of the six pictures have been shown there so far. */
  readonly framesShown: () => Promise<readonly number[]>
}

const VIEWPORT = { width: 1440, height: 900 }
const MORE_OPERATIVES = [
  ['Fay', 'red'],
  ['Gus', 'blue'],
] as const
/** To each of the four others elsewhere: a picture and a voice. */
const TRACKS_HELD_BACK = 8

declare global {
  interface Window {
    /** How many tracks this page has not sent so far. */
    tracksHeldBack: number
    isSending: boolean
  }
}

/** What a page elsewhere runs before all else: connected as it is, it sends nothing to anybody until `isSending`. */
function holdTracksBack(): void {
  // It is called on the sender that it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const { replaceTrack } = RTCRtpSender.prototype
  window.tracksHeldBack = 0
  window.isSending = false
  RTCRtpSender.prototype.replaceTrack = function (track) {
    if (window.isSending) return replaceTrack.call(this, track)
    window.tracksHeldBack += 1
    return replaceTrack.call(this, null)
  }
}

/**
 * Six real people at a table of the server at `origin`. The five elsewhere are connected with everybody, but send their
 * pictures and voices to the measured page alone and draw nothing: what is left of them is what a network would bring.
 */
export async function gatherInCall(
  origin: string,
  { measured, elsewhere }: Browsers,
): Promise<CallTable> {
  const profiles: Profile[] = []
  async function open(): Promise<Profile> {
    // The second to come is Red's operative.
    const isMeasured = profiles.length === 1
    const profile = await openProfile(isMeasured ? measured : elsewhere, origin, {
      isMotionReduced: false,
    })
    const { page } = profile.table
    await page.setViewportSize(VIEWPORT)
    if (!isMeasured) await page.addInitScript(holdTracksBack)
    profiles.push(profile)
    return profile
  }

  const four = await seatFour({ open })
  const link = await four.redSpymaster.link()
  for (const [name, team] of MORE_OPERATIVES) {
    const { table } = await open()
    await table.page.goto(link)
    await table.join(name)
    await table.sit(team, 'operative')
  }
  await haveRedGuess(four)

  const table = four.redOperative
  const others = profiles.map((profile) => profile.table).filter((one) => one !== table)
  await Promise.all(others.map(({ call }) => call.enter({ camera: true, microphone: true })))
  for (const { page } of others) {
    await page.waitForFunction((count) => window.tracksHeldBack >= count, TRACKS_HELD_BACK)
    await page.evaluate(() => {
      window.isSending = true
      document.body.style.display = 'none'
    })
  }
  await table.call.enter({ camera: true, microphone: true })
  const names = [
    ...(['redSpymaster', 'redOperative', 'blueSpymaster', 'blueOperative'] as const).map(nameOf),
    ...MORE_OPERATIVES.map(([name]) => name),
  ]
  await Promise.all(names.map((name) => seesMoving(table.call, name)))
  return {
    table,
    framesShown: () =>
      Promise.all(names.map(async (name) => (await table.call.shown(name)).frames)),
  }
}

async function haveRedGuess(four: Four): Promise<void> {
  const round = await startRound(four)
  const [first, second] = CLUES
  if (round.startingTeam === 'blue') {
    await four.blueSpymaster.giveClue(first, 1)
    await seeClue(four, first)
    await four.blueOperative.guess(placesOf(round, 'bystander')[0] ?? 0)
  }
  await four.redSpymaster.giveClue(second, 3)
  await seeClue(four, second)
}
