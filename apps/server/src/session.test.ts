import { gameIdSchema } from '@wordfare/contracts'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { createSessions, playerIdOf, type Sessions } from './session.ts'

const newest = 'n'.repeat(32)
const older = 'o'.repeat(32)

async function sessionsWith(
  secrets: readonly string[],
  isHttps = false,
): Promise<{ sessions: Sessions; setCookie: () => Promise<string> }> {
  const app = fastify()
  const sessions = await createSessions(app, { secrets, isHttps })
  app.post('/', (_request, reply) => {
    sessions.write(reply, sessions.create())
    return reply.send()
  })
  return {
    sessions,
    async setCookie() {
      const { headers } = await app.inject({ method: 'POST', url: '/' })
      return String(headers['set-cookie'])
    },
  }
}

const pair = (setCookie: string): string => setCookie.split(';', 1)[0] ?? ''

describe('the session cookie', () => {
  it('[B3] is out of reach for scripts and other sites', async () => {
    const { setCookie } = await sessionsWith([newest])
    expect((await setCookie()).split('; ').slice(1)).toEqual([
      'Max-Age=2592000',
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
    ])
  })

  it('[B3] is bound to the host where the app is served over https', async () => {
    const { setCookie } = await sessionsWith([newest], true)
    const cookie = await setCookie()
    expect(cookie).toMatch(/^__Host-wordfare=/)
    expect(cookie.split('; ')).toContain('Secure')
  })

  it('gives the same session back', async () => {
    const { sessions, setCookie } = await sessionsWith([newest])
    const cookie = pair(await setCookie())
    expect(sessions.read(cookie)).toMatch(/^[\w-]{32}$/)
    expect(sessions.read(`other=1; ${cookie}`)).toBe(sessions.read(cookie))
  })

  it('is never the same twice', async () => {
    const { setCookie } = await sessionsWith([newest])
    expect(await setCookie()).not.toBe(await setCookie())
  })

  it('[B3] is believed while its secret is, and signed with the newest', async () => {
    const before = await sessionsWith([older])
    const during = await sessionsWith([newest, older])
    const after = await sessionsWith([newest])
    const old = pair(await before.setCookie())
    expect(during.sessions.read(old)).toBe(before.sessions.read(old))
    expect(after.sessions.read(old)).toBeNull()
    expect(after.sessions.read(pair(await during.setCookie()))).not.toBeNull()
  })

  it('[B3] means nobody when it is missing, cut short, or changed anywhere', async () => {
    const { sessions, setCookie } = await sessionsWith([newest])
    const cookie = pair(await setCookie())
    expect(sessions.read(undefined)).toBeNull()
    expect(sessions.read('')).toBeNull()
    const start = 'wordfare='.length
    for (let i = start; i < cookie.length; i += 1) {
      const changed = cookie[i] === 'x' ? 'y' : 'x'
      expect(sessions.read(cookie.slice(0, i))).toBeNull()
      expect(sessions.read(cookie.slice(0, i) + changed + cookie.slice(i + 1))).toBeNull()
    }
  })
})

describe('the player of a session', () => {
  const [one, other] = [gameIdSchema.parse('A'.repeat(22)), gameIdSchema.parse('B'.repeat(22))]

  it('is always the same at one game, and another at every other', async () => {
    const { sessions } = await sessionsWith([newest])
    const session = sessions.create()
    expect(playerIdOf(session, one)).toBe(playerIdOf(session, one))
    expect(playerIdOf(session, one)).not.toBe(playerIdOf(session, other))
    expect(playerIdOf(sessions.create(), one)).not.toBe(playerIdOf(session, one))
  })
})
