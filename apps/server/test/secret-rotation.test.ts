import type { PlayerId } from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { afterAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { createGame, joinGame, play } from './table.ts'
import { startServer, type TestServer } from './test-server.ts'
import { watch } from './watching.ts'

const OLD = 'the-secret-of-a-test-that-was-there-before'
const NEW = 'the-secret-of-a-test-that-takes-its-place'

/** What each of two servers is started with, one after the other, and so through all three steps. */
const steps = [
  [OLD],
  // The new secret last, everywhere: it is believed, and signs nothing yet.
  [OLD, NEW],
  // Then first, everywhere: it signs, and each server believes it already.
  [NEW, OLD],
  [NEW],
] as const

const seat = { team: 'red', role: 'operative' } as const

const sums = { rounds: 0, visits: 0 }

/** Somebody in a seat, and the cookie that they have at the moment. */
interface Seated {
  readonly playerId: PlayerId
  cookie: string | null
}

it('[B3] a secret is exchanged server by server, in steps that cost nobody their seat', async () => {
  // Both have it, and it outlives them.
  const store = { ...createMemoryEventStore(), close: async () => {} }
  const start = (cookieSecrets: readonly string[]): Promise<TestServer> =>
    startServer({ store, cookieSecrets })
  const servers = await Promise.all([start(steps[0]), start(steps[0])])
  const host = openBrowser(servers[0])
  const { gameId } = await createGame(host, 'Ada')
  await host.close()
  const seated: Seated[] = []

  /** They come to a server as a page does, to its session first. */
  async function visit(one: Seated, server: TestServer): Promise<void> {
    const browser = openBrowser(server, one.cookie)
    await browser.request('/session', { method: 'POST' })
    const { view } = await watch(browser, gameId)
    expect(view.you).toMatchObject({ playerId: one.playerId, ...seat })
    one.cookie = browser.cookie()
    sums.visits += 1
    await browser.close()
  }

  /** Everybody who has come so far, and one who comes now, goes from each server to the other and back. */
  async function everybodyGoesAround(): Promise<void> {
    for (const server of servers) {
      const newcomer = openBrowser(server)
      const playerId = await joinGame(newcomer, gameId, `Guest ${seated.length}`)
      await play(newcomer, gameId, { type: 'takeSeat', ...seat })
      seated.push({ playerId, cookie: newcomer.cookie() })
      await newcomer.close()
    }
    for (const one of seated) {
      for (const server of [...servers, servers[0]]) await visit(one, server)
    }
    sums.rounds += 1
  }

  await everybodyGoesAround()
  for (const secrets of steps.slice(1)) {
    for (const place of servers.keys()) {
      await servers[place]!.app.stop()
      servers[place] = await start(secrets)
      await everybodyGoesAround()
    }
  }
  await Promise.all(servers.map((server) => server.app.stop()))
})

afterAll(() => {
  console.log(
    `${sums.visits} visits in ${sums.rounds} states of two servers: everybody kept their seat`,
  )
})
