import { existsSync, mkdirSync, readFileSync, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { App, AppDeps } from './app.ts'
import { parseEnv, processEnv, type Env, type EnvProblem } from './env.ts'
import { keptSecret, randomSecret, type SecretName } from './kept-secrets.ts'
import { KEY_FILE_INTERVAL_MS, STOP_TIMEOUT_MS } from './limits.ts'
import { createScrub, type Scrub } from './log.ts'

// Everything large is imported where it is used, so that wrong settings are refused at once.

const WEB_ROOT = fileURLToPath(new URL('../../web/dist', import.meta.url))
const HOUR_SECONDS = 3600
const LEXICON_DELAY_MS = 1_000

/** The file's text, or null where there is none to read. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Where games are kept, and where servers meet. Troubles are told to whoever listens by then. */
async function openStore(
  env: Env,
  onTrouble: (error: Error) => void,
): Promise<Pick<AppDeps, 'store' | 'switchboard'>> {
  if (env.redis) {
    const [{ openRedisEventStore }, { openRedisSwitchboard }] = await Promise.all([
      import('@wordfare/event-store/redis'),
      import('@wordfare/switchboard/redis'),
    ])
    return {
      store: await openRedisEventStore({ ...env.redis, onTrouble }),
      switchboard: await openRedisSwitchboard({ url: env.redis.url, onTrouble }),
    }
  }
  const { createMemorySwitchboard } = await import('@wordfare/switchboard/memory')
  return { store: await openOwnStore(env), switchboard: createMemorySwitchboard() }
}

async function openOwnStore(env: Env): Promise<AppDeps['store']> {
  if (env.store === 'memory') {
    const { createMemoryEventStore } = await import('@wordfare/event-store/memory')
    return createMemoryEventStore()
  }
  const { createSqliteEventStore } = await import('@wordfare/event-store/sqlite')
  mkdirSync(env.dataDir, { recursive: true })
  return createSqliteEventStore({ file: join(env.dataDir, 'wordfare.sqlite') })
}

/** A secret of the server's own making lives as long as its games do. */
const ownSecret = (env: Env, name: SecretName): string =>
  env.store === 'memory' ? randomSecret() : keptSecret(env.dataDir, name)

/** The calls that the settings ask for, or what is wrong with those settings. */
async function chooseVideo(env: Env, scrub: Scrub): Promise<AppDeps['video'] | EnvProblem> {
  const { daily, peer } = env
  if (peer) return { kind: 'peer', iceServers: peer.iceServers }
  if (!daily) return null
  const { createDailyRooms, parseApiKey, parseApiUrl, Secret, SettingFault } =
    await import('@wordfare/daily')
  const { apiKeyFile } = daily

  /** Whoever gets a key may log something about it. */
  function hiddenKey(text: string | undefined): ReturnType<typeof parseApiKey> {
    const key = parseApiKey(text)
    scrub.hide(key.reveal())
    return key
  }

  async function readKey(file: string): Promise<ReturnType<typeof parseApiKey> | null> {
    try {
      return hiddenKey(await readFile(file, 'utf8'))
    } catch (error) {
      // Half written, or not there for a moment.
      if (error instanceof SettingFault || isSystemError(error)) return null
      throw error
    }
  }

  try {
    const apiKey = hiddenKey(daily.apiKey)
    const apiUrl = parseApiUrl(daily.apiUrl)
    const roomNameSecret = daily.roomNameSecret ?? ownSecret(env, 'room-name-secret')
    scrub.hide(roomNameSecret)
    return {
      kind: 'daily',
      open: (host) =>
        createDailyRooms({
          ...host,
          apiKey,
          ...(apiKeyFile !== null && { readKey: () => readKey(apiKeyFile) }),
          apiUrl,
          roomNameSecret: new Secret(roomNameSecret),
          roomTtlSeconds: env.gameTtlHours * HOUR_SECONDS,
        }),
    }
  } catch (error) {
    if (!(error instanceof SettingFault)) throw error
    const keySetting = apiKeyFile === null ? 'DAILY_API_KEY' : 'DAILY_API_KEY_FILE'
    return {
      name: error.setting === 'apiKey' ? keySetting : 'DAILY_API_URL',
      reason: error.message,
    }
  }
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error

/** A new key in the file takes the old one's place without a restart; SIGHUP says not to wait. */
function reloadKeyFrom(file: string, app: App): void {
  const reload = (): void => {
    app.reloadKey().catch((error: unknown) => {
      app.http.log.error({ err: error }, 'the API key could not be read again')
    })
  }
  watchFile(file, { interval: KEY_FILE_INTERVAL_MS, persistent: false }, reload)
  process.on('SIGHUP', reload)
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
      app.http.log.error('not everything ended in time')
      process.exit(1)
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

/** For as long as there is no log. */
const printTrouble = (error: Error): void => console.error(`Redis: ${error.message}`)

/** Serves by the settings of the environment until a signal says to stop; says what is wrong with them where it can't. */
export async function serve(): Promise<void> {
  const settings = parseEnv(processEnv, readText)
  if (!settings.ok) return refuseToStart(settings.problems)
  const { env } = settings
  const scrub = createScrub()
  const video = await chooseVideo(env, scrub)
  if (video && 'reason' in video) return refuseToStart([video])
  const cookieSecrets = env.cookieSecrets ?? [ownSecret(env, 'cookie-secret')]
  for (const secret of cookieSecrets) scrub.hide(secret)

  let tellTrouble = printTrouble
  const [{ createApp }, { createGameWorld }] = await Promise.all([
    import('./app.ts'),
    import('./game/game-world.ts'),
  ])
  const world = createGameWorld()
  // Not at the same time: while modules load nobody listens to what Redis answers, and it is given up as silent.
  const stores = await openStore(env, (error) => tellTrouble(error))
  const app = await createApp({
    ...stores,
    cookieSecrets,
    video,
    world,
    publicOrigins: env.publicOrigins,
    trustedProxies: env.trustedProxies,
    gameTtlHours: env.gameTtlHours,
    isFanOutDirect: env.fanOut === 'direct',
    webRoot: existsSync(join(WEB_ROOT, 'index.html')) ? WEB_ROOT : null,
    metrics: env.metrics,
    log: { level: env.logLevel, scrub },
  })
  tellTrouble = (error) => app.http.log.warn({ err: error }, 'Redis is in trouble')
  stopOnSignal(app)
  if (env.daily?.apiKeyFile) reloadKeyFrom(env.daily.apiKeyFile, app)
  await app.listen({ host: env.host, port: env.port })
  // When those who waited for the server have been let in, and so that the first clue need not wait for the dictionaries.
  setTimeout(() => {
    world.lexicon.noun('words')
    app.http.log.debug('the dictionaries are loaded')
  }, LEXICON_DELAY_MS).unref()
}
