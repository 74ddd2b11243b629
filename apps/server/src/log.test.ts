import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { createScrub, logOptions, pathForLog } from './log.ts'

const secret = 'a "quoted" secret / of the server+'
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJyIjoid2YifQ.c2lnbmF0dXJl'

function loggerInto(lines: string[]) {
  return fastify({
    logger: logOptions({
      level: 'trace',
      scrub: createScrub([secret]),
      target: { write: (line) => lines.push(line) },
    }),
  }).log
}

describe('a log line', () => {
  it.each([
    ['as it is', secret],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['hex', Buffer.from(secret).toString('hex')],
  ])('never holds a secret (%s), wherever it stands', (_form, text) => {
    const lines: string[] = []
    const log = loggerInto(lines)
    const cause = new Error(`refused ${text}`)
    log.info(`said ${text}`)
    log.info({ headers: { Authorization: `Bearer ${text}` } }, 'headers')
    log.error({ err: new Error(`failed with ${text}`, { cause }) }, 'an error')
    log.error({ fault: { config: { key: text } } }, 'an object')
    expect(lines).toHaveLength(4)
    for (const line of lines) {
      expect(line).not.toContain(text)
      expect(line).not.toContain(JSON.stringify(text).slice(1, -1))
      expect(line).toContain('[redacted]')
    }
  })

  it('never holds a signed token', () => {
    const lines: string[] = []
    loggerInto(lines).info({ ticket: { token } }, `gave ${token}`)
    expect(lines.join('')).not.toMatch(/eyJ/)
  })

  it('says of an error its words, its code and those of its causes, and nothing that hangs on it', () => {
    const lines: string[] = []
    const command = { name: 'auth', args: ['default', 'password'] }
    const cause = Object.assign(new Error('the line is down'), { command })
    const error = Object.assign(new TypeError('no answer', { cause }), { command, code: 'ENOENT' })
    loggerInto(lines).error({ err: error }, 'it failed')
    loggerInto(lines).error({ err: 'thrown' }, 'it failed')
    const [first = '', second = ''] = lines
    expect(JSON.parse(first)).toMatchObject({
      err: { type: 'TypeError', message: 'no answer: the line is down', code: 'ENOENT' },
    })
    expect(JSON.parse(first).err.stack).toMatch(/no answer[^]*caused by: Error: the line is down/)
    expect(first).not.toMatch(/auth|password/)
    expect(JSON.parse(second)).toMatchObject({ err: { type: 'string', message: 'thrown' } })
  })

  it('stays one line of JSON, whatever a name holds', () => {
    const lines: string[] = []
    const name = 'A\r\n{"level":60}\u2028\u001B[31m\u202Eb'
    loggerInto(lines).info({ name }, name)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, name, msg: name })
  })

  it('says of a request its method and path alone', async () => {
    const lines: string[] = []
    const app = fastify({
      logger: logOptions({
        level: 'info',
        scrub: createScrub(),
        target: { write: (line) => lines.push(line) },
      }),
    })
    app.get('/trpc/:path', async () => 'ok')
    await app.inject({
      url: '/trpc/checkClue?input=harbour',
      headers: { cookie: 'wordfare=session', authorization: 'Bearer x' },
    })
    expect(lines.join('')).toContain('"path":"/trpc/checkClue"')
    expect(lines.join('')).not.toMatch(/harbour|session|Bearer/)
  })
})

describe('the scrub', () => {
  it('leaves other text alone', () => {
    expect(createScrub([secret, '']).clean('nothing to hide')).toBe('nothing to hide')
  })

  it('hides what it learns of later as well, and forgets nothing', () => {
    const scrub = createScrub([secret])
    const later = 'another secret, by which the first was replaced'
    expect(scrub.clean(later)).toBe(later)
    scrub.hide(later)
    const base64 = Buffer.from(later).toString('base64')
    expect(scrub.clean(`${later} ${base64} ${secret}`)).not.toMatch(/another|first|quoted|YW5v/)
  })
})

describe('a path in the log', () => {
  it('has no query, and no id that opens a table', () => {
    expect(pathForLog('/trpc/play?input=1')).toBe('/trpc/play')
    expect(pathForLog('/g/AAAAAAAAAAAAAAAAAAAAAA?from=mail')).toBe('/g/*')
    expect(pathForLog('/g/AAAAAAAAAAAAAAAAAAAAAA/more')).toBe('/g/*')
  })
})
