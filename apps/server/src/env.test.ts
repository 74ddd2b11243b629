import { describe, expect, it } from 'vitest'
import { parseEnv } from './env.ts'

const key = 'k3y-of-a-daily-account-for-tests'
const problemsOf = (record: Record<string, string>, readFile?: (path: string) => string | null) => {
  const result = parseEnv(record, readFile)
  return result.ok ? [] : result.problems.map(({ name }) => name)
}

describe('the settings', () => {
  it('have defaults for everything but the key', () => {
    expect(parseEnv({ DAILY_API_KEY: key })).toEqual({
      ok: true,
      env: {
        port: 3001,
        host: '127.0.0.1',
        publicOrigins: ['http://localhost:3001', 'http://127.0.0.1:3001'],
        store: 'sqlite',
        redis: null,
        dataDir: './data',
        daily: {
          apiKey: key,
          apiKeyFile: null,
          apiUrl: 'https://api.daily.co/v1',
          roomNameSecret: null,
        },
        peer: null,
        cookieSecrets: null,
        trustedProxies: null,
        logLevel: 'info',
        gameTtlHours: 24,
        fanOut: 'direct',
        metrics: null,
      },
    })
  })

  it('name a Redis for servers that share one, with all that they must have in common', () => {
    const shared = {
      STORE: 'redis',
      REDIS_URL: 'rediss://redis.example:6380/2',
      COOKIE_SECRETS: 'n'.repeat(32),
      ROOM_NAME_SECRET: 'r'.repeat(32),
      DAILY_API_KEY: key,
    }
    expect(parseEnv({ ...shared, REDIS_REPLICAS: '1' })).toMatchObject({
      ok: true,
      env: { store: 'redis', redis: { url: shared.REDIS_URL, replicas: 1 } },
    })
    for (const name of ['REDIS_URL', 'COOKIE_SECRETS', 'ROOM_NAME_SECRET']) {
      expect(problemsOf({ ...shared, [name]: '' })).toEqual([name])
    }
    expect(problemsOf({ ...shared, VIDEO: 'peer', ROOM_NAME_SECRET: '' })).toEqual([])
    expect(problemsOf({ ...shared, REDIS_URL: 'localhost:6379' })).toEqual(['REDIS_URL'])
  })

  it('are read as they are given', () => {
    const secrets = ['n'.repeat(32), 'o'.repeat(40)]
    expect(
      parseEnv({
        PORT: '8080',
        HOST: '0.0.0.0',
        PUBLIC_ORIGIN: 'https://play.example, https://www.play.example',
        STORE: 'memory',
        DATA_DIR: '/var/lib/wordfare',
        VIDEO: 'none',
        COOKIE_SECRETS: secrets.join(','),
        TRUST_PROXY: 'loopback, 10.0.0.0/8, ::1, fd00::/8',
        LOG_LEVEL: 'warn',
        GAME_TTL_HOURS: '48',
        FAN_OUT: 'trpc',
        METRICS_PORT: '9464',
        METRICS_HOST: '10.0.0.1',
      }),
    ).toEqual({
      ok: true,
      env: {
        port: 8080,
        host: '0.0.0.0',
        publicOrigins: ['https://play.example', 'https://www.play.example'],
        store: 'memory',
        redis: null,
        dataDir: '/var/lib/wordfare',
        daily: null,
        peer: null,
        cookieSecrets: secrets,
        trustedProxies: ['loopback', '10.0.0.0/8', '::1', 'fd00::/8'],
        logLevel: 'warn',
        gameTtlHours: 48,
        fanOut: 'trpc',
        metrics: { host: '10.0.0.1', port: 9464 },
      },
    })
  })

  it('are refused all at once, by name, once each', () => {
    const record = {
      PORT: '70000',
      HOST: 'no host',
      PUBLIC_ORIGIN: 'play.example,https://play.example/path',
      STORE: 'papyrus',
      REDIS_URL: 'nowhere',
      REDIS_REPLICAS: 'many',
      FAN_OUT: 'pigeons',
      VIDEO: 'zoom',
      ICE_SERVERS: 'stun:stun.example',
      DAILY_API_URL: 'nowhere',
      COOKIE_SECRETS: 'short',
      TRUST_PROXY: 'true',
      LOG_LEVEL: 'loud',
      GAME_TTL_HOURS: '0',
      ROOM_NAME_SECRET: 'short',
      METRICS_PORT: 'some',
      METRICS_HOST: 'no host',
    }
    expect(problemsOf(record).toSorted()).toEqual(Object.keys(record).toSorted())
  })

  it.each(['-1', '3001.5', '0x10', '1e3', 'http', '99999999999'])('refuse the port %s', (PORT) => {
    expect(problemsOf({ PORT, VIDEO: 'none' })).toEqual(['PORT'])
  })

  it.each(['10.0.0.0/33', '::1/129', '10.0.0.0/8/8', '10.0.0/8', '*', '1'])(
    'refuse to trust the proxy %s',
    (TRUST_PROXY) => {
      expect(problemsOf({ TRUST_PROXY, VIDEO: 'none' })).toEqual(['TRUST_PROXY'])
    },
  )

  it('never show a value that they refuse', () => {
    const secret = 'hunter2'
    const result = parseEnv({
      PORT: secret,
      PUBLIC_ORIGIN: secret,
      STORE: secret,
      ICE_SERVERS: secret,
      COOKIE_SECRETS: secret,
      ROOM_NAME_SECRET: secret,
      TRUST_PROXY: secret,
      LOG_LEVEL: secret,
    })
    expect(result.ok).toBe(false)
    expect(JSON.stringify(result)).not.toContain(secret)
  })

  it('count an empty value as not given', () => {
    expect(parseEnv({ PORT: '', VIDEO: ' ', DAILY_API_KEY: key }).ok).toBe(true)
    expect(problemsOf({ DAILY_API_KEY: ' ' })).toEqual(['DAILY_API_KEY'])
  })
})

describe('the API key', () => {
  it('is missed when video is on, with the place to get it', () => {
    const result = parseEnv({})
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          name: 'DAILY_API_KEY',
          reason: expect.stringContaining('https://dashboard.daily.co/developers'),
        },
      ],
    })
  })

  it('may lie in a file', () => {
    const read = (path: string) => (path === '/run/secrets/daily' ? `${key}\n` : null)
    const result = parseEnv({ DAILY_API_KEY_FILE: '/run/secrets/daily' }, read)
    expect(result.ok && result.env.daily).toEqual({
      apiKey: key,
      apiKeyFile: '/run/secrets/daily',
      apiUrl: 'https://api.daily.co/v1',
      roomNameSecret: null,
    })
  })

  it.each([
    ['a file that is not there', { DAILY_API_KEY_FILE: '/nowhere' }],
    ['an empty file', { DAILY_API_KEY_FILE: '/empty' }],
    ['a key and a file', { DAILY_API_KEY: key, DAILY_API_KEY_FILE: '/empty' }],
  ])('is refused as %s', (_what, record) => {
    expect(problemsOf(record, (path) => (path === '/empty' ? '\n' : null))).toEqual([
      'DAILY_API_KEY_FILE',
    ])
  })

  it('has a secret beside it from which rooms get their names', () => {
    const roomNameSecret = 'r'.repeat(32)
    const result = parseEnv({ DAILY_API_KEY: key, ROOM_NAME_SECRET: roomNameSecret })
    expect(result).toMatchObject({ ok: true, env: { daily: { roomNameSecret } } })
  })

  it('is not asked for where there is no video', () => {
    expect(parseEnv({ VIDEO: 'none', DAILY_API_KEY: key })).toMatchObject({
      ok: true,
      env: { daily: null },
    })
  })
})

describe('calls between the browsers', () => {
  const turn = { urls: ['turn:turn.example:3478'], username: 'u', credential: 'c' }

  it('need no key and no server beside this one', () => {
    expect(parseEnv({ VIDEO: 'peer' })).toMatchObject({
      ok: true,
      env: { daily: null, peer: { iceServers: [] } },
    })
  })

  it('take STUN and TURN servers', () => {
    const iceServers = [{ urls: ['stun:stun.example', 'stuns:stun.example'] }, turn]
    expect(parseEnv({ VIDEO: 'peer', ICE_SERVERS: JSON.stringify(iceServers) })).toMatchObject({
      ok: true,
      env: { peer: { iceServers } },
    })
  })

  it.each([
    'stun:stun.example',
    JSON.stringify(turn),
    JSON.stringify([{ ...turn, urls: 'turn:turn.example' }]),
    JSON.stringify([{ ...turn, urls: ['https://turn.example'] }]),
    JSON.stringify([{ ...turn, realm: 'r' }]),
  ])('refuse the servers %s, and say how they are written', (servers) => {
    expect(parseEnv({ VIDEO: 'peer', ICE_SERVERS: servers })).toEqual({
      ok: false,
      problems: [
        { name: 'ICE_SERVERS', reason: expect.stringContaining('[{"urls":["turn:turn.example') },
      ],
    })
  })
})
