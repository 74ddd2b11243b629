import {
  gameIdSchema,
  watchMessageSchema,
  type GameId,
  type WatchMessage,
} from '@wordfare/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SWEEP_INTERVAL_MS } from '../src/limits.ts'
import { createGameWorld } from '../src/game/game-world.ts'
import { openBrowser, type Browser } from './browser.ts'
import { expectCode, expectRejection } from './refusal.ts'
import { startServer } from './test-server.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import { createGame, joinGame, play, playToTheLastCard, seatFour } from './table.ts'
import { watch, type Watching } from './watching.ts'

const typesOf = ({ received }: Watching): string[] => received.map(({ message }) => message.type)

/** The numbers of all events that a watcher was sent, in the order in which they came. */
const seqsOf = ({ received }: Watching): number[] =>
  received.flatMap(({ message }) =>
    message.type === 'events' ? message.events.map(({ seq }) => seq) : [],
  )

const lastId = ({ received }: Watching): number => Number(received.at(-1)?.id)

/** Expects one view, and then every event that followed it, once. */
function expectNoGap(watching: Watching): void {
  const [first] = watching.received
  expect(typesOf(watching).filter((type) => type === 'view')).toHaveLength(1)
  const start = Number(first?.id)
  const seqs = seqsOf(watching)
  expect(seqs).toEqual(seqs.map((_, index) => start + index + 1))
  // Every message moves the point of resuming on, and never past what has been sent.
  let known = start
  for (const { id, message } of watching.received.slice(1)) {
    if (message.type === 'events') known = message.events.at(-1)?.seq ?? known
    expect(Number(id)).toBe(known)
  }
}

/** Asks for the stream the way that a client does which has been away. */
async function resume(
  browser: Browser,
  gameId: GameId,
  lastEventId: string,
  count: number,
): Promise<{ id: string; message: WatchMessage }[]> {
  const messages: { id: string; message: WatchMessage }[] = []
  const enough = Promise.withResolvers<void>()
  const subscription = browser.api.watchGame.subscribe(
    { gameId, lastEventId },
    {
      onData({ id, data }) {
        messages.push({ id, message: watchMessageSchema.parse(data) })
        if (messages.length === count) enough.resolve()
      },
      onError: enough.reject,
    },
  )
  await enough.promise
  subscription.unsubscribe()
  return messages
}

describe('a watcher', () => {
  it('[B22] gets every event once, however often the line is cut', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const visitor = table.visit()
    const stranger = await watch(visitor, table.gameId)
    const before = await watch(table.redOperative.browser, table.gameId)
    await playToTheLastCard(table, async (turn) => {
      const cut = [visitor, ...table.players.map(({ browser }) => browser)]
      cut[turn % cut.length]?.cutLine()
      // A player's own line has to be there again before the player can move.
      await table.players[(turn - 1) % 4]?.browser.api.listGames.query()
    })
    for (const watching of [stranger, before, ...table.players.map((player) => player.watching)]) {
      await watching.until(({ phase }) => phase === 'over')
    }
    expectNoGap(stranger)
    expectNoGap(before)
    await table.close()
  })

  it('goes on where it was after the server has been restarted', async () => {
    using folder = temporaryFolder()
    const first = await startServer({ store: openSqlite(folder.path) })
    const table = await seatFour(first)
    const watching = await watch(table.blueOperative.browser, table.gameId)
    await table.redSpymaster.play({ type: 'startRound' })
    await watching.until(({ phase }) => phase === 'clue')
    await first[Symbol.asyncDispose]()
    await using second = await startServer({ store: openSqlite(folder.path) })
    for (const { browser } of table.players) browser.moveTo(second)
    await table.redSpymaster.play({ type: 'rename', name: 'Ada II' })
    const view = await watching.until(({ players }) => players[0]?.name === 'Ada II')
    expectNoGap(watching)
    expect(view.you).toMatchObject({ team: 'blue', role: 'operative' })
    await table.close()
  })

  it('[B22] is sent the events that it missed, and then who is here', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const { browser, watching } = table.redOperative
    await table.redSpymaster.play({ type: 'startRound' })
    await watching.until(({ phase }) => phase === 'clue')
    const all = watching.received.flatMap(({ message }) =>
      message.type === 'events' ? message.events : [],
    )
    const seen = lastId(watching) - 1
    const [events, presence] = await resume(browser, table.gameId, String(seen), 2)
    expect(events).toEqual({
      id: String(seen + 1),
      message: { type: 'events', events: all.filter(({ seq }) => seq > seen) },
    })
    expect(presence).toMatchObject({ id: String(seen + 1), message: { type: 'presence' } })
    const [nothingNew] = await resume(browser, table.gameId, String(seen + 1), 1)
    expect(nothingNew).toMatchObject({ id: String(seen + 1), message: { type: 'presence' } })
    await table.close()
  })

  it.each([
    ['nothing', '0'],
    ['the future', '999999999999999'],
    ['a time when it was somebody else', '1'],
  ])('[B22] that has seen %s is shown the present', async (_what, lastEventId) => {
    await using server = await startServer()
    const table = await seatFour(server)
    const { browser, watching } = table.redOperative
    const [first] = await resume(browser, table.gameId, lastEventId, 1)
    expect(first).toEqual({
      id: String(lastId(watching)),
      message: { type: 'view', view: watching.view },
    })
    await table.close()
  })

  it.each(['-1', '1e9', 'x', '1.5', ' 1', '0x1'])(
    '[B22] that names no number of an event (%j) is told so, and shown nothing',
    async (lastEventId) => {
      await using server = await startServer()
      const browser = openBrowser(server)
      const { gameId } = await createGame(browser, 'Ada')
      await expectCode(resume(browser, gameId, lastEventId, 1), 'BAD_REQUEST')
      await browser.close()
    },
  )

  it('is told that there is no such game', async () => {
    await using server = await startServer()
    const browser = openBrowser(server)
    await expectCode(watch(browser, gameIdSchema.parse('A'.repeat(22))), 'NOT_FOUND')
    await browser.close()
  })
})

describe('what a watcher may see', () => {
  it('follows them to the table', async () => {
    await using server = await startServer()
    const host = openBrowser(server)
    const { gameId, joinCode } = await createGame(host, 'Ada')
    const guest = openBrowser(server)
    const watching = await watch(guest, gameId)
    expect(watching.view).toMatchObject({ you: null, joinCode: null })
    const playerId = await joinGame(guest, gameId, 'Bob')
    const view = await watching.until(({ you }) => you !== null)
    expect(view).toMatchObject({ you: { playerId, isHost: false }, joinCode })
    expect(view.players.find((player) => player.playerId === playerId)?.isOnline).toBe(true)
    expect(typesOf(watching)).toEqual(['view', 'view'])
    await Promise.all([host.close(), guest.close()])
  })

  it('[R5] changes with a look at the key, and back again in the next round', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const browser = table.visit()
    await joinGame(browser, table.gameId, 'Eve')
    const watching = await watch(browser, table.gameId)
    await table.redSpymaster.play({ type: 'startRound' })
    const blind = await watching.until(({ phase }) => phase === 'clue')
    expect(blind.cards.every(({ kind }) => kind === null)).toBe(true)
    await play(browser, table.gameId, { type: 'seeKey' })
    const sighted = await watching.until(({ cards }) => cards.some(({ kind }) => kind !== null))
    expect(sighted.cards.map(({ kind }) => kind)).toEqual(
      table.blueSpymaster.watching.view.cards.map(({ kind }) => kind),
    )
    await expectRejection(
      play(browser, table.gameId, { type: 'takeSeat', team: 'red', role: 'operative' }),
      'seen-the-key',
    )
    await table.close()
  })

  it('ends with their being sent away', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const { browser, watching, playerId } = table.blueOperative
    await table.redSpymaster.play({ type: 'removePlayer', playerId })
    const view = await watching.until(({ you }) => you === null)
    expect(view.joinCode).toBeNull()
    await expectCode(browser.api.callTicket.mutate({ gameId: table.gameId }), 'FORBIDDEN')
    await expectRejection(joinGame(browser, table.gameId, 'Dan'), 'removed-from-game')
    await table.close()
  })

  it('is nothing for a stranger while a round is on at a table without spectators', async () => {
    await using server = await startServer()
    const table = await seatFour(server, { spectators: false })
    const stranger = await watch(table.visit(), table.gameId)
    await table.redSpymaster.play({ type: 'startRound' })
    expect(await stranger.failed).toBe('FORBIDDEN')
    await expectCode(watch(table.visit(), table.gameId), 'FORBIDDEN')
    expect(table.blueOperative.watching.view.gameId).toBe(table.gameId)
    await table.close()
  })
})

describe('who is online', () => {
  it('is told to everyone, after a while in which a refresh goes unnoticed', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const { watching } = table.redOperative
    const { playerId, browser } = table.blueOperative
    const isOnline = (): boolean | undefined =>
      watching.view.players.find((player) => player.playerId === playerId)?.isOnline
    await watching.until(() => isOnline() === true)
    // A second look of the same person, and the end of the first, are no news.
    const second = await watch(browser, table.gameId)
    table.blueOperative.watching.stop()
    second.stop()
    await watching.until(() => isOnline() === false)
    await watch(browser, table.gameId)
    await watching.until(() => isOnline() === true)
    expectNoGap(watching)
    await table.close()
  })
})

describe('a game whose time has passed', () => {
  afterEach(() => void vi.useRealTimers())

  it('is gone for those who watch it and for everyone else', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    // A game expires at the end of a minute.
    let nowMs = new Date().setSeconds(0, 0)
    const world = { ...createGameWorld(), now: () => nowMs }
    await using server = await startServer({ world, gameTtlHours: 1 })
    const browser = openBrowser(server)
    const { gameId, joinCode } = await createGame(browser, 'Ada', { visibility: 'listed' })
    const watching = await watch(browser, gameId)
    nowMs += 3_600_000
    vi.advanceTimersByTime(SWEEP_INTERVAL_MS)
    expect(await watching.failed).toBe('NOT_FOUND')
    await expectCode(joinGame(browser, gameId, 'Bob'), 'NOT_FOUND')
    const byCode = browser.api.joinGame.mutate({ joinCode, playerName: 'Bob' })
    await expectCode(byCode, 'NOT_FOUND')
    expect(await browser.api.listGames.query()).toEqual([])
    await browser.close()
  })
})
