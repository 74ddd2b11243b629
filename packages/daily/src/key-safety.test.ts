import { Registry } from 'prom-client'
import { describe, expect, it, vi } from 'vitest'

import { SOON, errorOf, newGameId, newPlayerId, openHouse } from '../test/harness.ts'
import { KEY, keyForms, tracesIn } from '../test/known-key.ts'
import type { Behaviour } from '../stand-in/index.ts'
import type { DailyError, DailyErrorCode } from './daily-error.ts'

/** A house in which the wire can be exchanged for another. */
async function houseWithWire() {
  const wire = { fetch: globalThis.fetch }
  const metrics = new Registry()
  const house = await openHouse({
    limits: { attemptTimeoutMs: 1_000 },
    metrics,
    fetch: (input, init) => wire.fetch(input, init),
  })
  return { ...house, wire, metrics }
}
type House = Awaited<ReturnType<typeof houseWithWire>>

const open = ({ rooms }: House) => errorOf(rooms.openRoom(newGameId()))

const answering =
  (behaviour: Behaviour) =>
  (house: House): Promise<DailyError> => {
    house.standIn.fail({ behaviour })
    return open(house)
  }

const quoting = (code: number, info: string) =>
  answering({
    kind: 'status',
    status: code,
    body: { error: 'invalid-request-error', info },
  })

/** What a program that reads and writes headers may throw, with the key wherever there is room for it. */
const tellTale = () =>
  Object.assign(new TypeError(`no header: Bearer ${KEY}`, { cause: { headers: [KEY] } }), {
    config: { headers: { Authorization: `Bearer ${KEY}` } },
    [KEY]: KEY,
  })

async function abortedWith(house: House, reason: unknown): Promise<DailyError> {
  house.standIn.fail({ behaviour: { kind: 'silence' } })
  const before = house.standIn.requests.length
  const controller = new AbortController()
  const error = errorOf(house.rooms.openRoom(newGameId(), controller.signal))
  await vi.waitUntil(() => house.standIn.requests.length > before, SOON)
  controller.abort(reason)
  return error
}

const echo = Object.values(keyForms).join(' ')

/** Every way in which asking Daily can end badly, and as what it is known. */
const failures: [string, DailyErrorCode, (house: House) => Promise<DailyError>][] = [
  ['200 of a wrong shape', 'contract', answering({ kind: 'altered', fields: { url: KEY } })],
  ['200 that is no JSON', 'contract', answering({ kind: 'garbage' })],
  ['201', 'contract', answering({ kind: 'altered', fields: {}, status: 201 })],
  ['302', 'contract', answering({ kind: 'redirect', to: 'http://127.0.0.1:9/' })],
  ['400 that quotes the request', 'refused', quoting(400, `no: Bearer ${echo}`)],
  ['401 that quotes the request', 'key-refused', quoting(401, `no: Bearer ${echo}`)],
  ['403 that quotes the request', 'forbidden', quoting(403, `no: Bearer ${echo}`)],
  ['404 that quotes the request', 'not-found', quoting(404, `no: Bearer ${echo}`)],
  ['422 that quotes the request', 'refused', quoting(422, `no: Bearer ${echo}`)],
  ['429 that quotes the request', 'rate-limited', quoting(429, `no: Bearer ${echo}`)],
  ['500 that quotes the request', 'server-error', quoting(500, `no: Bearer ${echo}`)],
  [
    '400 that quotes the key around line breaks',
    'refused',
    quoting(400, Array.from(KEY).join('\u0000\r\n')),
  ],
  [
    '400 that quotes the key where a quotation is cut',
    'refused',
    quoting(400, `${'x'.repeat(150)}${KEY}${'x'.repeat(5_000)}`),
  ],
  ['503 in HTML', 'server-error', answering({ kind: 'html', status: 503 })],
  ['a time-out', 'timeout', answering({ kind: 'silence' })],
  ['an answer byte by byte', 'timeout', answering({ kind: 'trickle', intervalMs: 100 })],
  ['an endless answer', 'contract', answering({ kind: 'endless' })],
  ['a connection reset in mid-answer', 'network', answering({ kind: 'reset' })],
  [
    'a refused connection',
    'network',
    async (house) => {
      await house.standIn.close()
      return open(house)
    },
  ],
  [
    'a failed TLS handshake',
    'network',
    (house) => {
      house.wire.fetch = (_, init) => fetch(house.standIn.url.replace('http:', 'https:'), init)
      return open(house)
    },
  ],
  ['a caller who gives up', 'aborted', (house) => abortedWith(house, tellTale())],
  [
    'an error thrown on the way out',
    'network',
    (house) => {
      house.wire.fetch = () => {
        throw tellTale()
      }
      return open(house)
    },
  ],
  [
    'an error thrown on the way back',
    'network',
    (house) => {
      const broken = new ReadableStream({ start: (controller) => controller.error(tellTale()) })
      house.wire.fetch = async () => new Response(broken)
      return open(house)
    },
  ],
]

describe('the key', () => {
  it.each(failures)('[D2] shows nowhere after %s', async (_, code, provoke) => {
    const house = await houseWithWire()
    const { rooms, lines, metrics } = house
    const { token } = await rooms.ticket(await rooms.openRoom(newGameId()), {
      playerId: newPlayerId(),
      name: 'Ada',
    })
    const error = await provoke(house)
    expect(error.code).toBe(code)
    expect(lines.length).toBeGreaterThan(0)
    const counts = await metrics.metrics()
    expect(counts).toContain(`outcome="${code}"`)
    for (const shown of [error, lines, rooms, counts]) expect(tracesIn(shown)).toEqual([])
    expect(error.cause).toBeUndefined()
    const prints = [error.message, error.stack, JSON.stringify(lines), counts].join()
    expect(prints).not.toContain(token)
    expect(prints).not.toContain(KEY.slice(0, KEY.length / 2))
    expect(error.message + JSON.stringify(lines) + counts).not.toMatch(/daily\.co|wf-/u)
    expect(error.message).not.toMatch(/\p{Cc}/u)
    expect(error.message.length).toBeLessThan(300)
  })

  it('[D2] is left out of a quotation, and so are tokens and rooms', async () => {
    const { standIn, rooms } = await openHouse()
    const { name } = await rooms.openRoom(newGameId())
    const info = `${name} and eyJhbGciOiJIUzI1NiJ9.eyJyIjoid2YifQ.c2ln and ${KEY}`
    const body = { error: 'invalid-request-error', info }
    standIn.fail({ behaviour: { kind: 'status', status: 400, body } })
    const { message } = await errorOf(rooms.openRoom(newGameId()))
    expect(message).toBe(
      'daily: refused at POST /rooms, status 400, attempts 1: ' +
        'invalid-request-error: [room] and [redacted] and [redacted]',
    )
  })
})
