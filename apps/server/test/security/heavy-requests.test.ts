import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { OVERDUE_CHECK_INTERVAL_MS, REQUEST_TIMEOUT_MS } from '../../src/limits.ts'
import { call, closeCode } from '../raw-socket.ts'
import { startProcess, type ServerProcess } from '../server-process.ts'

const KIB = 1024
const MIB = 1024 * KIB
/** What one abuse may cost the server. */
const MEMORY_MAX_BYTES = 30 * MIB

let server: ServerProcess
let metricsUrl: string
beforeAll(async () => {
  server = await startProcess({ STORE: 'memory', METRICS_PORT: '0', LOG_LEVEL: 'debug' })
  metricsUrl = await vi.waitUntil(
    () => /"url":"([^"]+)","msg":"serving metrics"/.exec(server.output())?.[1],
    { timeout: 15_000 },
  )
  // They take memory that no client has asked for.
  await vi.waitUntil(() => server.output().includes('the dictionaries are loaded'), {
    timeout: 15_000,
  })
})
afterAll(() => server[Symbol.asyncDispose]())

/** What the server's process takes of the machine's memory. */
async function memoryBytes(): Promise<number> {
  const metrics = await (await fetch(`${metricsUrl}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1])
}

/** Who sends on and on may be cut off before the answer is read. */
const CUT_OFF = 0
/** What a socket makes of that. */
const NO_CODE = 1006

/** Sends a body piece by piece until there is an answer, and resolves with its status. */
function statusOf(
  path: string,
  headers: Record<string, string | number>,
  bytes = 0,
): Promise<number> {
  const status = Promise.withResolvers<number>()
  const post = request(`${server.url}${path}`, { method: 'POST', headers })
  post.once('response', (response) => {
    status.resolve(response.statusCode ?? CUT_OFF)
    post.destroy()
  })
  post.on('error', () => status.resolve(CUT_OFF))
  Readable.from(pieces(bytes)).pipe(post)
  return status.promise
}

function* pieces(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(64 * KIB, 'x')
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece
}

/** Sends one frame, and resolves with the code that the socket is closed with. */
async function closeCodeOf(frame: string | Buffer): Promise<number> {
  const { origin } = server
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/trpc`, { origin })
  // What is cut off in the middle of a frame is an error for the one who sends it.
  socket.on('error', () => {})
  await once(socket, 'open')
  const closed = closeCode(socket)
  socket.send(frame)
  const code = await closed
  return code === NO_CODE ? CUT_OFF : code
}

const json = { 'content-type': 'application/json' }
const createGame = '/trpc/createGame'

const abuses: readonly (readonly [string, () => Promise<number>, number])[] = [
  [
    'a body of 2 MiB',
    () => statusOf(createGame, { ...json, 'content-length': 2 * MIB }, 2 * MIB),
    413,
  ],
  ['a body of 100 MiB that does not say so', () => statusOf(createGame, json, 100 * MIB), 413],
  [
    'a form of 48 MiB',
    () => statusOf(createGame, { 'content-type': 'multipart/form-data; boundary=x' }, 48 * MIB),
    415,
  ],
  [
    '10,000 headers',
    () =>
      statusOf(
        createGame,
        Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, 'x'])),
      ),
    400,
  ],
  ['a path of 16 KiB', () => statusOf(`/${'x'.repeat(16 * KIB)}`, json), 400],
  [
    'a batch of 600 calls',
    () => statusOf(`/trpc/${Array.from({ length: 600 }, () => 'clock').join(',')}?batch=1`, {}),
    404,
  ],
  ['a frame of 30 MiB', () => closeCodeOf(Buffer.alloc(30 * MIB, 'x')), 1009],
  [
    'a frame of 20,000 subscriptions',
    () =>
      closeCodeOf(
        JSON.stringify(
          Array.from({ length: 20_000 }, (_, id) => call(id, 'watchLobby', 'subscription')),
        ),
      ),
    1009,
  ],
]

describe('[B5] [B6] [B7] what is too much', () => {
  it.each(abuses)('is refused, and costs no memory: %s', async (_what, abuse, answer) => {
    const before = await memoryBytes()
    expect([answer, CUT_OFF]).toContain(await abuse())
    const grown = (await memoryBytes()) - before
    expect(grown).toBeLessThan(MEMORY_MAX_BYTES)
  })
})

describe('[B5] a request that comes in a byte at a time', () => {
  it.concurrent.each([
    ['its headers', 'GET /healthz HTTP/1.1\r\nhost: x\r\n'],
    [
      'its body',
      'POST /session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n',
    ],
  ])('is given up: %s', async (_what, start) => {
    const { hostname, port } = new URL(server.url)
    const before = await memoryBytes()
    const startedAt = performance.now()
    const sockets = Array.from({ length: 50 }, () => connect(Number(port), hostname))
    const allClosed = Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))),
    )
    for (const socket of sockets) {
      socket.on('error', () => {})
      socket.write(start)
    }
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x')
    }, 1_000)
    await allClosed
    clearInterval(drip)
    const tookMs = performance.now() - startedAt
    expect(tookMs).toBeLessThan(2 * REQUEST_TIMEOUT_MS + 2 * OVERDUE_CHECK_INTERVAL_MS)
    expect((await memoryBytes()) - before).toBeLessThan(MEMORY_MAX_BYTES)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })
})
