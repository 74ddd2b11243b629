import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveWebApp } from './web-app.ts'

const page = '<!doctype html><title>Modern Wordfare</title>'
const script = 'console.log("a script that is worth compressing")'
let root: string
let app: FastifyInstance

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'wordfare-'))
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), page)
  writeFileSync(join(root, 'index.html.br'), brotliCompressSync(page))
  writeFileSync(join(root, 'favicon.svg'), '<svg/>')
  writeFileSync(join(root, 'assets', 'app-1a2b3c.js'), script)
  writeFileSync(join(root, 'assets', 'app-1a2b3c.js.br'), brotliCompressSync(script))
  app = fastify()
  await serveWebApp(app, root)
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

  it('has other files that are asked for anew', async () => {
    const { headers } = await app.inject('/favicon.svg')
    expect(headers['cache-control']).toBe('no-cache')
  })

  it.each(['/other', '/assets/gone.js', '/assets/', '/..%2f..%2fetc%2fpasswd', '/%2e%2e/x'])(
    'has nothing at %s',
    async (url) => {
      expect((await app.inject(url)).statusCode).toBe(404)
    },
  )
})
