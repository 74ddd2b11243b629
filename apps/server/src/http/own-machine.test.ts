import { expect, it } from 'vitest'
import { isOnlyForOwnMachine } from './own-machine.ts'

it.each([
  [['http://localhost:3001', 'http://127.0.0.1:3001', 'http://[::1]:3001'], true],
  [['http://localhost:3001', 'https://wordfare.example'], false],
  [['https://localhost.example'], false],
  [['http://192.168.1.7:3001'], false],
])('[B10] whether callers at %j are all on the machine itself: %s', (origins, isOwn) => {
  expect(isOnlyForOwnMachine(origins)).toBe(isOwn)
})
