import { describe, expect, it } from 'vitest'

import { makeRooms } from '../test/harness.ts'
import { parseApiUrl } from './api-url.ts'
import { SettingFault } from './setting-fault.ts'

describe('parseApiUrl', () => {
  it.each([
    ['https://api.daily.co/v1', 'https://api.daily.co/v1'],
    ['https://api.daily.co/v1/', 'https://api.daily.co/v1'],
    ['http://127.0.0.1:3999/v1', 'http://127.0.0.1:3999/v1'],
    ['http://localhost:3999/v1', 'http://localhost:3999/v1'],
    ['http://[::1]:3999/v1', 'http://[::1]:3999/v1'],
  ])('[D4] takes %s', (raw, url) => {
    expect(parseApiUrl(raw)).toBe(url)
  })

  it.each([
    ['', 'not-a-url'],
    ['api.daily.co/v1', 'not-a-url'],
    ['http://api.daily.co/v1', 'not-https'],
    ['http://127.0.0.1.example.org/v1', 'not-https'],
    ['http://localhost.example.org/v1', 'not-https'],
    ['http://0.0.0.0:3999/v1', 'not-https'],
    ['ftp://api.daily.co/v1', 'not-https'],
    ['https://key@api.daily.co/v1', 'has-credentials'],
    ['https://api.daily.co/v1?key=1', 'has-query'],
    ['https://api.daily.co/v1#rooms', 'has-query'],
  ])('[D4] refuses %j as %s, before anything is sent', (apiUrl, reason) => {
    const fault = expect.objectContaining({ setting: 'apiUrl', reason })
    expect(() => parseApiUrl(apiUrl)).toThrow(fault)
    expect(() => makeRooms({ apiUrl })).toThrow(SettingFault)
  })
})
