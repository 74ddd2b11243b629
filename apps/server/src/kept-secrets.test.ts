import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptSecret, randomSecret } from './kept-secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wordfare-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a kept secret', () => {
  it('is made once, for the owner alone, in a folder that is made as well', () => {
    const data = join(folder, 'deep', 'data')
    const secret = keptSecret(data, 'cookie-secret')
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(keptSecret(data, 'cookie-secret')).toBe(secret)
    expect(readdirSync(data)).toEqual(['cookie-secret'])
    expect(statSync(join(data, 'cookie-secret')).mode & 0o777).toBe(0o600)
  })

  it('is another one for every use', () => {
    expect(keptSecret(folder, 'room-name-secret')).not.toBe(keptSecret(folder, 'cookie-secret'))
  })
})

describe('a random secret', () => {
  it('is another one every time', () => {
    expect(randomSecret()).not.toBe(randomSecret())
  })
})
