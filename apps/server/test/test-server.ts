import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { createApp, type App, type AppDeps } from '../src/app.ts'
import { createGameWorld } from '../src/game/game-world.ts'
import { createScrub } from '../src/log.ts'
import type { Address } from './browser.ts'

export const ORIGIN = 'http://wordfare.test'

export interface TestServer extends Address, AsyncDisposable {
  readonly app: App
  /** Every line that the server has logged. */
  readonly lines: string[]
}

/** The tests are the proxy that says where their browsers come from. */
const PROXY = '127.0.0.1'

/** A whole server on a port of its own, in memory and without video unless the test says otherwise. */
export async function startServer(parts: Partial<AppDeps> = {}): Promise<TestServer> {
  const lines: string[] = []
  const app = await createApp({
    store: createMemoryEventStore(),
    switchboard: createMemorySwitchboard(),
    world: createGameWorld(),
    video: null,
    publicOrigins: [ORIGIN],
    trustedProxies: [PROXY],
    cookieSecrets: ['s'.repeat(32)],
    gameTtlHours: 24,
    isFanOutDirect: true,
    webRoot: null,
    metrics: null,
    log: { level: 'trace', scrub: createScrub(), target: { write: (line) => lines.push(line) } },
    ...parts,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> => (stopped ??= app.stop())
  return { url, origin: ORIGIN, app: { ...app, stop }, lines, [Symbol.asyncDispose]: stop }
}
