import { gameViewSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { expectCode } from './refusal.ts'
import { startServer } from './test-server.ts'
import { stores, temporaryFolder } from './stores.ts'
import { activePair, clueFor, createGame, openCards, playToTheLastCard, seatFour } from './table.ts'
import { watch } from './watching.ts'

describe.each(stores)('four people, with the %s store', (_name, openStore) => {
  it('[E1] play a round to the last card, and everyone sees the same end', async () => {
    using folder = temporaryFolder()
    await using server = await startServer({ store: openStore(folder.path) })
    const table = await seatFour(server)
    const winner = await playToTheLastCard(table)
    const views = await Promise.all(
      table.players.map(({ watching }) => watching.until(({ phase }) => phase === 'over')),
    )
    for (const view of views) {
      expect(gameViewSchema.parse(view)).toEqual(view)
      expect(view.winner).toBe(winner)
      expect(view.rounds).toEqual([{ round: 1, winner, ending: 'last-card' }])
      expect(view.cards).toEqual(views[0]?.cards)
      expect(view.cards.every(({ kind }) => kind !== null)).toBe(true)
    }
    // What was folded from events is what a newcomer is shown at once.
    for (const player of table.players) {
      const again = await watch(player.browser, table.gameId)
      expect(again.view).toEqual(player.watching.view)
      again.stop()
    }
    await table.close()
  })

  it('[E2] lose a round to the assassin, see it in a replay, and play the next one', async () => {
    using folder = temporaryFolder()
    await using server = await startServer({ store: openStore(folder.path) })
    const table = await seatFour(server)
    await table.redSpymaster.play({ type: 'startRound' })
    const { team, spymaster, operative } = await activePair(table, 1)
    await expectCode(
      operative.browser.api.replay.query({ gameId: table.gameId, round: 1 }),
      'NOT_FOUND',
    )
    const [assassin = 0] = openCards(spymaster, 'assassin')
    const [own = 0] = openCards(spymaster, team)
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 2, targets: [own] })
    await operative.play({ type: 'guess', card: assassin, turn: 1 })
    const view = await operative.watching.until(({ phase }) => phase === 'over')
    expect(view.rounds).toEqual([
      { round: 1, winner: team === 'red' ? 'blue' : 'red', ending: 'assassin' },
    ])

    const replay = await table
      .visit()
      .api.replay.query({ gameId: table.gameId, round: 1 })
      .catch((error: unknown) => error)
    expect(replay).toMatchObject({ round: 1 })
    const { events } = await operative.browser.api.replay.query({ gameId: table.gameId, round: 1 })
    expect(events.map(({ event }) => event.type)).toEqual([
      'RoundStarted',
      'ClueGiven',
      'CardCovered',
      'RoundEnded',
    ])
    expect(events[0]?.event).toMatchObject({ key: view.cards.map(({ kind }) => kind) })
    expect(events[1]?.event).toMatchObject({ word: clueFor(1), targets: [own] })
    expect(JSON.stringify(events)).not.toContain(table.joinCode)

    await table.redSpymaster.play({ type: 'startRound' })
    const next = await operative.watching.until(({ round }) => round === 2)
    expect(next.cards.every(({ covered }) => !covered)).toBe(true)
    await table.close()
  })
})

describe('a player', () => {
  it('is the same after joining again, and gets no second seat', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const again = await table.redOperative.browser.api.joinGame.mutate({
      joinCode: table.joinCode.toLowerCase(),
      playerName: 'Bob',
    })
    expect(again).toEqual({
      gameId: table.gameId,
      gameName: 'A night at the desk',
      playerId: table.redOperative.playerId,
    })
    expect(table.redOperative.watching.view.players).toHaveLength(4)
    await table.close()
  })

  it('is somebody else at another table', async () => {
    await using server = await startServer()
    const browser = openBrowser(server)
    const one = await createGame(browser, 'Ada')
    const other = await createGame(browser, 'Ada')
    expect(one.playerId).not.toBe(other.playerId)
    expect(one.gameId).not.toBe(other.gameId)
    await browser.close()
  })
})

describe('the lobby', () => {
  it('shows listed games alone, and follows them', async () => {
    await using server = await startServer()
    const browser = openBrowser(server)
    const listed = await createGame(browser, 'Ada', { visibility: 'listed' })
    await createGame(browser, 'Bob', { visibility: 'link' })
    const [game, ...others] = await browser.api.listGames.query()
    expect(game).toMatchObject({
      gameId: listed.gameId,
      gameName: 'A night at the desk',
      hostName: 'Ada',
      phase: 'seating',
      players: 1,
    })
    expect(others).toEqual([])

    const lists: string[][] = []
    const arrived = Promise.withResolvers<void>()
    const visitor = openBrowser(server)
    const subscription = visitor.api.watchLobby.subscribe(undefined, {
      onData(games) {
        lists.push(games.map(({ hostName }) => hostName))
        if (games.length === 2) arrived.resolve()
        else void createGame(browser, 'Cleo', { visibility: 'listed' })
      },
      onError: arrived.reject,
    })
    await arrived.promise
    expect(lists).toEqual([['Ada'], ['Cleo', 'Ada']])
    subscription.unsubscribe()
    await Promise.all([browser.close(), visitor.close()])
  })
})
