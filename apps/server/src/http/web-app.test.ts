import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveWebApp } from './web-app.ts'

const page = '<!doctype html><title>Modern Wordfare</title>'
const script = 'console.log("a script that is worth compressing")'
let root: string
let app: FastifyInstance

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'wordfare-'))
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), page)
  writeFileSync(join(root, 'index.html.br'), brotliCompressSync(page))
  writeFileSync(join(root, 'favicon.svg'), '<svg/>')
  writeFileSync(join(root, 'assets', 'app-1a2b3c.js'), script)
  writeFileSync(join(root, 'assets', 'app-1a2b3c.js.br'), brotliCompressSync(script))
  writeFileSync(join(root, 'assets', 'app-1a2b3c.js.gz'), gzipSync(script))
  writeFileSync(join(root, '.hidden'), 'not for everybody')
  app = fastify()
  serveWebApp(app, root)
  // Not there when the server started.
  writeFileSync(join(root, 'late.txt'), 'too late')
})
afterAll(async () => {
  await app.close()
  rmSync(root, { recursive: true })
})

describe('the web app', () => {
  it.each(['/', '/g/AAAAAAAAAAAAAAAAAAAAAA', '/g/AAAAAAAAAAAAAAAAAAAAAA?from=mail'])(
    'has its page at %s, asked for anew every time',
    async (url) => {
      const { statusCode, headers, body } = await app.inject(url)
      expect(statusCode).toBe(200)
      expect(headers['content-type']).toMatch(/^text\/html/)
      expect(headers['cache-control']).toBe('no-cache')
      expect(body).toBe(page)
    },
  )

  it('has its page in short for whoever takes that', async () => {
    const { headers, rawPayload } = await app.inject({
      url: '/g/AAAAAAAAAAAAAAAAAAAAAA',
      headers: { 'accept-encoding': 'br' },
    })
    expect(headers['content-encoding']).toBe('br')
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(headers['cache-control']).toBe('no-cache')
    expect(String(brotliDecompressSync(rawPayload))).toBe(page)
  })

  it('has files that are kept for good, compressed for whoever takes that', async () => {
    const plain = await app.inject('/assets/app-1a2b3c.js')
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(plain.body).toBe(script)
    const small = await app.inject({
      url: '/assets/app-1a2b3c.js',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(small.headers['content-encoding']).toBe('br')
    expect(small.headers['content-type']).toMatch(/javascript/)
    expect(small.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(String(brotliDecompressSync(small.rawPayload))).toBe(script)
  })

  it.each([
    ['br;q=0, gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'gzip'],
    ['gzip;q=0.5, br', 'br'],
    ['deflate', undefined],
    ['identity', undefined],
    ['', undefined],
  ])('goes by what a browser accepts: %j', async (accepted, encoding) => {
    const { headers, rawPayload } = await app.inject({
      url: '/assets/app-1a2b3c.js',
      headers: { 'accept-encoding': accepted },
    })
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers['content-type']).toMatch(/javascript/)
    // A cache between the two must not give it to one who accepts something else.
    expect(headers.vary).toBe('accept-encoding')
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[encoding ?? '']
    expect(String(decode ? decode(rawPayload) : rawPayload)).toBe(script)
  })

  it('has files as they are where nothing else lies beside them', async () => {
    const { headers, body } = await app.inject({
      url: '/favicon.svg',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['content-type']).toBe('image/svg+xml')
    expect(body).toBe('<svg/>')
  })

  it.each(['/', '/assets/app-1a2b3c.js'])(
    'tells how long %s is without sending it',
    async (url) => {
      const { headers: whole } = await app.inject(url)
      const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url })
      expect(statusCode).toBe(200)
      expect(headers['content-length']).toBe(whole['content-length'])
      expect(headers.etag).toBe(whole.etag)
      expect(body).toBe('')
    },
  )

  it.each(['/', '/assets/app-1a2b3c.js'])('sends nothing of %s to who has it', async (url) => {
    const encoded = { 'accept-encoding': 'br' }
    const { headers } = await app.inject({ url, headers: encoded })
    const again = await app.inject({
      url,
      headers: { ...encoded, 'if-none-match': String(headers.etag) },
    })
    expect(again.statusCode).toBe(304)
    expect(again.headers['cache-control']).toBe(headers['cache-control'])
    expect(again.body).toBe('')
    // What is encoded otherwise is something else.
    const plain = await app.inject({ url, headers: { 'if-none-match': String(headers.etag) } })
    expect(plain.statusCode).toBe(200)
  })

  it('sends a part of a file to who asks for one', async () => {
    const { statusCode, headers, body } = await app.inject({
      url: '/assets/app-1a2b3c.js',
      headers: { range: 'bytes=0-6' },
    })
    expect(statusCode).toBe(206)
    expect(headers['content-range']).toBe(`bytes 0-6/${script.length}`)
    expect(body).toBe(script.slice(0, 7))
  })

  it.each([
    [416, { range: 'bytes=999-' }],
    [412, { 'if-match': '"another"' }],
  ])('answers %i where that can not be', async (status, headers) => {
    const { statusCode, body } = await app.inject({ url: '/assets/app-1a2b3c.js', headers })
    expect(statusCode).toBe(status)
    expect(body).not.toContain(script)
  })

  it('has other files that are asked for anew', async () => {
    const { headers } = await app.inject('/favicon.svg')
    expect(headers['cache-control']).toBe('no-cache')
  })

  it.each([
    '/other',
    '/late.txt',
    '/.hidden',
    '/g',
    '/assets',
    '/assets/',
    '/assets/gone.js',
    '/assets//app-1a2b3c.js',
    '/index.html/',
    '/index.html%00',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/x',
    '//etc/passwd',
  ])('has nothing at %s', async (url) => {
    expect((await app.inject(url)).statusCode).toBe(404)
  })
})
