import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { StoreUnavailable } from '@wordfare/event-store'
import { gameIdSchema } from '@wordfare/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BODY_MAX_BYTES, GAMES_PER_ADDRESS, PATH_PARAM_MAX_CHARACTERS } from '../../src/limits.ts'
import { newAddress } from '../browser.ts'
import { openSocket } from '../raw-socket.ts'
import { temporaryFolder } from '../stores.ts'
import { startServer, type TestServer } from '../test-server.ts'

const ORIGIN = 'https://play.example'
const json = { 'content-type': 'application/json', origin: ORIGIN }
const gameId = gameIdSchema.parse('A'.repeat(22))
const goodGame = JSON.stringify({ gameName: 'A', playerName: 'B' })

const root = temporaryFolder()
mkdirSync(join(root.path, 'assets'))
writeFileSync(join(root.path, 'index.html'), '<!doctype html><title>Modern Wordfare</title>')
writeFileSync(join(root.path, 'assets', 'style-1a2b3c.css'), 'body { margin: 0 }')

let server: TestServer
beforeAll(async () => {
  server = await startServer({
    publicOrigins: [ORIGIN],
    webRoot: root.path,
    store: {
      ...createMemoryEventStore(),
      listed: () => Promise.reject(new Error('a fault of ours at /srv/secret/place.ts')),
      findByJoinCode: () => Promise.reject(new StoreUnavailable('the disk is full')),
      read: () => Promise.reject(new StoreUnavailable('the disk is full')),
    },
  })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  root[Symbol.dispose]()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers })
const post = (path: string, headers: Record<string, string>, body: string | null) =>
  fetch(`${server.url}${path}`, { method: 'POST', headers, body })

async function oneGameTooMany(): Promise<Response> {
  const from = { 'x-forwarded-for': newAddress() }
  for (let made = 0; made < (GAMES_PER_ADDRESS[0]?.count ?? 0); made++) {
    await post('/trpc/createGame', { ...json, ...from }, goodGame)
  }
  return post('/trpc/createGame', { ...json, ...from }, goodGame)
}

const table = `/g/${gameId}`
const style = '/assets/style-1a2b3c.css'

async function getAgain(path: string): Promise<Response> {
  const first = await get(path)
  // As a browser asks that has it already; without the second header `fetch` would ask for all of it.
  const known = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
  return get(path, known)
}

const answers: readonly (readonly [number, string, () => Promise<Response>])[] = [
  [200, 'that all is well', () => get('/healthz')],
  [200, 'to a call', () => get('/trpc/clock')],
  [200, 'with the page', () => get('/')],
  [200, 'with the page of a table', () => get(table)],
  [200, 'with what belongs to the page', () => get(style)],
  [304, 'that the page is still the same', () => getAgain(table)],
  [304, 'that what belongs to it is still the same', () => getAgain(style)],
  [404, 'that nothing belongs to it there', () => get('/assets/gone.css')],
  [204, 'with a session', () => post('/session', { origin: ORIGIN }, null)],
  [400, 'to nonsense', () => post('/trpc/createGame', json, '{"gameName":')],
  [404, 'to a path that is none', () => get('/%')],
  [401, 'to nobody', () => post('/trpc/callTicket', json, JSON.stringify({ gameId }))],
  [403, 'to a foreign page', () => post('/trpc/createGame', { ...json, origin: 'null' }, goodGame)],
  [404, 'that there is no page', () => get('/nothing')],
  [404, 'that there is no procedure', () => get('/trpc/nothing')],
  [405, 'to a mutation by GET', () => get('/trpc/createGame')],
  [413, 'to too much', () => post('/trpc/createGame', json, goodGame.padEnd(BODY_MAX_BYTES + 1))],
  [404, 'to a long path', () => get(`/trpc/${'x'.repeat(PATH_PARAM_MAX_CHARACTERS + 1)}`)],
  [415, 'to a form', () => post('/trpc/createGame', { origin: ORIGIN }, goodGame)],
  [429, 'to too many', oneGameTooMany],
  [500, 'of a call that failed', () => get('/trpc/listGames')],
  [
    503,
    'of a store that is away',
    () => post('/trpc/joinGame', json, '{"joinCode":"ZZZZZZZZ","playerName":"B"}'),
  ],
  [503, 'that it is not ready', () => get('/readyz')],
]

/** Expects what keeps a page in its place, and nothing that tells of the inside. */
function expectGuarded(headers: Headers, body: string): void {
  const policy = headers.get('content-security-policy')?.split(';') ?? []
  for (const directive of [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(directive)
  }
  const [, maxAge] = /^max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '') ?? []
  expect(Number(maxAge)).toBeGreaterThanOrEqual(31_536_000)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
  const all = JSON.stringify([...headers]) + body
  expect(all).not.toMatch(/fastify|node_modules|\.ts\b|\.js\b|\bat .*:\d+:\d+|secret|disk/i)
  expect(all).not.toMatch(/\b\d+\.\d+\.\d+\b/)
}

describe('[B4] an answer', () => {
  it.each(answers)(
    '%i %s has every header, and tells nothing of the inside',
    async (status, _what, ask) => {
      const answer = await ask()
      expect(answer.status).toBe(status)
      expectGuarded(answer.headers, await answer.text())
    },
  )

  it.each([
    [403, 'to a foreign page', 'https://play.example.evil.example', '/trpc'],
    [404, 'where there are none', ORIGIN, table],
  ])('%i to a socket %s has every header as well', async (status, _what, origin, path) => {
    const [request, response] = await once(
      openSocket(server, { origin }, path),
      'unexpected-response',
    )
    expect(response.statusCode).toBe(status)
    const headers = new Headers(
      Object.entries<string>(response.headers).map(([name, value]) => [name, value]),
    )
    expectGuarded(headers, await text(response))
    request.destroy()
  })

  it('400 to what is no HTTP is nothing but that', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.end('GET /session HTTP/1.1\r\nbroken\r\n\r\n')
    expect(await text(socket)).toBe('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
  })
})
