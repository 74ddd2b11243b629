import { describe, expect, it } from 'vitest'

import { errorOf, makeRooms, newGameId, newPlayerId, openHouse } from '../test/harness.ts'
import { KEY, keyForms, tracesIn } from '../test/known-key.ts'
import type { Behaviour } from '../stand-in/index.ts'

const echoing = (code: number, info: string): Behaviour => ({
  kind: 'status',
  status: code,
  body: { error: 'invalid-request-error', info },
})

describe('the key', () => {
  const echo = Object.values(keyForms).join(' ')
  const split = Array.from(KEY).join('\u0000\r\n')
  const failures: [string, Behaviour][] = [
    ['200 of a wrong shape', { kind: 'altered', fields: { url: KEY, privacy: KEY } }],
    ['200 that is no JSON', { kind: 'garbage' }],
    ['201', { kind: 'altered', fields: {}, status: 201 }],
    ['302', { kind: 'redirect', to: 'http://127.0.0.1:9/' }],
    ...[400, 401, 403, 404, 422, 429, 500].map((code): [string, Behaviour] => [
      `${code} that quotes the request`,
      echoing(code, `no: Bearer ${echo}`),
    ]),
    ['400 that quotes the key around line breaks', echoing(400, split)],
    [
      '400 that quotes the key where a quotation is cut',
      echoing(400, `${'x'.repeat(150)}${KEY}${'x'.repeat(5_000)}`),
    ],
    ['503 in HTML', { kind: 'html', status: 503 }],
    ['a time-out', { kind: 'silence' }],
    ['an answer byte by byte', { kind: 'trickle', intervalMs: 100 }],
    ['an endless answer', { kind: 'endless' }],
    ['a reset connection', { kind: 'reset' }],
  ]
  it.each(failures)('[D2] shows in no error and no log line after %s', async (_, behaviour) => {
    const { standIn, rooms, lines } = await openHouse({ limits: { attemptTimeoutMs: 500 } })
    const { token } = await rooms.ticket(await rooms.openRoom(newGameId()), {
      playerId: newPlayerId(),
      name: 'Ada',
    })
    standIn.fail({ behaviour })
    const error = await errorOf(rooms.openRoom(newGameId()))
    expect(lines.length).toBeGreaterThan(0)
    expect(tracesIn(error)).toEqual([])
    expect(tracesIn(lines)).toEqual([])
    expect(error.cause).toBeUndefined()
    const prints = [error.message, JSON.stringify(lines)].join()
    expect(prints).not.toContain(token)
    expect(prints).not.toContain(KEY.slice(0, KEY.length / 2))
    expect(prints).not.toMatch(/daily\.co|wf-/u)
    expect(error.message).not.toMatch(/\p{Cc}/u)
    expect(error.message.length).toBeLessThan(300)
  })

  it('[D2] shows in no error after a failed TLS handshake or a refused connection', async () => {
    const { standIn, rooms, lines } = await openHouse()
    const tls = makeRooms({ apiUrl: standIn.url.replace('http:', 'https:') })
    const handshake = await errorOf(tls.rooms.openRoom(newGameId()))
    await standIn.close()
    const connection = await errorOf(rooms.openRoom(newGameId()))
    expect([handshake.code, connection.code]).toEqual(['network', 'network'])
    expect([handshake, connection, lines, tls.lines].flatMap(tracesIn)).toEqual([])
  })

  it('[D2] shows in nothing that a room maker is made of', async () => {
    const { rooms } = await openHouse()
    expect(tracesIn(rooms)).toEqual([])
  })

  it('[D2] is left out of a quotation, and so are tokens and rooms', async () => {
    const { standIn, rooms } = await openHouse()
    const { name } = await rooms.openRoom(newGameId())
    const info = `${name} and eyJhbGciOiJIUzI1NiJ9.eyJyIjoid2YifQ.c2ln and ${KEY}`
    standIn.fail({ behaviour: echoing(400, info) })
    const { message } = await errorOf(rooms.openRoom(newGameId()))
    expect(message).toBe(
      'daily: refused at POST /rooms, status 400, attempts 1: ' +
        'invalid-request-error: [room] and [redacted] and [redacted]',
    )
  })
})
