import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptCookieSecret, randomCookieSecret } from './cookie-secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wordfare-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the kept cookie secret', () => {
  it('is made once, for the owner alone, in a folder that is made as well', () => {
    const data = join(folder, 'deep', 'data')
    const secret = keptCookieSecret(data)
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(keptCookieSecret(data)).toBe(secret)
    expect(readdirSync(data)).toEqual(['cookie-secret'])
    expect(statSync(join(data, 'cookie-secret')).mode & 0o777).toBe(0o600)
  })
})

describe('a random cookie secret', () => {
  it('is another one every time', () => {
    expect(randomCookieSecret()).not.toBe(randomCookieSecret())
  })
})
