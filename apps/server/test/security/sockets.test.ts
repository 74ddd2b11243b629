import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { gameIdSchema, type ListedGame } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import {
  BATCH_MAX_CALLS,
  FRAME_MAX_BYTES,
  FRAME_MAX_CALLS,
  FRAME_MAX_FRAGMENTS,
  LOBBY_MAX_GAMES,
  SOCKET_MESSAGES_MAX,
  SOCKET_SUBSCRIPTIONS_MAX,
  SOCKETS_PER_ADDRESS_MAX,
  SOCKETS_PER_SESSION_MAX,
} from '../../src/limits.ts'
import { newAddress } from '../browser.ts'
import { sending } from '../calling.ts'
import { answersTo, call, closeCode, openSocket, refusalOf } from '../raw-socket.ts'
import { ORIGIN, startServer, type TestServer } from '../test-server.ts'

const longList: readonly ListedGame[] = Array.from({ length: LOBBY_MAX_GAMES }, (_, index) => ({
  gameId: gameIdSchema.parse(String(index).padStart(22, 'A')),
  gameName: 'A night at the desk',
  hostName: 'Ada',
  phase: 'seating',
  round: 0,
  seats: {
    red: { hasSpymaster: false, operatives: 0 },
    blue: { hasSpymaster: false, operatives: 0 },
  },
  players: 1,
  spectators: true,
  createdAtMs: index,
}))
const goodGame = { gameName: 'A', playerName: 'B', settings: { visibility: 'listed' } }

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

describe('a socket', () => {
  it('[B7] is closed over a frame that is too large', async () => {
    const socket = openSocket(server)
    await once(socket, 'open')
    socket.send('x'.repeat(FRAME_MAX_BYTES + 1))
    expect(await closeCode(socket)).toBe(1009)
  })

  it('[B7] is closed over a message in too many fragments', async () => {
    const socket = comeFrom(newAddress(), await newSession())
    await once(socket, 'open')
    const closed = closeCode(socket)
    for (let fragment = 0; fragment <= FRAME_MAX_FRAGMENTS; fragment++) {
      socket.send(' ', { fin: false })
    }
    expect(await closed).toBe(1008)
  })

  it('[B7] is closed over a frame that comes in too many pieces', async () => {
    const line = connect(Number(new URL(server.url).port), '127.0.0.1')
    line.setNoDelay(true)
    line.write(
      [
        'GET /trpc HTTP/1.1',
        'host: wordfare.test',
        `origin: ${ORIGIN}`,
        `x-forwarded-for: ${newAddress()}`,
        `cookie: ${await newSession()}`,
        'connection: Upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        `sec-websocket-key: ${'A'.repeat(22)}==`,
        '',
        '',
      ].join('\r\n'),
    )
    await once(line, 'data')
    const answer = once(line, 'data')
    const header = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    header.writeUInt32BE(FRAME_MAX_BYTES, 6)
    line.write(header)
    const isAnswered = new AbortController()
    line.once('data', () => isAnswered.abort())
    // A turn of the loop, in which the server may read as well, for each byte; now and then it reads two at once.
    for (let byte = 1; byte < FRAME_MAX_BYTES && !isAnswered.signal.aborted; byte++) {
      line.write(' ')
      await nextTurn()
    }
    const [frame] = await answer
    // A frame that closes, and why.
    expect([frame[0], frame.readUInt16BE(2)]).toEqual([0x88, 1008])
    line.destroy()
  })

  it('[B7] survives frames that make no sense', async () => {
    const socket = openSocket(server)
    const frames = [
      '{"id":',
      'null',
      '[]',
      '[1]',
      '"\\ud800"',
      '{"id":1}',
      '{"id":1,"method":"query","params":1}',
      '['.repeat(10_000),
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ]
    const answers = await answersTo(
      socket,
      [...frames, JSON.stringify(call(7, 'listGames'))],
      frames.length,
    )
    expect(answers.filter(({ id }) => id === 7)).toMatchObject([{ result: { type: 'data' } }])
    const errors = answers.flatMap(({ error }) => (error ? [error.data.code] : []))
    expect(errors).toEqual(Array.from({ length: frames.length - 1 }, () => 'PARSE_ERROR'))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    socket.terminate()
  })

  it('[B6] gets no more than so many calls answered at once', async () => {
    const socket = openSocket(server)
    const frame = Array.from({ length: FRAME_MAX_CALLS + 1 }, (_, id) => call(id, 'listGames'))
    expect(await answersTo(socket, [JSON.stringify(frame)], 1)).toMatchObject([
      { id: null, error: { data: { code: 'PARSE_ERROR' } } },
    ])
    socket.terminate()
  })

  it('[B7] has a few subscriptions and no more', async () => {
    const socket = openSocket(server)
    const frame = Array.from({ length: SOCKET_SUBSCRIPTIONS_MAX + 1 }, (_, id) =>
      call(id, 'watchLobby', 'subscription'),
    )
    // One word that it has started for each, one list for those that did, and the two words of the one that did not.
    const count = frame.length + SOCKET_SUBSCRIPTIONS_MAX + 2
    const answers = await answersTo(socket, [JSON.stringify(frame)], count)
    expect(answers.filter(({ error }) => error)).toMatchObject([
      { error: { data: { code: 'TOO_MANY_REQUESTS' } } },
    ])
    socket.terminate()
  })

  it('[B7] loses none of them to those that are refused', async () => {
    const socket = comeFrom(newAddress(), await newSession())
    const nowhere = {
      gameId: 'A'.repeat(22),
      epoch: 'e'.repeat(22),
      media: sending,
    }
    const refused = Array.from({ length: SOCKET_SUBSCRIPTIONS_MAX }, (_, id) =>
      call(id, 'watchCall', 'subscription', nowhere),
    )
    const lobby = call(refused.length, 'watchLobby', 'subscription')
    // That each has started, and is refused, and has stopped; then that the last one has started, and a list.
    const count = 3 * refused.length + 2
    const answers = await answersTo(socket, [JSON.stringify([...refused, lobby])], count)
    expect(answers.flatMap(({ error }) => (error ? [error.data.code] : []))).toEqual(
      refused.map(() => 'FORBIDDEN'),
    )
    socket.terminate()
  })

  it('may not start a session, so it may not make a game', async () => {
    const socket = openSocket(server)
    const answers = await answersTo(
      socket,
      [JSON.stringify(call(1, 'createGame', 'mutation', goodGame))],
      1,
    )
    expect(answers).toMatchObject([{ id: 1, error: { data: { code: 'UNAUTHORIZED' } } }])
    socket.terminate()
  })

  it('[B7] is closed over too many messages', async () => {
    const socket = openSocket(server)
    await once(socket, 'open')
    for (let i = 0; i <= SOCKET_MESSAGES_MAX; i++) socket.send('PING')
    expect(await closeCode(socket)).toBe(1008)
  })

  it('[B7] is closed over too many calls, however few messages they come in', async () => {
    const socket = openSocket(server)
    await once(socket, 'open')
    const frame = Array.from({ length: FRAME_MAX_CALLS }, (_, id) => call(id, 'listGames'))
    const frames = Math.floor(SOCKET_MESSAGES_MAX / FRAME_MAX_CALLS) + 1
    for (let i = 0; i < frames; i++) socket.send(JSON.stringify(frame))
    expect(await closeCode(socket)).toBe(1008)
  })

  it('is dropped when it asks for much and reads nothing', async () => {
    const store: EventStore = { ...createMemoryEventStore(), listed: async () => longList }
    await using busy = await startServer({ store })
    const socket = openSocket(busy)
    await once(socket, 'open')
    socket.pause()
    const [atServer] = busy.app.http.websocketServer.clients
    if (!atServer) throw new Error('the socket is open')
    const closed = once(atServer, 'close')
    const frame = JSON.stringify(
      Array.from({ length: BATCH_MAX_CALLS }, (_, id) => call(id, 'listGames')),
    )
    for (let i = 0; i < SOCKET_MESSAGES_MAX / BATCH_MAX_CALLS; i++) socket.send(frame)
    expect((await closed)[0]).toBe(1006)
    socket.terminate()
  })

  it('is not to be had anywhere else', async () => {
    for (const path of ['/', '/healthz', '/trpc/listGames?input=secret', '/nothing']) {
      expect([path, await refusalOf(openSocket(server, { origin: ORIGIN }, path))]).toEqual([
        path,
        404,
      ])
    }
    expect(server.lines.join('')).not.toContain('secret')
  })
})

/** A session that nobody has had yet, as a cookie. */
async function newSession(): Promise<string> {
  const answer = await fetch(`${server.url}/session`, { method: 'POST' })
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
}

const comeFrom = (address: string, cookie: string | null) =>
  openSocket(server, {
    origin: ORIGIN,
    headers: { 'x-forwarded-for': address, ...(cookie !== null && { cookie }) },
  })

/** Opens so many sockets, one after the other. */
async function openMany(count: number, open: (index: number) => WebSocket): Promise<WebSocket[]> {
  const sockets = Array.from({ length: count }, (_, index) => open(index))
  await Promise.all(sockets.map((socket) => once(socket, 'open')))
  return sockets
}

/** Kills the client's end, and resolves once the server has let go of its own. */
async function kill(sockets: readonly WebSocket[]): Promise<void> {
  const atServer = Array.from(server.app.http.websocketServer.clients)
  const gone = Promise.all(atServer.map((socket) => once(socket, 'close')))
  for (const socket of sockets) socket.terminate()
  await gone
}

describe('[B9] sockets', () => {
  // What earlier tests have closed is gone for the server as well.
  beforeEach(() => kill([]))

  it('of one session are a few, from wherever', async () => {
    const cookie = await newSession()
    const open = () => comeFrom(newAddress(), cookie)
    const [first, ...others] = await openMany(SOCKETS_PER_SESSION_MAX, open)
    expect(await refusalOf(open())).toBe(429)
    const atServer = Array.from(server.app.http.websocketServer.clients)
    const oneGone = Promise.race(atServer.map((socket) => once(socket, 'close')))
    first?.terminate()
    await oneGone
    others.push(...(await openMany(1, open)))
    expect(await refusalOf(open())).toBe(429)
    await kill(others)
  })

  it('from one address are some, of whatever sessions', async () => {
    const address = newAddress()
    const cookies = await Promise.all(Array.from({ length: SOCKETS_PER_ADDRESS_MAX }, newSession))
    const sockets = await openMany(cookies.length, (n) => comeFrom(address, cookies[n] ?? null))
    expect(await refusalOf(comeFrom(address, await newSession()))).toBe(429)
    expect(await refusalOf(comeFrom(address, null))).toBe(429)
    const elsewhere = await openMany(1, () => comeFrom(newAddress(), null))
    await kill([...sockets, ...elsewhere])
  })

  it('leave nothing behind, however often they come and are killed', async () => {
    const [address, cookie] = [newAddress(), await newSession()]
    for (let cycle = 0; cycle < 200; cycle++) {
      await kill(await openMany(SOCKETS_PER_SESSION_MAX, () => comeFrom(address, cookie)))
    }
    const sockets = await openMany(SOCKETS_PER_SESSION_MAX, () => comeFrom(address, cookie))
    expect(await refusalOf(comeFrom(address, cookie))).toBe(429)
    await kill(sockets)
  })

  it('without a session that never make a call are closed after a while, and no others', async () => {
    const cookie = await newSession()
    const [known] = await openMany(1, () => comeFrom(newAddress(), cookie))
    const [asking] = await openMany(1, () => comeFrom(newAddress(), null))
    const [silent, babbling] = await openMany(2, () => comeFrom(newAddress(), null))
    if (!known || !asking || !silent || !babbling) throw new Error('all are open')
    await answersTo(asking, [JSON.stringify(call(1, 'clock'))], 1)
    for (const nonsense of ['PING', '{"id":', '[]', '{"hello":1}']) babbling.send(nonsense)
    expect(await Promise.all([closeCode(silent), closeCode(babbling)])).toEqual([1008, 1008])
    expect([known.readyState, asking.readyState]).toEqual([known.OPEN, asking.OPEN])
    await kill([known, asking])
  })
})
