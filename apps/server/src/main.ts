import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { App, AppDeps } from './app.ts'
import { keptCookieSecret, randomCookieSecret } from './cookie-secrets.ts'
import { parseEnv, processEnv, type Env, type EnvProblem } from './env.ts'
import { STOP_TIMEOUT_MS } from './limits.ts'

// Everything large is imported where it is used, so that wrong settings are refused at once.

const WEB_ROOT = fileURLToPath(new URL('../../web/dist', import.meta.url))
const HOUR_SECONDS = 3600

/** The file's text, or null where there is none to read. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

async function openStore(env: Env): Promise<Pick<AppDeps, 'store' | 'cookieSecrets'>> {
  if (env.store === 'memory') {
    const { createMemoryEventStore } = await import('@wordfare/event-store/memory')
    return {
      store: createMemoryEventStore(),
      cookieSecrets: env.cookieSecrets ?? [randomCookieSecret()],
    }
  }
  const { createSqliteEventStore } = await import('@wordfare/event-store/sqlite')
  mkdirSync(env.dataDir, { recursive: true })
  return {
    store: createSqliteEventStore({ file: join(env.dataDir, 'wordfare.sqlite') }),
    cookieSecrets: env.cookieSecrets ?? [keptCookieSecret(env.dataDir)],
  }
}

/** The calls that the settings ask for, or what is wrong with those settings. */
async function chooseVideo(env: Env): Promise<AppDeps['video'] | EnvProblem> {
  const { daily, peer } = env
  if (peer) return { kind: 'peer', iceServers: peer.iceServers }
  if (!daily) return null
  const { createDailyRooms, parseApiKey, parseApiUrl, SettingFault } =
    await import('@wordfare/daily')
  try {
    const apiKey = parseApiKey(daily.apiKey)
    const apiUrl = parseApiUrl(daily.apiUrl)
    const roomTtlSeconds = env.gameTtlHours * HOUR_SECONDS
    return {
      kind: 'daily',
      open: (log) => createDailyRooms({ apiKey, apiUrl, roomTtlSeconds, log }),
    }
  } catch (error) {
    if (!(error instanceof SettingFault)) throw error
    const name = error.setting === 'apiKey' ? daily.apiKeySetting : 'DAILY_API_URL'
    return { name, reason: error.message }
  }
}

function refuseToStart(problems: readonly EnvProblem[]): void {
  console.error('The server does not start with these settings:')
  for (const { name, reason } of problems) console.error(`  ${name}: ${reason}`)
  process.exitCode = 1
}

function stopOnSignal(app: App): void {
  const stop = (signal: NodeJS.Signals): void => {
    process.off('SIGTERM', stop)
    process.off('SIGINT', stop)
    app.http.log.info({ signal }, 'stopping')
    setTimeout(() => {
      app.http.log.warn('not everything ended in time')
      process.exit()
    }, STOP_TIMEOUT_MS).unref()
    app.stop().then(
      () => process.exit(),
      (error: unknown) => {
        app.http.log.fatal({ err: error }, 'could not stop in good order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function main(): Promise<void> {
  const settings = parseEnv(processEnv, readText)
  if (!settings.ok) return refuseToStart(settings.problems)
  const { env } = settings
  const video = await chooseVideo(env)
  if (video && 'reason' in video) return refuseToStart([video])

  const [{ createApp }, { createGameWorld }, { store, cookieSecrets }] = await Promise.all([
    import('./app.ts'),
    import('./game/game-world.ts'),
    openStore(env),
  ])
  const app = await createApp({
    store,
    cookieSecrets,
    video,
    world: createGameWorld(),
    publicOrigins: env.publicOrigins,
    trustedProxies: env.trustedProxies,
    gameTtlHours: env.gameTtlHours,
    webRoot: existsSync(join(WEB_ROOT, 'index.html')) ? WEB_ROOT : null,
    log: {
      level: env.logLevel,
      secrets: [...cookieSecrets, ...(env.daily ? [env.daily.apiKey] : [])],
    },
  })
  stopOnSignal(app)
  await app.listen({ host: env.host, port: env.port })
}

main().catch((error: unknown) => {
  // Before there is a log; the causes that matter here are files and ports.
  console.error(`The server could not start: ${error instanceof Error ? error.message : 'unknown'}`)
  process.exit(1)
})
