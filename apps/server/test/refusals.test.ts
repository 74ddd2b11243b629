import { gameIdSchema } from '@wordfare/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Browser } from './browser.ts'
import { enterCall, newEpoch, sending } from './calling.ts'
import { errorOf, expectCode, expectRejection } from './refusal.ts'
import { startServer, type TestServer } from './test-server.ts'
import {
  activePair,
  clueFor,
  newCommandId,
  openCards,
  play,
  seatFour,
  type Table,
} from './table.ts'

/** Sends an input that the client's own types would not let through. */
const rawPlay = (input: object): Promise<unknown> =>
  stranger.api.play.mutate(
    Object.assign(
      { gameId: table.gameId, commandId: '', command: { type: 'leaveSeat' } as const },
      input,
    ),
  )

const unknownGame = gameIdSchema.parse('A'.repeat(22))
let server: TestServer
let table: Table
let stranger: Browser

beforeAll(async () => {
  server = await startServer({ video: { kind: 'peer', iceServers: [] } })
  table = await seatFour(server)
  await table.redSpymaster.play({ type: 'startRound' })
  stranger = table.visit()
})
afterAll(async () => {
  await table.close()
  await server[Symbol.asyncDispose]()
})

describe('a refusal by the rules', () => {
  it('is data: the same over the socket and over HTTP', async () => {
    await expectRejection(table.redSpymaster.play({ type: 'startRound' }), 'round-in-progress')
    await expectRejection(
      table.blueOperative.play({ type: 'makeHost', playerId: table.blueOperative.playerId }),
      'not-the-host',
    )
    await expectRejection(table.blueOperative.play({ type: 'rename', name: 'Ada' }), 'name-taken')
    const { browser } = table.redOperative
    const answer = await browser.request('/trpc/play', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        gameId: table.gameId,
        commandId: newCommandId(),
        command: { type: 'makeHost', playerId: table.redOperative.playerId },
      }),
    })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ error: { data: { rejection: 'not-the-host' } } })
  })

  it('loses nothing: the turn goes on as if it had not been asked', async () => {
    const { team, spymaster, operative } = await activePair(table, 1)
    const [word = ''] = spymaster.watching.view.cards.map((card) => card.word)
    await expectRejection(spymaster.play({ type: 'giveClue', word, count: 1 }), 'clue-on-board')
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 'unlimited' })
    const [card = 0] = openCards(spymaster, team)
    await expectRejection(operative.play({ type: 'guess', card, turn: 2 }), 'stale-turn')
    await operative.play({ type: 'guess', card, turn: 1 })
    await expectRejection(operative.play({ type: 'guess', card, turn: 1 }), 'card-covered')
  })

  it('says to someone who is not at the table that they are not', async () => {
    await stranger.request('/session', { method: 'POST' })
    await expectRejection(play(stranger, table.gameId, { type: 'leaveSeat' }), 'not-a-player')
  })
})

describe('a game that is not there', () => {
  it('is not found, whatever is asked of it', async () => {
    const { api } = table.redSpymaster.browser
    const game = { gameId: unknownGame }
    await expectCode(api.joinGame.mutate({ ...game, playerName: 'Eve' }), 'NOT_FOUND')
    await expectCode(
      play(table.redSpymaster.browser, unknownGame, { type: 'leaveSeat' }),
      'NOT_FOUND',
    )
    await expectCode(api.callTicket.mutate(game), 'NOT_FOUND')
    await expectCode(api.checkClue.query({ ...game, word: 'harbour' }), 'NOT_FOUND')
    await expectCode(api.replay.query({ ...game, round: 1 }), 'NOT_FOUND')
    expect(await enterCall(table.redSpymaster.browser, unknownGame).over).toBe('NOT_FOUND')
  })

  it('is not found by its code either', async () => {
    const call = stranger.api.joinGame.mutate({
      joinCode: 'ZZZZZZZZ',
      playerName: 'Eve',
    })
    await expectCode(call, 'NOT_FOUND')
  })
})

describe('the input', () => {
  it('never says who is asking', async () => {
    const { playerId } = table.redSpymaster
    const input = { gameId: table.gameId, commandId: 'command-1', command: { type: 'leaveSeat' } }
    for (const forged of [
      { ...input, playerId },
      { ...input, by: playerId },
      { ...input, command: { ...input.command, playerId } },
    ]) {
      const error = await errorOf(rawPlay(forged))
      expect(error).toMatchObject({ code: 'BAD_REQUEST', rejection: null })
      expect(error.issues).toHaveLength(1)
    }
    expect(table.redSpymaster.watching.view.you).toMatchObject({ playerId, role: 'spymaster' })

    const { browser } = table.redOperative
    const calling = enterCall(browser, table.gameId)
    expect((await calling.until('roster')).you).toBe(table.redOperative.playerId)
    const said = { gameId: table.gameId, epoch: calling.epoch }
    const message = { type: 'media', media: sending } as const
    for (const forged of [
      { ...said, playerId, message },
      { ...said, message: { ...message, from: playerId } },
    ]) {
      expect(await errorOf(browser.api.signal.mutate(forged))).toMatchObject({
        code: 'BAD_REQUEST',
      })
    }
    calling.leave()
  })

  it('is told where it is wrong, field by field', async () => {
    const error = await errorOf(
      stranger.api.joinGame.mutate({
        gameId: table.gameId,
        playerName: 'x'.repeat(31),
      }),
    )
    expect(error).toMatchObject({
      code: 'BAD_REQUEST',
      httpStatus: 400,
      rejection: null,
      issues: [{ path: ['playerName'], message: 'too-long' }],
    })
  })

  it('does no harm with names that objects have by themselves', async () => {
    const body = `{"gameName":"A","playerName":"B","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`
    const answer = await stranger.request('/trpc/createGame', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(answer.status).toBe(400)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('whoever has no session', () => {
  it('may not play, have a clue checked, or get into a call', async () => {
    const game = { gameId: table.gameId }
    const { api } = openBrowser(server)
    await expectCode(api.checkClue.query({ ...game, word: 'harbour' }), 'UNAUTHORIZED')
    await expectCode(api.callTicket.mutate(game), 'UNAUTHORIZED')
    const stay = { epoch: newEpoch(), media: sending }
    const message = { type: 'media', media: sending }
    for (const [path, input] of [
      ['play', { ...game, commandId: 'command-1', command: { type: 'leaveSeat' } }],
      ['signal', { ...game, epoch: stay.epoch, message }],
    ] as const) {
      const answer = await fetch(`${server.url}/trpc/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      expect(answer.status).toBe(401)
    }
    const input = encodeURIComponent(JSON.stringify({ ...game, ...stay }))
    const stream = await fetch(`${server.url}/trpc/watchCall?input=${input}`)
    expect(await stream.text()).toContain('UNAUTHORIZED')
  })

  it.each(['', 'wordfare=', 'wordfare=a.b', `wordfare=${'A'.repeat(32)}.${'B'.repeat(43)}`])(
    'is nobody with the cookie %j either',
    async (cookie) => {
      const answer = await fetch(`${server.url}/trpc/callTicket`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ gameId: table.gameId }),
      })
      expect(answer.status).toBe(401)
    },
  )

  it('is not the player whose cookie was changed', async () => {
    const cookie = table.redSpymaster.browser.cookie() ?? ''
    const forged = cookie.slice(0, -1) + (cookie.endsWith('A') ? 'B' : 'A')
    const forger = openBrowser(server, forged)
    await expectCode(forger.api.callTicket.mutate({ gameId: table.gameId }), 'UNAUTHORIZED')
    await forger.close()
  })
})

describe('the clue checker', () => {
  it('serves the spymasters, with the reason', async () => {
    const { browser, watching } = table.blueSpymaster
    const open = watching.view.cards.find(({ covered }) => !covered)?.word ?? ''
    const check = (word: string) => browser.api.checkClue.query({ gameId: table.gameId, word })
    expect(await check(open)).toEqual({ legal: false, reason: 'clue-on-board', word: open })
    expect(await check('zyxwz')).toEqual({ legal: true })
  })

  it('serves nobody else', async () => {
    const input = { gameId: table.gameId, word: 'harbour' }
    await expectCode(table.redOperative.browser.api.checkClue.query(input), 'FORBIDDEN')
    await expectCode(stranger.api.checkClue.query(input), 'FORBIDDEN')
  })
})
