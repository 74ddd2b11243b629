/** The figures of the built server, side by side with a floor in the same run. `README.md` has the options. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findChromium } from '@wordfare/e2e/browser'
import { floorContestant, gameContestant, MEMBERS, type Contestant } from './contestant.ts'
import { fullExtent, quickExtent, type Extent } from './extent.ts'
import { measureActions } from './figures/actions.ts'
import { measureColdStart } from './figures/cold-start.ts'
import { measureDoors, measureDoorsAtDaily } from './figures/doors.ts'
import { measureEndurance } from './figures/endurance.ts'
import { measureMemory } from './figures/memory.ts'
import { measurePage } from './figures/page.ts'
import { measureSlowReaders } from './figures/slow-readers.ts'
import { busyShare, machine } from './machine.ts'
import { parseOptions, type Figure, type Options } from './options.ts'
import { profileActions } from './profile/profile-actions.ts'
import { reportOn } from './report.ts'
import { createScores, type Scorecard, type Scores } from './scores.ts'
import { checkOut } from './subjects/another-commit.ts'
import { canPin, pinDriver } from './subjects/cores.ts'
import { atDaily } from './subjects/daily.ts'
import { broadcastFloor, routesFloor } from './subjects/floor.ts'
import { forOwnMachine, onRedis, onSqlite, type Settings } from './subjects/wordfare.ts'

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url))
const LARGE_TABLES = 1000
/** How busy the machine may be before anything starts; on a busier one nothing here means much. */
const BUSY_MAX = 0.1

const say = (words: string): void => console.error(words)

/** Has every contestant take its turn, one after the other, as often as there are rounds. */
async function takeTurns(
  rounds: number,
  contestants: readonly Contestant[],
  measure: (contestant: Contestant) => Promise<void>,
): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    for (const contestant of contestants) {
      say(`  round ${round} of ${rounds}: ${contestant.subject.name}`)
      await measure(contestant)
    }
  }
}

/** Who takes part besides the floor. */
interface Field {
  readonly sqlite: Contestant
  /** The server of another commit, where there is one; then stores are not compared. */
  readonly earlier: Contestant | null
  readonly redis: readonly [one: Contestant, two: Contestant]
}

const fieldWith = (earlier: Earlier | null, settings: Settings = {}): Field => ({
  sqlite: gameContestant(onSqlite(CHECKOUT, { settings })),
  earlier:
    earlier &&
    gameContestant(onSqlite(earlier.folder, { name: `SQLite at ${earlier.commit}`, settings })),
  redis: [
    gameContestant(onRedis(CHECKOUT, 1, settings)),
    gameContestant(onRedis(CHECKOUT, 2, settings)),
  ],
})

/** A server of another commit, built. */
interface Earlier {
  readonly commit: string
  readonly folder: string
}

const pageAt = ({ commit }: Earlier): string => `the page at ${commit}`

/** The page that a server serves, and the one of another commit beside it, where there is one. */
const pagesWith = (earlier: Earlier | null): Contestant[] => {
  const settings = { ...forOwnMachine, VIDEO: 'peer' }
  const page = gameContestant(onSqlite(CHECKOUT, { name: 'the page', settings }))
  if (earlier === null) return [page]
  return [gameContestant(onSqlite(earlier.folder, { name: pageAt(earlier), settings })), page]
}

const dailyUp = atDaily(CHECKOUT, 'up')
const dailySilent = atDaily(CHECKOUT, 'silent')

async function measureFigure(
  figure: Figure,
  extent: Extent,
  scores: Scores,
  earlierServer: Earlier | null,
): Promise<void> {
  // Nobody is counted at the doors: what is to be told is how fast they are, and not how many they let in.
  const { sqlite, earlier, redis } = fieldWith(
    earlierServer,
    figure === 'doors' ? forOwnMachine : {},
  )
  const broadcast = floorContestant(broadcastFloor)
  const routes = floorContestant(routesFloor)
  const all = [sqlite, ...(earlier ? [earlier] : redis)]
  // Each of several servers is a process like the one.
  const single = [sqlite, earlier ?? redis[0]]
  const cardOf = ({ subject }: Contestant): Scorecard => scores.cardOf(subject.name)
  say(figure)
  switch (figure) {
    case 'actions': {
      const held = new Map<Contestant, number>()
      return takeTurns(extent.rounds, [broadcast, ...all], async (contestant) => {
        const guess = held.get(contestant)
        const rate = await measureActions(contestant, extent, cardOf(contestant), guess)
        if (!Number.isNaN(rate)) held.set(contestant, rate)
      })
    }
    case 'slow-readers':
      return takeTurns(extent.rounds, [broadcast, ...single], (contestant) =>
        measureSlowReaders(contestant, extent, cardOf(contestant)),
      )
    case 'doors':
      await takeTurns(extent.rounds, [routes, ...all], (contestant) =>
        measureDoors(contestant, extent, cardOf(contestant)),
      )
      return takeTurns(
        extent.rounds,
        [gameContestant(dailyUp), gameContestant(dailySilent)],
        (contestant) => measureDoorsAtDaily(contestant, extent, cardOf(contestant)),
      )
    case 'memory':
      return takeTurns(extent.memoryRounds, [broadcast, ...single], (contestant) =>
        measureMemory(contestant, extent, cardOf(contestant)),
      )
    case 'cold-start':
      return takeTurns(extent.coldStarts, [routes, ...single], (contestant) =>
        measureColdStart(contestant, cardOf(contestant)),
      )
    case 'page':
      return takeTurns(extent.rounds, pagesWith(earlierServer), (contestant) =>
        measurePage(contestant, extent, cardOf(contestant)),
      )
    case 'endurance':
      return takeTurns(1, [sqlite], (contestant) =>
        measureEndurance(contestant, extent, cardOf(contestant)),
      )
  }
}

async function measureAll(options: Options): Promise<void> {
  // Where there is none, that is said before anything else has been measured.
  if (options.figures.includes('page')) findChromium()
  using other = options.against === null ? null : checkOut(CHECKOUT, options.against)
  const extent = {
    ...(options.isQuick ? quickExtent : fullExtent),
    // Twice as many sockets are more than a server takes.
    ...(options.isLarge && { tables: LARGE_TABLES, doublesWatchers: false }),
  }
  const earlier =
    other && options.against !== null ? { commit: options.against, folder: other.folder } : null
  const scores = createScores()
  for (const figure of options.figures) await measureFigure(figure, extent, scores, earlier)

  const field = fieldWith(earlier)
  const base = (field.earlier ?? field.sqlite).subject.name
  console.log(`${extent.tables} tables of ${MEMBERS} at ${commitOf(CHECKOUT)}; ${machine()}\n`)
  console.log(
    reportOn(scores, [
      { title: 'the floor', contestants: [broadcastFloor.name, routesFloor.name] },
      { title: base, contestants: [base] },
      ...(earlier && options.figures.includes('page')
        ? [{ title: pageAt(earlier), contestants: [pageAt(earlier)] }]
        : []),
      ...(options.figures.includes('doors')
        ? [{ title: 'Daily up', contestants: [dailyUp.name] }]
        : []),
    ]),
  )
}

const commitOf = (checkout: string): string =>
  execFileSync('git', ['describe', '--always', '--dirty'], {
    cwd: checkout,
    encoding: 'utf8',
  }).trim()

const options = parseOptions(process.argv.slice(2))
if (canPin) pinDriver()
else say('No core can be kept for what is measured here: its figures are rough.')
if ((await busyShare()) > BUSY_MAX) {
  say('The machine is busy with something else: the figures are worth nothing.')
}
if (options.profile === null) await measureAll(options)
else await profileActions(gameContestant(onSqlite(CHECKOUT)), options.profile)
