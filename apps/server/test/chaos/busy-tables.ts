import type { GameId, GameView } from '@wordfare/contracts'
import { TRPCClientError } from '@trpc/client'
import { openBrowser, type Address, type Browser } from '../browser.ts'
import { clueFor, createGame, joinGame, newCommandId, type Command } from '../table.ts'
import { watch, type Watching } from '../watching.ts'
import type { createDice } from './dice.ts'
import { playOn, type Acknowledged } from './hammering.ts'

type Dice = ReturnType<typeof createDice>

const places = [
  { name: 'Ada', team: 'red', role: 'spymaster' },
  { name: 'Bob', team: 'red', role: 'operative' },
  { name: 'Cleo', team: 'blue', role: 'spymaster' },
  { name: 'Dan', team: 'blue', role: 'operative' },
] as const
type Place = (typeof places)[number]

/** Four people who play round after round, and what they were answered and saw. */
interface BusyTable {
  readonly gameId: GameId
  readonly acknowledged: readonly Acknowledged[]
  readonly watchings: readonly Watching[]
}

/** Tables at which everybody does something all the time. */
export interface BusyTables {
  readonly tables: readonly BusyTable[]
  /** How many commands of each type were answered. */
  readonly counts: ReadonlyMap<Command['type'], number>
  /** Resolves after so many more acknowledged commands, in the middle of others. */
  after(count: number): Promise<void>
  moveTo(address: Address): void
  /** Lets everybody finish the command that they are at. */
  stop(): Promise<void>
  close(): Promise<void>
}

/** Where there are several addresses, the people go to each of them in turn. */
export async function startBusyTables(
  count: number,
  roll: Dice,
  ...addresses: readonly [Address, ...Address[]]
): Promise<BusyTables> {
  const counts = new Map<Command['type'], number>()
  const stopped = Promise.withResolvers<void>()
  const browsers: Browser[] = []
  const playing: Promise<void>[] = []
  const life = { isOn: true }
  let awaited = { left: Infinity, reached: () => {} }

  /** Does what the table waits for from this place, or else something that it does not, until all is over. */
  async function play(
    { name, ...seat }: Place,
    browser: Browser,
    gameId: GameId,
    watching: Watching,
    acknowledged: Acknowledged[],
  ): Promise<void> {
    for (let turn = 1; life.isOn; turn++) {
      const { view, received } = watching
      const command =
        wishOf(view, seat, roll) ?? (isBusy(view) || roll(12) === 1 ? renaming(name, turn) : null)
      if (!command) {
        const { length } = received
        await Promise.race([
          watching.untilReceived(() => received.length > length),
          stopped.promise,
        ])
        continue
      }
      const commandId = newCommandId()
      const [outcome] = await Promise.allSettled([playOn(browser, gameId, command, { commandId })])
      if (outcome.status === 'rejected') {
        // Somebody else was faster, or what the view showed is over.
        if (!isRefusal(outcome.reason)) throw outcome.reason
        continue
      }
      const { seq } = outcome.value
      acknowledged.push({ commandId, seq, atMs: performance.now() })
      counts.set(command.type, (counts.get(command.type) ?? 0) + 1)
      awaited.left -= 1
      // The next command is on its way by then.
      if (awaited.left === 0) setImmediate(awaited.reached)
    }
  }

  async function open(): Promise<BusyTable> {
    const acknowledged: Acknowledged[] = []
    const watchings: Watching[] = []
    const here = places.map((_place, index) => openBrowser(addresses[index % addresses.length]!))
    browsers.push(...here)
    const settings = { clueCheck: 'table' } as const
    const { gameId } = await createGame(here[0]!, places[0].name, settings)
    for (const [index, place] of places.entries()) {
      const browser = here[index]!
      if (index > 0) await joinGame(browser, gameId, place.name)
      const watching = await watch(browser, gameId, { again: true })
      watchings.push(watching)
      playing.push(play(place, browser, gameId, watching, acknowledged))
    }
    return { gameId, acknowledged, watchings }
  }

  const tables: BusyTable[] = []
  for (let table = 0; table < count; table++) tables.push(await open())
  return {
    tables,
    counts,
    after: (left) =>
      new Promise((resolve) => {
        awaited = { left, reached: resolve }
      }),
    moveTo(next) {
      for (const browser of browsers) browser.moveTo(next)
    },
    async stop() {
      life.isOn = false
      stopped.resolve()
      await Promise.all(playing)
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
    },
  }
}

const renaming = (name: string, time: number): Command => ({
  type: 'rename',
  name: `${name} ${time}`,
})

/** What somebody whose place this is would do now; null where the table does not wait for them. */
function wishOf(view: GameView, seat: Omit<Place, 'name'>, roll: Dice): Command | null {
  const { you, phase, turn } = view
  // Who left just before the round began comes back in the midst of it.
  if (you?.team !== seat.team) return { type: 'takeSeat', ...seat }
  if (phase === 'seating' || phase === 'over') {
    if (you.isHost && roll(2) === 1) return { type: 'startRound' }
    return !you.isHost && roll(10) === 1 ? { type: 'leaveSeat' } : null
  }
  if (you.team !== turn?.team) return null
  const open = view.cards.flatMap(({ covered }, card) => (covered ? [] : [card]))
  const card = open[roll(open.length) - 1] ?? 0
  if (phase === 'clue') {
    if (you.role !== 'spymaster') return null
    return { type: 'giveClue', word: clueFor(roll(26)), count: 2, targets: [card] }
  }
  if (you.role !== 'operative') return null
  switch (roll(5)) {
    case 1:
    case 2:
      return { type: 'mark', card }
    case 3:
      if (view.guessesMade > 0) return { type: 'endTurn', turn: turn.number }
      return { type: 'mark', card }
    default:
      return { type: 'guess', card, turn: turn.number }
  }
}

/** The host never waits between rounds, or everybody might. */
const isBusy = ({ you, phase }: GameView): boolean =>
  you?.isHost === true && (phase === 'seating' || phase === 'over')

const isRefusal = (error: unknown): boolean =>
  error instanceof TRPCClientError && error.data?.code === 'UNPROCESSABLE_CONTENT'
