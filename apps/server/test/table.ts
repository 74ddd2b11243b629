import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { TRPCClientError } from '@trpc/client'
import {
  type commandSchema,
  type GameId,
  type JoinCode,
  type Kind,
  type PlayerId,
  type Role,
  type SettingsChange,
  type Team,
} from '@wordfare/contracts'
import type { z } from 'zod'
import { openBrowser, type Address, type Browser } from './browser.ts'
import { errorOf } from './refusal.ts'
import { watch, type Watching } from './watching.ts'

/** A command as a client writes it. */
export type Command = z.input<typeof commandSchema>

/** Someone at a table. */
export interface Player {
  readonly name: string
  readonly browser: Browser
  readonly playerId: PlayerId
  readonly watching: Watching
  play(command: Command, commandId?: string): Promise<{ seq: number }>
}

const seats = {
  redSpymaster: { team: 'red', role: 'spymaster' },
  redOperative: { team: 'red', role: 'operative' },
  blueSpymaster: { team: 'blue', role: 'spymaster' },
  blueOperative: { team: 'blue', role: 'operative' },
} as const satisfies Record<string, { team: Team; role: Role }>
type SeatName = keyof typeof seats

/** Four people in their seats. The red spymaster made the game, and is its host. */
export interface Table extends Record<SeatName, Player> {
  readonly gameId: GameId
  readonly joinCode: JoinCode
  readonly players: readonly Player[]
  /** Opens one more browser that comes to the table as a stranger. */
  visit(): Browser
  close(): Promise<void>
}

/** The id of a command that is sent once. */
export const newCommandId = (): string => randomUUID()

export async function createGame(
  browser: Browser,
  playerName: string,
  settings: SettingsChange = {},
): Promise<{ gameId: GameId; joinCode: JoinCode; playerId: PlayerId }> {
  return browser.api.createGame.mutate({ gameName: 'A night at the desk', playerName, settings })
}

/** The same from a browser of its own, as soon as there are not too many at once. */
export async function createGameSoon(address: Address): Promise<GameId> {
  const browser = openBrowser(address)
  for (;;) {
    const [outcome] = await Promise.allSettled([createGame(browser, 'Ada')])
    if (outcome.status === 'fulfilled') {
      await browser.close()
      return outcome.value.gameId
    }
    const { retryAfterMs } = await errorOf(Promise.reject(outcome.reason))
    if (retryAfterMs === null) throw outcome.reason
    await delay(retryAfterMs)
  }
}

export async function joinGame(browser: Browser, gameId: GameId, name: string): Promise<PlayerId> {
  const joined = await browser.api.joinGame.mutate({ gameId, playerName: name })
  return joined.playerId
}

export function play(
  browser: Browser,
  gameId: GameId,
  command: Command,
  commandId: string = newCommandId(),
): Promise<{ seq: number }> {
  return browser.api.play.mutate({
    gameId,
    commandId,
    command,
  })
}

/** The same, sent again with the same id for as long as the line fails, as the web app does it. */
export async function playSurely(
  browser: Browser,
  gameId: GameId,
  command: Command,
  commandId: string = newCommandId(),
): Promise<{ seq: number }> {
  for (;;) {
    const [outcome] = await Promise.allSettled([play(browser, gameId, command, commandId)])
    if (outcome.status === 'fulfilled') return outcome.value
    const error: unknown = outcome.reason
    if (!(error instanceof TRPCClientError) || error.data) throw error
  }
}

/** Where there are several addresses, the browsers go to each of them in turn. */
export async function seatFour(
  address: Address | readonly [Address, ...Address[]],
  settings: SettingsChange = {},
): Promise<Table> {
  const addresses = [address].flat()
  const browsers: Browser[] = []
  const open = (): Browser => {
    const browser = openBrowser(addresses[browsers.length % addresses.length]!)
    browsers.push(browser)
    return browser
  }
  const hostBrowser = open()
  const { gameId, joinCode, playerId: hostId } = await createGame(hostBrowser, 'Ada', settings)

  async function sit(seat: SeatName, name: string): Promise<Player> {
    const isHost = seat === 'redSpymaster'
    const browser = isHost ? hostBrowser : open()
    const playerId = isHost ? hostId : await joinGame(browser, gameId, name)
    const watching = await watch(browser, gameId)
    await play(browser, gameId, { type: 'takeSeat', ...seats[seat] })
    return {
      name,
      browser,
      playerId,
      watching,
      play: (command, commandId) => playSurely(browser, gameId, command, commandId),
    }
  }

  const redSpymaster = await sit('redSpymaster', 'Ada')
  const redOperative = await sit('redOperative', 'Bob')
  const blueSpymaster = await sit('blueSpymaster', 'Cleo')
  const blueOperative = await sit('blueOperative', 'Dan')
  const players = [redSpymaster, redOperative, blueSpymaster, blueOperative]
  return {
    gameId,
    joinCode,
    redSpymaster,
    redOperative,
    blueSpymaster,
    blueOperative,
    players,
    visit: open,
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
    },
  }
}

/** The two whose turn it is, once both know it. */
export async function activePair(
  table: Table,
  turn: number,
): Promise<{ team: Team; spymaster: Player; operative: Player }> {
  const view = await table.redSpymaster.watching.until((now) => now.turn?.number === turn)
  const team = view.turn?.team ?? 'red'
  const [spymaster, operative] =
    team === 'red'
      ? [table.redSpymaster, table.redOperative]
      : [table.blueSpymaster, table.blueOperative]
  await Promise.all(
    [spymaster, operative].map(({ watching }) =>
      watching.until((now) => now.turn?.number === turn),
    ),
  )
  return { team, spymaster, operative }
}

/** The cards of a kind that still lie open, as their spymaster sees them. */
export const openCards = (spymaster: Player, kind: Kind): number[] =>
  spymaster.watching.view.cards.flatMap((card, index) =>
    card.kind === kind && !card.covered ? [index] : [],
  )

/** A word that no board has anything to do with, another one every turn. */
export const clueFor = (turn: number): string => `zyxq${String.fromCharCode(96 + turn)}`

/**
 * Plays turns of one right guess each until a team has covered its last card; before every turn `beforeTurn` may
 * do something else.
 */
export async function playToTheLastCard(
  table: Table,
  beforeTurn: (turn: number) => Promise<void> = async () => {},
): Promise<Team> {
  await table.redSpymaster.play({ type: 'startRound' })
  for (let turn = 1; ; turn++) {
    const { team, spymaster, operative } = await activePair(table, turn)
    await beforeTurn(turn)
    const [card = 0, ...others] = openCards(spymaster, team)
    await spymaster.play({ type: 'giveClue', word: clueFor(turn), count: 1, targets: [card] })
    await operative.play({ type: 'guess', card, turn })
    if (others.length === 0) return team
    await operative.play({ type: 'endTurn', turn })
  }
}
