import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appRouter } from '../../src/trpc/router.ts'
import { openBrowser } from '../browser.ts'
import { newEpoch, sending } from '../calling.ts'
import { answersTo, call, openSocket } from '../raw-socket.ts'
import { expectCode } from '../refusal.ts'
import { createGame, joinGame, seatFour, type Table } from '../table.ts'
import { startServer, type TestServer } from '../test-server.ts'
import { watch } from '../watching.ts'
import type { ProcedureName } from './procedures.ts'

let server: TestServer
let table: Table
beforeAll(async () => {
  server = await startServer({ video: { kind: 'peer', iceServers: [] } })
  table = await seatFour(server)
})
afterAll(async () => {
  await table.close()
  await server[Symbol.asyncDispose]()
})

/** An input of each procedure that is as it should be. */
const goodInputs = (): { readonly [Name in ProcedureName]: Readonly<Record<string, unknown>> } => {
  const { gameId, joinCode } = table
  return {
    createGame: { gameName: 'A', playerName: 'B', settings: { visibility: 'link' } },
    joinGame: { joinCode, playerName: 'B' },
    listGames: {},
    watchLobby: {},
    clock: {},
    play: { gameId, commandId: 'command-1', command: { type: 'mark', card: 3 } },
    watchGame: { gameId, lastEventId: '3' },
    checkClue: { gameId, word: 'harbour' },
    replay: { gameId, round: 1 },
    callTicket: { gameId },
    watchCall: { gameId, epoch: newEpoch(), media: sending },
    signal: { gameId, epoch: newEpoch(), message: { type: 'media', media: sending } },
  }
}

/** What no field of any input is, as JSON. */
const hostile = [
  'null',
  '0',
  '-1',
  '1e400',
  '123456789012345678901234567890',
  '0.1',
  'true',
  '[]',
  '{}',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u202eevil\\u200b"',
  '"__proto__"',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '{"type":"__proto__"}',
  '{"type":"toString","card":0}',
  `${'['.repeat(4_000)}${']'.repeat(4_000)}`,
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
  JSON.stringify('x'.repeat(10_000)),
]

/** The input with one field after the other replaced, with one too many, and replaced as a whole. */
function spoilt(good: Readonly<Record<string, unknown>>): string[] {
  const withField = (name: string, value: string): string => {
    const others = Object.entries(good).filter(([other]) => other !== name)
    const fields = others.map(([other, kept]) => `${JSON.stringify(other)}:${JSON.stringify(kept)}`)
    return `{${[...fields, `${JSON.stringify(name)}:${value}`].join(',')}}`
  }
  const names = [...Object.keys(good), '__proto__', 'constructor', 'playerId']
  return [...names.flatMap((name) => hostile.map((value) => withField(name, value))), ...hostile]
}

/** An answer, or an error that a client can make sense of. */
const OUTCOME =
  /"result":|"code":"(PARSE_ERROR|BAD_REQUEST|UNAUTHORIZED|FORBIDDEN|NOT_FOUND|UNPROCESSABLE_CONTENT|TOO_MANY_REQUESTS|METHOD_NOT_SUPPORTED)"/

const loggedLevels = (): number[] =>
  server.lines.map((line) => Number(/"level":(\d+)/.exec(line)?.[1]))

describe('[B7] an input that makes no sense', () => {
  it.each(
    Object.entries(appRouter['_def'].procedures).map(([name, { _def }]) => [name, _def.type]),
  )('gets an answer or an error that has a name: %s', async (name, type) => {
    const { browser } = table.redOperative
    const good = Object.entries(goodInputs()).find(([one]) => one === name)?.[1]
    if (!good) throw new Error('there is an input for every procedure')
    for (const input of spoilt(good)) {
      const path = `/trpc/${name}`
      const query = `?input=${encodeURIComponent(input.slice(0, 2_000))}`
      const answer =
        type === 'mutation'
          ? await browser.request(path, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: input,
            })
          : await browser.request(path + query)
      const text = await answer.text()
      expect(answer.status).toBeLessThan(500)
      expect(text).toMatch(OUTCOME)
      expect(text).not.toMatch(/\bstack\b|node_modules/)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Math.max(...loggedLevels())).toBeLessThan(50)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  it('gets one over a socket as well, however deep, large or binary it is', async () => {
    const socket = openSocket(server)
    const inputs = ['['.repeat(60_000) + ']'.repeat(60_000), ...hostile]
    const frames = inputs.map(
      (input) => `{"id":1,"method":"query","params":{"path":"checkClue","input":${input}}}`,
    )
    const answers = await answersTo(
      socket,
      [...frames, JSON.stringify(call(2, 'clock'))],
      frames.length + 1,
    )
    expect(answers.find(({ id }) => id === 2)).toMatchObject({ result: { type: 'data' } })
    for (const answer of answers) expect(JSON.stringify(answer)).toMatch(OUTCOME)
    socket.send(Buffer.from([0xff, 0x00, 0xfe]))
    expect(await answersTo(socket, [JSON.stringify(call(3, 'clock'))], 2)).toMatchObject([
      { id: null, error: { data: { code: 'PARSE_ERROR' } } },
      { id: 3 },
    ])
    socket.terminate()
  })
})

/** Texts that would write another line, colour the terminal, turn the text around, or look like a line of a log. */
const forgeries = [
  'A\r\n{"level":60,"msg":"forged"}',
  'A\n\u001b[31mred',
  'A\u2028B\u2029C',
  '\u202egnp.exe',
  '{"level":60,"msg":"forged"}',
  '","level":60,"msg":"forged',
]

describe('[B12] a log', () => {
  it('has one line for one thing that happened, whatever clients say', async () => {
    const browser = openBrowser(server)
    const { gameId } = table
    for (const forgery of forgeries) {
      for (const [path, input] of [
        ['createGame', { gameName: forgery, playerName: 'B' }],
        ['joinGame', { gameId, playerName: forgery }],
        ['play', { gameId, commandId: 'command-1', command: { type: 'rename', name: forgery } }],
        ['play', { gameId, commandId: forgery, command: { type: forgery } }],
      ] as const) {
        await browser.request(`/trpc/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        })
      }
      const text = encodeURIComponent(forgery)
      await browser.request(`/${text}`)
      await browser.request(`/trpc/${text}?input=${text}`)
      await browser.request('/trpc/clock', { headers: { 'user-agent': text, referer: text } })
    }
    for (const line of server.lines) {
      expect(line.endsWith('\n')).toBe(true)
      // eslint-disable-next-line no-control-regex -- they are what is looked for
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) })
      expect(JSON.parse(line)).not.toMatchObject({ level: 60 })
      expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' })
    }
  })
})

/** What somebody is called at the table who makes it under this name. */
async function nameOf(playerName: string): Promise<string | undefined> {
  const browser = openBrowser(server)
  const { gameId } = await createGame(browser, playerName)
  const { view } = await watch(browser, gameId)
  await browser.close()
  return view.players[0]?.name
}

describe('[B13] a name', () => {
  it('is the same however its accents are encoded', async () => {
    expect(await nameOf('Ame\u0301lie')).toBe('Am\u00e9lie')
  })

  it('is as long as a reader finds it', async () => {
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'
    expect(await nameOf(family.repeat(10))).toBe(family.repeat(10))
    await expectCode(nameOf('x'.repeat(31)), 'BAD_REQUEST')
  })

  it.each([
    '',
    ' \t ',
    '\u200d',
    'A\u200bda',
    '\u202eadA',
    'A\u0000',
    'A\nB',
    'A\u2028B',
    'A\ufeff\u2060',
  ])('holds nothing that hides or turns text: %j', async (name) => {
    await expectCode(nameOf(name), 'BAD_REQUEST')
  })

  it('is text, and nothing that a browser would take for a page', async () => {
    const name = '<img src=x onerror=alert(1)>'
    expect(await nameOf(name)).toBe(name)
    const answer = await openBrowser(server).request('/trpc/createGame', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        gameName: name,
        playerName: name,
        settings: { visibility: 'listed' },
      }),
    })
    expect(answer.status).toBe(200)
    const { headers } = await fetch(`${server.url}/trpc/listGames`)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('that looks like another at the table gets a number', async () => {
    const guest = openBrowser(server)
    await joinGame(guest, table.gameId, '\uff21\uff24\uff21')
    const { view } = await watch(guest, table.gameId)
    expect(view.players.at(-1)?.name).toMatch(/ 2$/)
    await guest.close()
  })
})
