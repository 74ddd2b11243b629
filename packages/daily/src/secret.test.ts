import { inspect } from 'node:util'

import { describe, expect, it } from 'vitest'

import { KEY, keyForms, tracesIn } from '../test/known-key.ts'
import { parseApiKey, Secret } from './secret.ts'
import { API_KEY_PAGE, SettingFault } from './setting-fault.ts'

function faultOf(raw: string | undefined): SettingFault {
  try {
    parseApiKey(raw)
  } catch (error) {
    if (error instanceof SettingFault) return error
    throw error
  }
  throw new Error('the key was taken')
}

describe('parseApiKey', () => {
  it.each([
    [undefined, 'missing'],
    ['', 'missing'],
    [' \n\t', 'missing'],
    ['Bearer 0f3a9c7e51b2d84660a1', 'has-bearer-prefix'],
    ['bearer', 'has-bearer-prefix'],
    ['0f3a9c7e51 b2d84660a1c5', 'has-whitespace'],
    ['0f3a9c7e51b2d84\n660a1c5', 'has-whitespace'],
    ['0f3a9c7e51b2d84660a1cé', 'has-odd-characters'],
    ['0f3a9c7e51b2d84660a1\u0000', 'has-odd-characters'],
    ['0f3a9c7e51b2d84660a', 'too-short'],
    ['changeme', 'placeholder'],
    ['CHANGE-ME-CHANGE-ME-CHANGE-ME', 'placeholder'],
    ['xxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'placeholder'],
    ['sk_xxxxxxxxxxxxxxxxxxxxxxxxx', 'placeholder'],
    ['00000000000000000000000000000', 'placeholder'],
    ['your-api-key-goes-here-please', 'placeholder'],
    ['YOUR_DAILY_API_KEY_GOES_HERE!', 'placeholder'],
    ['<paste the key of the domain>', 'placeholder'],
  ])('[D1] refuses %j as %s', (raw, reason) => {
    const fault = faultOf(raw)
    expect({ setting: fault.setting, reason: fault.reason }).toEqual({ setting: 'apiKey', reason })
    expect(fault.message).toContain(API_KEY_PAGE)
  })

  it.each(['0f3a9c7e51 b2d84660a1c5', '0f3a9c7e51b2d84660a', 'Bearer 0f3a9c7e51b2d84660a1'])(
    '[D1] does not say what it refused: %j',
    (raw) => {
      const fault = faultOf(raw)
      const prints = [JSON.stringify(fault), inspect(fault, { depth: 9 }), fault.stack].join('\n')
      expect(prints).not.toContain(raw)
      expect(prints).not.toContain('0f3a9c7e51')
    },
  )

  it('[D1] takes a key, with or without the line break at the end of a file', () => {
    expect(parseApiKey(KEY).reveal()).toBe(KEY)
    expect(parseApiKey(`${KEY}\n`).reveal()).toBe(KEY)
  })
})

describe('Secret', () => {
  it('[D2] shows its value to nobody who does not ask for it', () => {
    const secret = new Secret(KEY)
    const holder = { secret, list: [secret], error: new Error(String(secret), { cause: secret }) }
    expect(String(secret)).toBe('[redacted]')
    expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}')
    expect(tracesIn(secret)).toEqual([])
    expect(tracesIn(holder)).toEqual([])
    expect(tracesIn(structuredClone(secret))).toEqual([])
  })

  it('[D2] is needed: a search for the key finds it in every form', () => {
    for (const [form, text] of Object.entries(keyForms)) {
      expect(tracesIn({ headers: { authorization: text } })).toContain(form)
    }
    expect(tracesIn(new Error('no', { cause: { headers: [KEY] } }))).toContain('raw')
  })

  it('is never empty', () => {
    expect(() => new Secret('')).toThrow(TypeError)
  })
})
