import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BATCH_MAX_CALLS,
  FRAME_MAX_BYTES,
  FRAME_MAX_CALLS,
  LOBBY_MAX_GAMES,
  SOCKET_MESSAGES_MAX,
  SOCKET_SUBSCRIPTIONS_MAX,
} from '../src/limits.ts'
import { answersTo, call, closeCode, openSocket, refusalOf } from './raw-socket.ts'
import { ORIGIN, startServer, type TestServer } from './test-server.ts'

const goodGame = { gameName: 'A', playerName: 'B', settings: { visibility: 'listed' } }

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

describe('a socket', () => {
  it('is closed over a frame that is too large', async () => {
    const socket = openSocket(server)
    await once(socket, 'open')
    socket.send('x'.repeat(FRAME_MAX_BYTES + 1))
    expect(await closeCode(socket)).toBe(1009)
  })

  it('survives frames that make no sense', async () => {
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

  it('gets no more than so many calls answered at once', async () => {
    const socket = openSocket(server)
    const frame = Array.from({ length: FRAME_MAX_CALLS + 1 }, (_, id) => call(id, 'listGames'))
    expect(await answersTo(socket, [JSON.stringify(frame)], 1)).toMatchObject([
      { id: null, error: { data: { code: 'PARSE_ERROR' } } },
    ])
    socket.terminate()
  })

  it('has a few subscriptions and no more', async () => {
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

  it('is closed over too many messages', async () => {
    const socket = openSocket(server)
    await once(socket, 'open')
    for (let i = 0; i <= SOCKET_MESSAGES_MAX; i++) socket.send('PING')
    expect(await closeCode(socket)).toBe(1008)
  })

  it('is closed over too many calls, however few messages they come in', async () => {
    const socket = openSocket(server)
    await once(socket, 'open')
    const frame = Array.from({ length: FRAME_MAX_CALLS }, (_, id) => call(id, 'listGames'))
    const frames = Math.floor(SOCKET_MESSAGES_MAX / FRAME_MAX_CALLS) + 1
    for (let i = 0; i < frames; i++) socket.send(JSON.stringify(frame))
    expect(await closeCode(socket)).toBe(1008)
  })

  it('is dropped when it asks for much and reads nothing', async () => {
    await using busy = await startServer()
    const making = Array.from({ length: LOBBY_MAX_GAMES }, () =>
      fetch(`${busy.url}/trpc/createGame`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(goodGame),
      }),
    )
    await Promise.all(making)
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
