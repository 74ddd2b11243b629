import type { PlayerId } from '@wordfare/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AppDeps } from '../src/app.ts'
import { CONFINE_AGAIN_MS, ROOM_RETRY_FIRST_MS } from '../src/limits.ts'
import type { VideoRooms } from '../src/video/video-rooms.ts'
import { eventually } from './eventually.ts'
import { dailyWith, failureOf, fakeRooms, roomOf, silence } from './fake-rooms.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import {
  activePair,
  clueFor,
  joinGame,
  openCards,
  seatFour,
  type Player,
  type Table,
} from './table.ts'
import { startServer } from './test-server.ts'

afterEach(() => void vi.useRealTimers())

/** A server whose rooms record what is done about those who are in them. */
async function startWatched(parts: Partial<VideoRooms> = {}, deps: Partial<AppDeps> = {}) {
  const eject = vi.fn<VideoRooms['eject']>(parts.eject ?? (async () => {}))
  const confine = vi.fn<VideoRooms['confine']>(parts.confine ?? (async () => {}))
  const server = await startServer({
    video: dailyWith(() => fakeRooms({ ...parts, eject, confine })),
    ...deps,
  })
  const ejections = () => eject.mock.calls.map(([, who, { mayReturn }]) => ({ who, mayReturn }))
  const confinements = () => confine.mock.calls.map(([, players]) => players)
  return {
    server,
    eject,
    ejections,
    confinements,
    [Symbol.asyncDispose]: server[Symbol.asyncDispose],
  }
}

/** Four people whose call is ready. */
async function seatInCall(
  { server }: Awaited<ReturnType<typeof startWatched>>,
  settings: Parameters<typeof seatFour>[1] = {},
): Promise<Table> {
  const table = await seatFour(server, settings)
  await table.redSpymaster.watching.until(({ call }) => call.status === 'ready')
  return table
}

const remove = (table: Table, { playerId }: Player) =>
  table.redSpymaster.play({ type: 'removePlayer', playerId })

/** Gives the clue of a turn, and says who confers from then on. */
async function giveClue(table: Table, turn: number) {
  const { team, spymaster, operative } = await activePair(table, turn)
  await spymaster.play({ type: 'giveClue', word: clueFor(turn), count: 1 })
  const members = new Set<PlayerId>([spymaster.playerId, operative.playerId])
  return { team, spymaster, operative, members }
}

describe('who is not at the table any more', () => {
  it('is taken out of its call: for good when removed, and when they left until they return', async () => {
    await using watched = await startWatched()
    const table = await seatInCall(watched)
    const { blueOperative: dan, blueSpymaster: cleo } = table
    await remove(table, dan)
    await cleo.play({ type: 'leaveGame' })
    await eventually(() =>
      expect(watched.ejections()).toEqual([
        { who: dan.playerId, mayReturn: false },
        { who: cleo.playerId, mayReturn: true },
      ]),
    )
    expect(watched.eject.mock.calls[0]?.[0]).toEqual({
      ...roomOf(table.gameId),
      expiresAtMs: expect.any(Number),
    })
    await table.close()
  })

  it('keeps no command waiting', async () => {
    await using watched = await startWatched({
      eject: (_room, _who, _how, signal) => silence(signal),
    })
    const table = await seatInCall(watched)
    await remove(table, table.blueOperative)
    await table.blueSpymaster.play({ type: 'leaveGame' })
    await table.redSpymaster.watching.until(({ players }) => players.length === 2)
    await eventually(() => expect(watched.ejections()).toHaveLength(1))
    await table.close()
  })

  it('is taken out in the end, when that fails at first', async () => {
    const again = Promise.withResolvers<void>()
    const pauses: number[] = []
    const outcomes = [failureOf('unreachable', true)]
    await using watched = await startWatched(
      {
        eject: async () => {
          const failure = outcomes.shift()
          if (failure) throw failure
        },
      },
      {
        pause: async (ms) => {
          pauses.push(ms)
          await again.promise
        },
      },
    )
    const table = await seatInCall(watched)
    const { blueOperative: dan } = table
    await remove(table, dan)
    await eventually(() => expect(pauses).toEqual([ROOM_RETRY_FIRST_MS]))
    again.resolve()
    const ejection = { who: dan.playerId, mayReturn: false }
    await eventually(() => expect(watched.ejections()).toEqual([ejection, ejection]))
    expect(watched.server.lines.filter((line) => line.includes('out of step'))).toEqual([
      expect.stringContaining('"failure":"unreachable"'),
    ])
    await table.close()
  })

  it('is left alone after a refusal that is final', async () => {
    await using watched = await startWatched({
      eject: async (_room, _who, { mayReturn }) => {
        if (!mayReturn) throw failureOf('refused', false)
      },
    })
    const table = await seatInCall(watched)
    await remove(table, table.blueOperative)
    await table.blueSpymaster.play({ type: 'leaveGame' })
    await eventually(() => expect(watched.ejections()).toHaveLength(2))
    await watched.server[Symbol.asyncDispose]()
    expect(watched.ejections()).toHaveLength(2)
    await table.close()
  })

  it('stays in the call when they have joined again meanwhile', async () => {
    const again = Promise.withResolvers<void>()
    await using watched = await startWatched(
      {
        eject: async (_room, _who, { mayReturn }) => {
          if (mayReturn) throw failureOf('unreachable', true)
        },
      },
      { pause: () => again.promise },
    )
    const table = await seatInCall(watched)
    const { blueOperative: dan, blueSpymaster: cleo } = table
    await cleo.play({ type: 'leaveGame' })
    await eventually(() => expect(watched.ejections()).toHaveLength(1))
    await joinGame(cleo.browser, table.gameId, 'Cleo')
    again.resolve()
    await remove(table, dan)
    await eventually(() => expect(watched.ejections().at(-1)?.who).toBe(dan.playerId))
    expect(watched.ejections().filter(({ who }) => who === cleo.playerId)).toHaveLength(1)
    await table.close()
  })

  it('is taken out after a restart that came in between', async () => {
    using folder = temporaryFolder()
    const first = await startWatched(
      { eject: (_room, _who, _how, signal) => silence(signal) },
      { store: openSqlite(folder.path) },
    )
    const table = await seatInCall(first)
    const { playerId } = table.blueOperative
    await remove(table, table.blueOperative)
    await Promise.all([table.close(), first[Symbol.asyncDispose]()])
    await using second = await startWatched({}, { store: openSqlite(folder.path) })
    await eventually(() =>
      expect(second.ejections()).toEqual([{ who: playerId, mayReturn: false }]),
    )
    expect(second.confinements()).toEqual([])
  })

  it('is looked for in no room but the present one', async () => {
    const again = Promise.withResolvers<void>()
    const lives = [1_000, 3_600_000]
    await using watched = await startWatched(
      {
        openRoom: async (gameId) => ({
          ...roomOf(gameId),
          expiresAtMs: Date.now() + (lives.shift() ?? 0),
        }),
        ticket: async () => {
          throw failureOf('unreachable', false)
        },
        eject: async (_room, _who, { mayReturn }) => {
          if (!mayReturn) throw failureOf('unreachable', true)
        },
      },
      { pause: () => again.promise },
    )
    const table = await seatInCall(watched)
    await remove(table, table.blueOperative)
    await eventually(() => expect(watched.ejections()).toHaveLength(1))
    await table.redSpymaster.browser.api.callTicket.mutate({ gameId: table.gameId })
    await table.redSpymaster.watching.until(
      ({ log }) => log.filter(({ type }) => type === 'callReady').length === 2,
    )
    again.resolve()
    await table.blueSpymaster.play({ type: 'leaveGame' })
    await eventually(() => expect(watched.ejections().length).toBeGreaterThan(1))
    const removed = watched.ejections().filter(({ mayReturn }) => !mayReturn)
    expect(removed).toHaveLength(1)
    await table.close()
  })
})

describe('[V3] a team that confers', () => {
  it('is heard by itself alone from the clue to the end of the turn', async () => {
    await using watched = await startWatched()
    const table = await seatInCall(watched, { teamTalk: true })
    await table.redSpymaster.play({ type: 'startRound' })
    const { spymaster, operative, team, members } = await giveClue(table, 1)
    await eventually(() => expect(watched.confinements()).toEqual([members]))
    const [card = 0] = openCards(spymaster, team)
    await operative.play({ type: 'guess', card, turn: 1 })
    await operative.play({ type: 'endTurn', turn: 1 })
    await eventually(() => expect(watched.confinements()).toEqual([members, null]))
    const next = await giveClue(table, 2)
    await eventually(() => expect(watched.confinements()).toEqual([members, null, next.members]))
    await table.close()
  })

  it('is nobody at a table without team talk', async () => {
    await using watched = await startWatched()
    const table = await seatInCall(watched)
    await table.redSpymaster.play({ type: 'startRound' })
    await giveClue(table, 1)
    await remove(table, table.blueOperative)
    await eventually(() => expect(watched.ejections()).toHaveLength(1))
    expect(watched.confinements()).toEqual([])
    await table.close()
  })

  it('is set apart anew now and then, for as long as it confers and somebody looks on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    await using watched = await startWatched()
    const table = await seatInCall(watched, { teamTalk: true })
    await table.redSpymaster.play({ type: 'startRound' })
    const { operative, spymaster, team, members } = await giveClue(table, 1)
    await eventually(() => expect(watched.confinements()).toEqual([members]))
    vi.advanceTimersByTime(CONFINE_AGAIN_MS)
    await eventually(() => expect(watched.confinements()).toEqual([members, members]))
    const [card = 0] = openCards(spymaster, team)
    await operative.play({ type: 'guess', card, turn: 1 })
    await operative.play({ type: 'endTurn', turn: 1 })
    await eventually(() => expect(watched.confinements().at(-1)).toBeNull())
    vi.advanceTimersByTime(3 * CONFINE_AGAIN_MS)
    const { members: others } = await giveClue(table, 2)
    await eventually(() => expect(watched.confinements().at(-1)).toEqual(others))
    expect(watched.confinements()).toHaveLength(4)
    await table.close()
  })

  it('stays set apart after a restart; and if the turn ended meanwhile, everybody is heard again', async () => {
    using folder = temporaryFolder()
    const first = await startWatched({}, { store: openSqlite(folder.path) })
    const table = await seatInCall(first, { teamTalk: true })
    await table.redSpymaster.play({ type: 'startRound' })
    const { members, spymaster, operative, team } = await giveClue(table, 1)
    await first[Symbol.asyncDispose]()

    const second = await startWatched(
      { confine: async (_room, players, signal) => void (players ?? (await silence(signal))) },
      { store: openSqlite(folder.path) },
    )
    await eventually(() => expect(second.confinements()).toEqual([members]))
    for (const { browser } of table.players) browser.moveTo(second.server)
    const [card = 0] = openCards(spymaster, team)
    await operative.play({ type: 'guess', card, turn: 1 })
    await operative.play({ type: 'endTurn', turn: 1 })
    await Promise.all([table.close(), second[Symbol.asyncDispose]()])

    await using third = await startWatched({}, { store: openSqlite(folder.path) })
    await eventually(() => expect(third.confinements()).toEqual([null]))
  })

  it('that could not be let go is let go in the end', async () => {
    let failures = 1
    await using watched = await startWatched(
      {
        confine: async (_room, players) => {
          if (players === null && failures-- > 0) throw failureOf('unreachable', true)
        },
      },
      { pause: async () => {} },
    )
    const table = await seatInCall(watched, { teamTalk: true })
    await table.redSpymaster.play({ type: 'startRound' })
    const { members, spymaster, operative, team } = await giveClue(table, 1)
    const [card = 0] = openCards(spymaster, team)
    await operative.play({ type: 'guess', card, turn: 1 })
    await operative.play({ type: 'endTurn', turn: 1 })
    await eventually(() => expect(watched.confinements()).toEqual([members, null, null]))
    await table.close()
  })
})
