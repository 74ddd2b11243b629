import { isIP } from 'node:net'
import { iceServerSchema, type IceServer } from '@wordfare/contracts'
import * as z from 'zod'

const DAILY_API_URL = 'https://api.daily.co/v1'
const DAILY_KEY_PAGE = 'https://dashboard.daily.co/developers'
const ICE_SERVERS_FORM =
  'a JSON array of STUN and TURN servers, like [{"urls":["turn:turn.example:3478"],"username":"u","credential":"c"}]'
const SECRET_MIN_CHARACTERS = 32

/** A setting that the server cannot start with: its name and the reason, never its value. */
export interface EnvProblem {
  readonly name: string
  readonly reason: string
}

/** The environment as the system gives it. */
export type EnvRecord = Readonly<Record<string, string | undefined>>

const originSchema = z.string().refine(
  (origin) => {
    if (!URL.canParse(origin)) return false
    const url = new URL(origin)
    return /^https?:$/.test(url.protocol) && url.origin === origin
  },
  { error: 'each is scheme, host and port alone, like https://wordfare.example' },
)

const commaSeparated = (text: string): string[] => text.split(',').map((part) => part.trim())

/** Undefined for what is no JSON. */
const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const PROXY_NAMES = new Set(['loopback', 'linklocal', 'uniquelocal'])
const isProxy = (proxy: string): boolean => {
  if (PROXY_NAMES.has(proxy)) return true
  const [address = '', prefix, ...rest] = proxy.split('/')
  const family = isIP(address)
  if (family && prefix === undefined) return true
  const bits = { 4: 32, 6: 128 }[family]
  return (
    bits !== undefined && rest.length === 0 && /^\d+$/.test(prefix ?? '') && Number(prefix) <= bits
  )
}

const hostSchema = z
  .string()
  .refine((host) => /^[A-Za-z0-9.:_-]+$/.test(host), { error: 'an address or a host name' })

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `a whole number from ${least} to ${most}`,
    })
    .transform(Number)

const oneOf = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.enum(options, { error: `one of ${options.join(', ')}` })

const redisUrlSchema = z
  .string()
  .refine((url) => /^rediss?:$/.test(URL.parse(url)?.protocol ?? ''), {
    error: 'the address of a Redis, like redis://localhost:6379/0',
  })

const settingsSchema = z.object({
  PORT: wholeNumber(0, 65_535).default(3001),
  HOST: hostSchema.default('127.0.0.1'),
  PUBLIC_ORIGIN: z.string().transform(commaSeparated).pipe(z.array(originSchema)).optional(),
  STORE: oneOf(['sqlite', 'redis', 'memory']).default('sqlite'),
  REDIS_URL: redisUrlSchema.optional(),
  REDIS_REPLICAS: wholeNumber(0, 9).default(0),
  DATA_DIR: z.string().default('./data'),
  VIDEO: oneOf(['daily', 'peer', 'none']).default('daily'),
  DAILY_API_KEY: z.string().optional(),
  DAILY_API_KEY_FILE: z.string().optional(),
  DAILY_API_URL: z.url({ error: 'a URL' }).default(DAILY_API_URL),
  ROOM_NAME_SECRET: z
    .string()
    .min(SECRET_MIN_CHARACTERS, { error: `at least ${SECRET_MIN_CHARACTERS} characters` })
    .optional(),
  ICE_SERVERS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      const servers = z.array(iceServerSchema).safeParse(json(text))
      if (servers.success) return servers.data
      context.addIssue(ICE_SERVERS_FORM)
      return z.NEVER
    }),
  COOKIE_SECRETS: z
    .string()
    .transform(commaSeparated)
    .pipe(
      z.array(
        z.string().min(SECRET_MIN_CHARACTERS, {
          error: `each has at least ${SECRET_MIN_CHARACTERS} characters; separate them by commas, newest first`,
        }),
      ),
    )
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform(commaSeparated)
    .pipe(
      z.array(
        z.string().refine(isProxy, {
          error: 'addresses or ranges of the proxies in front, or loopback, linklocal, uniquelocal',
        }),
      ),
    )
    .optional(),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  GAME_TTL_HOURS: wholeNumber(1, 24 * 29).default(24),
  FAN_OUT: oneOf(['direct', 'trpc']).default('direct'),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  METRICS_HOST: hostSchema.default('127.0.0.1'),
})
type Settings = z.infer<typeof settingsSchema>

/** The settings of one run, checked. Holds secrets: never print it. */
export interface Env {
  readonly port: number
  readonly host: string
  /** The origins that a browser may come from. */
  readonly publicOrigins: readonly string[]
  readonly store: Settings['STORE']
  /** The Redis that servers share, and how many of its replicas must have a move; null without it. */
  readonly redis: { readonly url: string; readonly replicas: number } | null
  readonly dataDir: string
  /** Where the tables' video rooms are made, still to be checked by the client of Daily; null without it. */
  readonly daily: {
    readonly apiKey: string
    /** The file that the key lies in, where it may be exchanged; null when it is a setting itself. */
    readonly apiKeyFile: string | null
    readonly apiUrl: string
    /** What the names of rooms follow from; null when the server is to make its own. */
    readonly roomNameSecret: string | null
  } | null
  /** How browsers reach each other for calls between themselves; null without those. */
  readonly peer: { readonly iceServers: readonly IceServer[] } | null
  /** Newest first; null when the server is to make its own. */
  readonly cookieSecrets: readonly string[] | null
  /** Null when clients connect directly. */
  readonly trustedProxies: readonly string[] | null
  readonly logLevel: Settings['LOG_LEVEL']
  readonly gameTtlHours: number
  /** How what happens at a table reaches its watchers: in frames built once for many, or by tRPC one by one. */
  readonly fanOut: Settings['FAN_OUT']
  /** Where the metrics are served; null where they are not. */
  readonly metrics: { readonly host: string; readonly port: number } | null
}

/**
 * Checks the environment and names every fault at once. An empty value counts as not given.
 * `readFile` gives the text of the file that a `_FILE` setting names, or null where it can't be read.
 */
export function parseEnv(
  record: EnvRecord,
  readFile: (path: string) => string | null = () => null,
):
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly problems: readonly EnvProblem[] } {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).flatMap((name) => {
      const value = record[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const parsed = settingsSchema.safeParse(given)
  const problems: EnvProblem[] = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({ name: String(path[0]), reason: message }))
  const key = (given['VIDEO'] ?? 'daily') === 'daily' ? findKey(given, readFile) : null
  if (key && 'reason' in key) problems.push(key)
  problems.push(...missingForRedis(given))
  if (!parsed.success || problems.length > 0) return { ok: false, problems: firstOfEach(problems) }

  const settings = parsed.data
  return {
    ok: true,
    env: {
      port: settings.PORT,
      host: settings.HOST,
      publicOrigins: settings.PUBLIC_ORIGIN ?? [
        `http://localhost:${settings.PORT}`,
        `http://127.0.0.1:${settings.PORT}`,
      ],
      store: settings.STORE,
      redis:
        settings.STORE === 'redis' && settings.REDIS_URL !== undefined
          ? { url: settings.REDIS_URL, replicas: settings.REDIS_REPLICAS }
          : null,
      dataDir: settings.DATA_DIR,
      daily:
        key && 'value' in key
          ? {
              apiKey: key.value,
              apiKeyFile: settings.DAILY_API_KEY_FILE ?? null,
              apiUrl: settings.DAILY_API_URL,
              roomNameSecret: settings.ROOM_NAME_SECRET ?? null,
            }
          : null,
      peer: settings.VIDEO === 'peer' ? { iceServers: settings.ICE_SERVERS } : null,
      cookieSecrets: settings.COOKIE_SECRETS ?? null,
      trustedProxies: settings.TRUST_PROXY ?? null,
      logLevel: settings.LOG_LEVEL,
      gameTtlHours: settings.GAME_TTL_HOURS,
      fanOut: settings.FAN_OUT,
      metrics:
        settings.METRICS_PORT === undefined
          ? null
          : { host: settings.METRICS_HOST, port: settings.METRICS_PORT },
    },
  }
}

/** The environment of this process. Nothing else in the server reads it. */
export const processEnv: EnvRecord = process.env

function findKey(
  given: EnvRecord,
  readFile: (path: string) => string | null,
): { readonly value: string } | EnvProblem {
  const { DAILY_API_KEY: direct, DAILY_API_KEY_FILE: file } = given
  if (direct !== undefined && file !== undefined) {
    return { name: 'DAILY_API_KEY_FILE', reason: 'is set beside DAILY_API_KEY; keep one of them' }
  }
  if (file !== undefined) {
    const name = 'DAILY_API_KEY_FILE'
    const value = readFile(file)?.trim()
    if (value === undefined) return { name, reason: 'names a file that cannot be read' }
    return value ? { value } : { name, reason: 'names an empty file' }
  }
  if (direct !== undefined) return { value: direct }
  return {
    name: 'DAILY_API_KEY',
    reason: `is missing, and VIDEO=daily needs it: copy the API key from ${DAILY_KEY_PAGE}, set VIDEO=peer for calls between the browsers, or VIDEO=none to play without video`,
  }
}

/** What servers must have in common, and none can make for itself. */
function missingForRedis(given: EnvRecord): readonly EnvProblem[] {
  if (given['STORE'] !== 'redis') return []
  const isDaily = (given['VIDEO'] ?? 'daily') === 'daily'
  return ['REDIS_URL', 'COOKIE_SECRETS', ...(isDaily ? ['ROOM_NAME_SECRET'] : [])].flatMap((name) =>
    given[name] === undefined
      ? [{ name, reason: 'is missing, and STORE=redis needs it: the same on every server' }]
      : [],
  )
}

const firstOfEach = (problems: readonly EnvProblem[]): readonly EnvProblem[] =>
  [
    ...new Map(problems.toReversed().map((problem) => [problem.name, problem])).values(),
  ].toReversed()
