import type { GameId } from '@wordfare/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Browser } from './browser.ts'
import { runToTheEnd, startProcess, type ServerProcess } from './server-process.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import {
  createGame,
  newCommandId,
  play,
  playToTheLastCard,
  seatFour,
  type Command,
} from './table.ts'
import { watch, type Received } from './watching.ts'

const numbersOf = (received: readonly Received[]): number[] =>
  received.flatMap(({ message }) =>
    message.type === 'events' ? message.events.map(({ seq }) => seq) : [],
  )

/** A move that was acknowledged. */
interface Move {
  readonly command: Command
  readonly commandId: string
  readonly seq: number
}

/** Sits down and stands up again, one command after the other, until the line goes dead. */
async function moveUntilItDies(
  browser: Browser,
  gameId: GameId,
  onAcknowledged: (move: Move) => void,
): Promise<void> {
  for (let i = 0; ; i++) {
    const command: Command =
      i % 2 === 0 ? { type: 'takeSeat', team: 'red', role: 'operative' } : { type: 'leaveSeat' }
    const commandId = newCommandId()
    try {
      const { seq } = await play(browser, gameId, command, commandId)
      onAcknowledged({ command, commandId, seq })
    } catch {
      return
    }
  }
}

/** Sends each of them again: what was done before is not done twice, and is answered as it was. */
async function expectKept(moves: readonly Move[], browser: Browser, gameId: GameId): Promise<void> {
  for (const { command, commandId, seq } of moves) {
    expect(await play(browser, gameId, command, commandId)).toEqual({ seq })
  }
}

const isResumed = ({ message }: Received): boolean => message.type !== 'view'

describe('a server that is killed', () => {
  it.each([1, 2, 5, 9, 14, 20])(
    'has every acknowledged move after it, once and in order (killed after move %i)',
    async (killAfter) => {
      using folder = temporaryFolder()
      const env = { DATA_DIR: folder.path }
      await using first = await startProcess(env)
      const browser = openBrowser(first)
      const { gameId } = await createGame(browser, 'Ada')
      const watching = await watch(browser, gameId)
      const moves: Move[] = []
      await moveUntilItDies(browser, gameId, (move) => {
        moves.push(move)
        // The next command is on its way by the time that the signal arrives.
        if (moves.length === killAfter) setImmediate(() => first.signal('SIGKILL'))
      })
      expect((await first.ended).signal).toBe('SIGKILL')
      watching.stop()

      const store = openSqlite(folder.path)
      const log = await store.read(gameId)
      await store.close()
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
      const causes = log.flatMap(({ cause }) => (cause === null ? [] : [cause]))
      expect(new Set(causes).size).toBe(causes.length)
      for (const { commandId, seq } of moves) {
        expect(log[seq - 1]?.cause).toMatch(new RegExp(`:${commandId}$`))
      }
      // What anybody has seen was durable before.
      expect(log.length).toBeGreaterThanOrEqual(Math.max(0, ...numbersOf(watching.received)))

      await using second = await startProcess(env)
      const returned = openBrowser(second, browser.cookie())
      const again = await watch(returned, gameId)
      expect(again.view.you).toMatchObject({ isHost: true })
      await expectKept(moves, returned, gameId)
      expect(again.received.filter(({ message }) => message.type === 'events')).toEqual([])
      await Promise.all([browser.close(), returned.close()])
    },
  )

  it('in the middle of a round keeps every seat, and the round goes on', async () => {
    using folder = temporaryFolder()
    const env = { DATA_DIR: folder.path }
    let server = await startProcess(env)
    const table = await seatFour(server)
    await playToTheLastCard(table, async (turn) => {
      if (turn !== 2 && turn !== 5) return
      server.signal('SIGKILL')
      await server.ended
      server = await startProcess(env)
      for (const { browser } of table.players) browser.moveTo(server)
    })
    for (const { watching } of table.players) {
      await watching.until(({ phase }) => phase === 'over')
      // The view with which it began, and for a spymaster the one that came with the seat.
      expect(watching.received.slice(2).every(isResumed)).toBe(true)
    }
    await table.close()
    await server[Symbol.asyncDispose]()
  })
})

describe('a server that is asked to stop', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let server: ServerProcess
  beforeAll(async () => {
    folder = temporaryFolder()
    server = await startProcess({ DATA_DIR: folder.path })
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('by %s ends in good order', async (signal) => {
    await using stopping = await startProcess({ STORE: 'memory' })
    const browser = openBrowser(stopping)
    const { gameId } = await createGame(browser, 'Ada')
    await watch(browser, gameId)
    stopping.signal(signal)
    expect(await stopping.ended).toMatchObject({ code: 0, signal: null })
    expect(browser.frames).toContain('{"id":null,"method":"reconnect"}')
    await browser.close()
  })

  it('[B24] finishes what it was doing: the moves it has taken are answered and kept', async () => {
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const moves: Move[] = []
    await moveUntilItDies(browser, gameId, (move) => {
      moves.push(move)
      if (moves.length === 10) server.signal('SIGTERM')
    })
    expect((await server.ended).code).toBe(0)
    await using next = await startProcess({ DATA_DIR: folder.path })
    const returned = openBrowser(next, browser.cookie())
    await expectKept(moves, returned, gameId)
    await Promise.all([browser.close(), returned.close()])
  })
})

describe('a server with settings that are wrong', () => {
  it('does not start, and says what is missing and where to get it', async () => {
    const ending = await runToTheEnd({ VIDEO: 'daily', STORE: 'memory' })
    expect(ending.code).toBe(1)
    expect(ending.output).toContain('DAILY_API_KEY')
    expect(ending.output).toContain('https://dashboard.daily.co/developers')
  })

  it('does not show a value', async () => {
    const ending = await runToTheEnd({ PORT: 'hunter2', DAILY_API_KEY: 'xxxxxxxx', VIDEO: 'daily' })
    expect(ending.code).toBe(1)
    expect(ending.output).toContain('PORT: a whole number')
    expect(ending.output).not.toMatch(/hunter2|xxxxxxxx/)
  })

  it.each([
    ['a placeholder for a key', { DAILY_API_KEY: 'changeme-changeme-changeme' }, 'DAILY_API_KEY'],
    ['an address that is not safe', { DAILY_API_URL: 'http://api.example/v1' }, 'DAILY_API_URL'],
  ])('does not start with %s', async (_what, env, name) => {
    const key = { DAILY_API_KEY: 'k3y-of-a-daily-account-for-tests' }
    const ending = await runToTheEnd({ VIDEO: 'daily', STORE: 'memory', ...key, ...env })
    expect(ending.code).toBe(1)
    expect(ending.output).toContain(`${name}: `)
    expect(ending.output).not.toMatch(/changeme|k3y-of/)
  })
})
