import { describe, expect, it } from 'vitest'
import type { Append, EventStore, Version } from '@wordfare/event-store'
import type { GameId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { openBrowser } from './browser.ts'
import { errorOf } from './refusal.ts'
import { startServer } from './test-server.ts'
import { openSqlite, stores, temporaryFolder } from './stores.ts'
import {
  activePair,
  clueFor,
  createGame,
  joinGame,
  newCommandId,
  openCards,
  play,
  playSurely,
  seatFour,
} from './table.ts'
import { watch } from './watching.ts'

describe.each(stores)('a command that is sent again, with the %s store', (_name, openStore) => {
  it('[B21] is carried out once and answered the same', async () => {
    using folder = temporaryFolder()
    await using server = await startServer({ store: openStore(folder.path) })
    const table = await seatFour(server)
    const commandId = newCommandId()
    const first = await table.redSpymaster.play({ type: 'startRound' }, commandId)
    const { spymaster } = await activePair(table, 1)
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 1 })
    const again = await Promise.all([
      table.redSpymaster.play({ type: 'startRound' }, commandId),
      table.redSpymaster.play({ type: 'startRound' }, commandId),
    ])
    expect(again).toEqual([first, first])
    expect(table.redSpymaster.watching.view.round).toBe(1)
    await table.close()
  })
})

describe('a command that is sent again', () => {
  it('[B21] is known after a restart', async () => {
    using folder = temporaryFolder()
    const first = await startServer({ store: openSqlite(folder.path) })
    const browser = openBrowser(first)
    const { gameId } = await createGame(browser, 'Ada')
    const commandId = newCommandId()
    const command = { type: 'takeSeat', team: 'red', role: 'operative' } as const
    const answer = await play(browser, gameId, command, commandId)
    await play(browser, gameId, { type: 'leaveSeat' })
    await first[Symbol.asyncDispose]()
    await using second = await startServer({ store: openSqlite(folder.path) })
    browser.moveTo(second)
    expect(await playSurely(browser, gameId, command, commandId)).toEqual(answer)
    expect((await watch(browser, gameId)).view.you).toMatchObject({ team: null, role: null })
    await browser.close()
  })

  it('is not the same command from somebody else', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const commandId = newCommandId()
    await table.redOperative.play({ type: 'leaveSeat' }, commandId)
    await table.blueOperative.play({ type: 'leaveSeat' }, commandId)
    const view = await table.redSpymaster.watching.until(
      ({ players }) => players.filter(({ team }) => team === null).length === 2,
    )
    expect(view.players.map(({ team }) => team)).toEqual(['red', null, 'blue', null])
    await table.close()
  })
})

/** What each of the calls came to: the number of the event, or the reason why not. */
const outcomesOf = (calls: readonly Promise<{ seq: number }>[]): Promise<string[]> =>
  Promise.all(
    calls.map(async (call) => {
      const [{ status }] = await Promise.allSettled([call])
      return status === 'fulfilled' ? 'done' : ((await errorOf(call)).rejection ?? '?')
    }),
  )

describe('two at once', () => {
  it('who guess the same card: one has guessed it', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const second = table.visit()
    await joinGame(second, table.gameId, 'Eve')
    await table.redSpymaster.play({ type: 'startRound' })
    const { team, spymaster, operative } = await activePair(table, 1)
    await play(second, table.gameId, { type: 'takeSeat', team, role: 'operative' })
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 'unlimited' })
    for (const card of openCards(spymaster, team).slice(0, -1)) {
      const command = { type: 'guess', card, turn: 1 } as const
      const outcomes = await outcomesOf([
        operative.play(command),
        play(second, table.gameId, command),
      ])
      expect(outcomes.toSorted()).toEqual(['card-covered', 'done'])
    }
    await table.close()
  })

  it('who claim the same seat: one gets it', async () => {
    await using server = await startServer()
    const host = openBrowser(server)
    const { gameId } = await createGame(host, 'Ada')
    const guests = [openBrowser(server), openBrowser(server), openBrowser(server)]
    await Promise.all(guests.map((guest, i) => joinGame(guest, gameId, `Guest ${i}`)))
    const outcomes = await outcomesOf(
      guests.map((guest) =>
        play(guest, gameId, { type: 'takeSeat', team: 'red', role: 'spymaster' }),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['done', 'seat-taken', 'seat-taken'])
    await Promise.all([host, ...guests].map((browser) => browser.close()))
  })
})

describe('two servers on one store', () => {
  it('decide anew when the other one was first, and tell their own watchers', async () => {
    const store = createMemoryEventStore()
    const shared: EventStore = { ...store, close: async () => {} }
    await using one = await startServer({ store: shared })
    await using other = await startServer({ store: shared })
    const host = openBrowser(one)
    const { gameId } = await createGame(host, 'Ada')
    const guest = openBrowser(other)
    await joinGame(guest, gameId, 'Bob')
    const [atOne, atOther] = [await watch(host, gameId), await watch(guest, gameId)]
    const outcomes = await outcomesOf([
      play(host, gameId, { type: 'takeSeat', team: 'red', role: 'spymaster' }),
      play(guest, gameId, { type: 'takeSeat', team: 'red', role: 'spymaster' }),
    ])
    expect(outcomes.toSorted()).toEqual(['done', 'seat-taken'])
    for (const watching of [atOne, atOther]) {
      await watching.until(({ players }) => players.some(({ role }) => role === 'spymaster'))
    }
    expect(atOne.view.players.map(({ role }) => role)).toEqual(
      atOther.view.players.map(({ role }) => role),
    )
    await Promise.all([host.close(), guest.close()])
  })
})

describe('a store that does not answer', () => {
  it('[B23] is told as such, and nothing has happened that it does not know of', async () => {
    const { StoreUnavailable } = await import('@wordfare/event-store')
    const store = createMemoryEventStore()
    let isFull = false
    const failing: EventStore = {
      ...store,
      append: async (gameId: GameId, expected: Version, append: Append) => {
        if (isFull) throw new StoreUnavailable('the disk is full')
        return store.append(gameId, expected, append)
      },
    }
    await using server = await startServer({ store: failing })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const watching = await watch(browser, gameId)
    const commandId = newCommandId()
    const command = { type: 'takeSeat', team: 'red', role: 'operative' } as const
    isFull = true
    const error = await errorOf(play(browser, gameId, command, commandId))
    expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', httpStatus: 503, rejection: null })
    expect((await errorOf(createGame(browser, 'Ada'))).code).toBe('SERVICE_UNAVAILABLE')
    expect(watching.view.you).toMatchObject({ team: null })
    expect(server.lines.filter((line) => line.includes('the disk is full'))).toHaveLength(2)
    isFull = false
    await play(browser, gameId, command, commandId)
    expect((await watching.until(({ you }) => you?.team === 'red')).players).toHaveLength(1)
    await browser.close()
  })
})
