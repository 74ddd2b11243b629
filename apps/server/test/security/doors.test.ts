import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { BATCH_MAX_CALLS, BODY_MAX_BYTES, GAMES_PER_ADDRESS } from '../../src/limits.ts'
import { appRouter } from '../../src/trpc/router.ts'
import { newAddress } from '../browser.ts'
import { dailyWith, fakeRooms } from '../fake-rooms.ts'
import { closeCode, openSocket, refusalOf } from '../raw-socket.ts'
import { ORIGIN, startServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const mutations = Object.entries(appRouter['_def'].procedures)
  .filter(([, procedure]) => procedure['_def'].type === 'mutation')
  .map(([name]) => name)

/** Every game that has been made so far. */
const games = async (): Promise<number> => {
  const answer = await fetch(`${server.url}/trpc/listGames`)
  return z.object({ result: z.object({ data: z.array(z.unknown()) }) }).parse(await answer.json())
    .result.data.length
}

const goodGame = {
  gameName: 'A',
  playerName: 'B',
  settings: { visibility: 'listed' },
}

const post = (
  path: string,
  headers: Record<string, string>,
  body: string | FormData | Blob | null = JSON.stringify(goodGame),
) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'x-forwarded-for': newAddress(), ...headers },
    body,
  })

const json = { 'content-type': 'application/json' }

const postBatch = (size: number) =>
  post(
    `/trpc/${Array.from({ length: size }, () => 'createGame').join(',')}?batch=1`,
    json,
    JSON.stringify(
      Object.fromEntries(Array.from({ length: size }, (_, index) => [index, goodGame])),
    ),
  )

const evil = [
  'https://evil.example',
  'null',
  `${ORIGIN}.evil.example`,
  'http://evil-wordfare.test',
  `${ORIGIN}:8080`,
  'https://wordfare.test',
]

describe('a foreign page', () => {
  it.each(mutations)('[B1] reaches no mutation: %s', async (name) => {
    for (const origin of evil) {
      expect((await post(`/trpc/${name}`, { ...json, origin })).status).toBe(403)
    }
    for (const site of ['cross-site', 'same-site', 'none']) {
      const headers = { ...json, origin: ORIGIN, 'sec-fetch-site': site }
      expect((await post(`/trpc/${name}`, headers)).status).toBe(403)
    }
    expect(await games()).toBe(0)
  })

  it.each(mutations)('[B1] has no form to send to a mutation: %s', async (name) => {
    const form = new FormData()
    form.set('gameName', 'A')
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream']
    for (const type of types) {
      expect((await post(`/trpc/${name}`, { 'content-type': type })).status).toBe(415)
    }
    expect((await post(`/trpc/${name}`, {}, form)).status).toBe(415)
    expect((await post(`/trpc/${name}`, {}, new Blob([JSON.stringify(goodGame)]))).status).toBe(415)
    expect(
      (await fetch(`${server.url}/trpc/${name}?input=${JSON.stringify(goodGame)}`)).status,
    ).toBe(405)
    expect(await games()).toBe(0)
  })

  it('[B1] gets no session', async () => {
    const answer = await post('/session', { origin: 'https://evil.example' }, null)
    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('[B2] opens no socket', async () => {
    for (const origin of evil) expect(await refusalOf(openSocket(server, { origin }))).toBe(403)
    expect(await refusalOf(openSocket(server, {}))).toBe(403)
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site }
      expect(await refusalOf(openSocket(server, { origin: ORIGIN, headers }))).toBe(403)
    }
    expect(server.app.http.websocketServer.clients.size).toBe(0)
  })

  it('[B1] [B2] may do none of it while our own may all of it', async () => {
    const headers = { ...json, origin: ORIGIN, 'sec-fetch-site': 'same-origin' }
    expect((await post('/trpc/createGame', headers)).status).toBe(200)
    expect((await post('/trpc/createGame', json)).status).toBe(200)
    expect(await games()).toBe(2)
    const socket = openSocket(server, {
      origin: ORIGIN,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    await once(socket, 'open')
    socket.close()
    expect(await closeCode(socket)).toBe(1005)
  })
})

describe('a request', () => {
  it('[B5] may not be large', async () => {
    const before = await games()
    const large = JSON.stringify({ ...goodGame, padding: 'x'.repeat(2 * 1024 * 1024) })
    expect((await post('/trpc/createGame', json, large)).status).toBe(413)
    const slightlyTooLarge = JSON.stringify(goodGame).padEnd(BODY_MAX_BYTES + 1)
    expect((await post('/trpc/createGame', json, slightlyTooLarge)).status).toBe(413)
    expect((await post('/session', json, slightlyTooLarge)).status).toBe(413)
    expect(await games()).toBe(before)
    const justRight = JSON.stringify(goodGame).padEnd(BODY_MAX_BYTES)
    expect((await post('/trpc/createGame', json, justRight)).status).toBe(200)
  })

  it('[B6] may not hold more than a batch of calls', async () => {
    const before = await games()
    expect((await postBatch(BATCH_MAX_CALLS + 1)).status).toBe(400)
    expect(await games()).toBe(before)
    const answer = await postBatch(BATCH_MAX_CALLS)
    expect(answer.status).toBe(207)
    expect(await answer.json()).toHaveLength(BATCH_MAX_CALLS)
    expect(await games()).toBe(before + (GAMES_PER_ADDRESS[0]?.count ?? 0))
  })

  it('is told what is wrong with it in the form of every other error', async () => {
    const answer = await post('/trpc/createGame', { 'content-type': 'text/plain' })
    expect(await answer.json()).toMatchObject({
      error: {
        message: 'UNSUPPORTED_MEDIA_TYPE',
        data: { code: 'UNSUPPORTED_MEDIA_TYPE', httpStatus: 415, rejection: null, issues: null },
      },
    })
    const broken = await post('/trpc/createGame', json, '{"gameName":')
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ error: { message: 'BAD_REQUEST' } })
  })

  it('[B12] that is no HTTP is turned away, and not written down', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write('GET /session HTTP/1.1\r\nHost: x\r\nCookie: wordfare=precious\r\nbroken\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
    expect(server.lines.join('')).not.toContain('precious')
    const bytes = JSON.stringify([...Buffer.from('precious')]).slice(1, -1)
    expect(server.lines.join('')).not.toContain(bytes)
  })

  it('for nothing that there is gets a plain 404', async () => {
    for (const path of ['/nothing', '/g', '/trpc', '/trpc/', '/../etc/passwd', '/trpc/a/b']) {
      const answer = await fetch(`${server.url}${path}`)
      expect([path, answer.status]).toEqual([path, 404])
    }
    const unknown = await fetch(`${server.url}/trpc/nothing`)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ error: { message: 'NOT_FOUND' } })
  })

  it('for a subscription has to come over a socket', async () => {
    const answer = await fetch(`${server.url}/trpc/watchLobby`)
    expect(await answer.text()).toContain('METHOD_NOT_SUPPORTED')
  })
})

describe('every answer', () => {
  it.each(['/healthz', '/readyz', '/nothing', '/trpc/listGames', '/trpc/nothing'])(
    '[B4] has headers that keep it in its place: %s',
    async (path) => {
      const { headers } = await fetch(`${server.url}${path}`)
      expect(headers.get('content-security-policy')?.split(';').toSorted()).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
      ])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=(self)')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )

  it.each(['daily', 'peer'] as const)(
    'lets a page reach no more than a call needs: %s',
    async (kind) => {
      await using other = await startServer({
        video: kind === 'peer' ? { kind, iceServers: [] } : dailyWith(() => fakeRooms()),
      })
      const [plain, withCall] = await Promise.all(
        [server, other].map(async ({ url }) => {
          const { headers } = await fetch(`${url}/healthz`)
          return headers.get('content-security-policy')?.split(';') ?? []
        }),
      )
      const added = withCall?.filter((directive) => !plain?.includes(directive)).toSorted()
      expect(added).toEqual(
        kind === 'peer'
          ? []
          : [
              "connect-src 'self' https://*.daily.co https://*.dailywebrtc.com https://*.dailywebrtc.net https://*.pluot.blue https://o77906.ingest.sentry.io wss://*.daily.co wss://*.dailywebrtc.com wss://*.dailywebrtc.net wss://*.pluot.blue",
              "media-src 'self' blob:",
              "script-src 'self' https://*.daily.co https://*.dailywebrtc.com https://*.dailywebrtc.net",
              "worker-src 'self' blob:",
            ],
      )
    },
  )

  it('[B3] [B4] asks for https where the app is served over it', async () => {
    await using secure = await startServer({ publicOrigins: ['https://play.example'] })
    const { headers } = await fetch(`${secure.url}/healthz`)
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
    const session = await fetch(`${secure.url}/session`, { method: 'POST' })
    expect(session.headers.getSetCookie()[0]).toMatch(/^__Host-wordfare=.*; Secure/)
  })

  it('of a procedure is kept by no cache', async () => {
    for (const answer of [
      await fetch(`${server.url}/trpc/listGames`),
      await post('/trpc/createGame', json),
      await post('/trpc/createGame', json, '{}'),
      await post('/trpc/createGame', { 'content-type': 'text/plain' }),
    ]) {
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('a session', () => {
  it('is started once and kept', async () => {
    const first = await post('/session', { origin: ORIGIN }, null)
    expect(first.status).toBe(204)
    const [cookie = ''] = first.headers.getSetCookie()
    const pair = cookie.split(';', 1)[0] ?? ''
    const second = await post('/session', { origin: ORIGIN, cookie: pair }, null)
    expect(second.headers.getSetCookie()[0]?.split(';', 1)[0]).toBe(pair)
    const forged = await post('/session', { origin: ORIGIN, cookie: `${pair}x` }, null)
    expect(forged.headers.getSetCookie()[0]?.split(';', 1)[0]).not.toBe(pair)
  })
})
