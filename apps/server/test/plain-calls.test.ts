import { gameIdSchema, joinCodeSchema } from '@wordfare/contracts'
import { StoreUnavailable } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { describe, expect, it } from 'vitest'
import type { AppDeps } from '../src/app.ts'
import { createGameWorld } from '../src/game/game-world.ts'
import { BODY_MAX_BYTES } from '../src/limits.ts'
import { appRouter } from '../src/trpc/router.ts'
import { startServer, type TestServer } from './test-server.ts'

/** The id and the code of the games of a world, in the order in which they are made. */
const gameIdOf = (nth: number) => gameIdSchema.parse(`${nth}`.padStart(22, 'g'))
const joinCodeOf = (nth: number) => joinCodeSchema.parse(`K7MQ24X${'23456789'[nth]}`)
const [firstGame, unknownGame] = [gameIdOf(0), gameIdOf(99)]

/** A world in which everything comes out the same each time. */
function sameWorld() {
  let ids = 0
  let codes = 0
  return {
    ...createGameWorld(),
    now: () => 1_800_000_000_000,
    newGameId: () => gameIdOf(ids++),
    newJoinCode: () => joinCodeOf(codes++),
  }
}

interface Exchange {
  readonly path: string
  /** An object is sent as JSON; nothing is sent with `GET`. */
  readonly body?: object | string | Uint8Array<ArrayBuffer> | null
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
}

const json = { 'content-type': 'application/json' }
const newGame = { gameName: 'Größe 🫖', playerName: 'Adä' }
const join = { gameId: firstGame, playerName: 'Bob' }
const play = { gameId: firstGame, commandId: 'command-1', command: { type: 'leaveSeat' } }
const signal = {
  gameId: firstGame,
  epoch: 'e'.repeat(22),
  message: { type: 'media', media: { camera: true, microphone: true } },
}

/** Each with a session, one after the other. */
const plain: readonly Exchange[] = [
  { path: 'createGame', body: newGame },
  { path: 'createGame', body: newGame, headers: { 'content-type': 'application/json; charset=x' } },
  { path: 'joinGame', body: join },
  { path: 'joinGame', body: { joinCode: 'k7mq-24x3', playerName: 'Bob' } },
  { path: 'play', body: { ...play, command: { type: 'rename', name: 'Eve' } } },
  { path: 'callTicket', body: { gameId: firstGame } },
  // Refused by the rules, by the game, by the shape of the input.
  { path: 'play', body: { ...play, command: { type: 'giveClue', word: 'a', count: 1 } } },
  { path: 'joinGame', body: { ...join, gameId: unknownGame } },
  { path: 'joinGame', body: { joinCode: 'ZZZZZZZZ', playerName: 'Bob' } },
  { path: 'callTicket', body: { gameId: unknownGame } },
  { path: 'signal', body: signal },
  { path: 'joinGame', body: { ...join, playerName: '' } },
  { path: 'createGame', body: '{"gameName":"A","playerName":"B","__proto__":{"polluted":1}}' },
  { path: 'createGame', body: 'null' },
  { path: 'createGame', body: '[1]' },
  { path: 'create%47ame', body: {} },
  // What is no UTF-8 reads as something else.
  { path: 'createGame', body: new Uint8Array([0x22, 0xff, 0x22]) },
]

/** What tRPC's adapter is left to answer. */
const other: readonly Exchange[] = [
  { path: 'createGame', body: '{"gameName":' },
  { path: 'createGame', body: new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]) },
  { path: 'createGame', body: '' },
  { path: 'createGame', body: null, headers: {} },
  { path: 'createGame', body: newGame, headers: { 'content-type': 'Application/JSON' } },
  { path: 'createGame', body: newGame, headers: { 'content-type': 'text/plain' } },
  { path: 'createGame', body: newGame, headers: { 'content-type': 'application/jsonl' } },
  { path: 'createGame', body: newGame, headers: { ...json, 'trpc-accept': 'application/jsonl' } },
  { path: 'createGame', body: newGame, headers: { ...json, accept: 'a/b, application/jsonl' } },
  { path: 'createGame', body: newGame, headers: { ...json, origin: 'https://evil.example' } },
  { path: 'createGame', body: JSON.stringify(newGame).padEnd(BODY_MAX_BYTES + 1) },
  { path: 'createGame', body: newGame, method: 'PUT' },
  { path: 'createGame', method: 'GET' },
  { path: 'createGame,createGame', body: { 0: newGame, 1: newGame } },
  { path: 'create%2547ame', body: {} },
  { path: 'nothing', body: {} },
  { path: 'toString', body: {} },
  { path: 'listGames', body: {} },
  { path: 'listGames', method: 'GET' },
  { path: 'watchLobby', body: {} },
]

/** How long a body is may be told in two ways, and time passes between two answers. */
const MAY_DIFFER = new Set(['date', 'content-length', 'transfer-encoding'])
/** A new session has another secret each time. */
const NEW_COOKIE = /^wordfare=[^;]+/

/** All of an answer that a client can see. */
async function answerOf(answer: Response) {
  const headers = [...answer.headers].filter(([name]) => !MAY_DIFFER.has(name))
  return {
    status: answer.status,
    headers: headers.map(([name, value]) => [name, value.replace(NEW_COOKIE, 'wordfare=new')]),
    body: await answer.text(),
  }
}

/** Two servers to which the same happens, and the cookie of a session at both. */
async function twoServers(parts: () => Partial<AppDeps> = () => ({})) {
  await using resources = new AsyncDisposableStack()
  const start = async (): Promise<TestServer> =>
    resources.use(
      await startServer({
        video: { kind: 'peer', iceServers: [] },
        world: sameWorld(),
        ...parts(),
      }),
    )
  const servers = [await start(), await start()] as const
  const session = await fetch(`${servers[0].url}/session`, { method: 'POST' })
  const cookie = /^[^;]+/.exec(session.headers.get('set-cookie') ?? '')?.[0] ?? ''
  const owned = resources.move()
  return { servers, cookie, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** The same request to both; with a query, no call is plain, so that tRPC's adapter answers it. */
async function bothAnswers(
  { servers }: Pick<Awaited<ReturnType<typeof twoServers>>, 'servers'>,
  { path, body, headers = json, method = 'POST' }: Exchange,
  cookie: string | null,
) {
  const isText = typeof body === 'string' || body instanceof Uint8Array
  const init = {
    method,
    headers: { ...headers, ...(cookie !== null && { cookie }) },
    ...(method !== 'GET' && { body: isText || !body ? (body ?? null) : JSON.stringify(body) }),
  }
  const [direct, adapted] = servers
  return Promise.all([
    fetch(`${direct.url}/trpc/${path}`, init),
    fetch(`${adapted.url}/trpc/${path}?plain=no`, init),
  ])
}

const failures = ({ lines }: TestServer): readonly string[] =>
  lines.filter((line) => line.includes('a call failed'))

describe('a plain call', () => {
  it('is answered as tRPC itself would answer it, byte for byte, and so is every other one', async () => {
    await using both = await twoServers()
    for (const exchange of [...plain, ...other]) {
      const [direct, adapted] = await bothAnswers(both, exchange, both.cookie)
      expect([exchange, await answerOf(direct)]).toEqual([exchange, await answerOf(adapted)])
      const isAnsweredDirectly =
        direct.headers.has('content-length') &&
        adapted.headers.get('transfer-encoding') === 'chunked'
      expect([exchange, isAnsweredDirectly]).toEqual([exchange, plain.includes(exchange)])
    }
    expect(both.servers.flatMap(failures)).toEqual([])
  })

  it('is any mutation that there is', () => {
    const mutations = Object.entries(appRouter['_def'].procedures).flatMap(([path, procedure]) =>
      procedure['_def'].type === 'mutation' ? [path] : [],
    )
    const sent = new Set(plain.map(({ path }) => path))
    expect(mutations.filter((path) => !sent.has(path))).toEqual([])
  })

  it('starts a session, or is refused for want of one, in the same way', async () => {
    await using both = await twoServers()
    for (const [path, body] of [
      ['createGame', newGame],
      ['play', play],
      ['callTicket', { gameId: firstGame }],
    ] as const) {
      const [direct, adapted] = await bothAnswers(both, { path, body }, null)
      const [one, another] = [await answerOf(direct), await answerOf(adapted)]
      const ids = /"playerId":"[\w-]+"/
      expect({ ...one, body: one.body.replace(ids, '') }).toEqual({
        ...another,
        body: another.body.replace(ids, ''),
      })
      expect(direct.headers.has('set-cookie')).toBe(path === 'createGame')
    }
  })

  it('is told in the same way when to come again', async () => {
    await using both = await twoServers(() => ({
      switchboard: { ...createMemorySwitchboard(), spend: async () => 1_500 },
    }))
    const [direct, adapted] = await bothAnswers(both, { path: 'createGame', body: newGame }, null)
    expect(direct.headers.get('retry-after')).toBe('2')
    expect(await answerOf(direct)).toEqual(await answerOf(adapted))
  })

  it.each([
    [503, new StoreUnavailable('gone')],
    [500, new Error('a secret')],
  ])('that fails with status %d says and logs the same', async (status, error) => {
    await using both = await twoServers(() => ({
      store: {
        ...createMemoryEventStore(),
        read: async () => {
          throw error
        },
      },
    }))
    const [direct, adapted] = await bothAnswers(both, { path: 'joinGame', body: join }, both.cookie)
    expect(direct.status).toBe(status)
    expect(await answerOf(direct)).toEqual(await answerOf(adapted))
    for (const server of both.servers) {
      const logged = failures(server).map((line): unknown => JSON.parse(line))
      expect(logged).toMatchObject([
        { path: 'joinGame', gameId: firstGame, err: { message: error.message } },
      ])
    }
  })
})
