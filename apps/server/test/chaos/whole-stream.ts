import type { NumberedEvent } from '@wordfare/contracts'
import { expect } from 'vitest'
import type { Received } from '../watching.ts'

/** The events that came to a watcher one by one, in the order in which they did. */
export const eventsOf = (received: readonly Received[]): NumberedEvent[] =>
  received.flatMap(({ message }) => (message.type === 'events' ? message.events : []))

/** Expects that a watcher has missed no event, got none twice and never went back; its last event is what it returns. */
export function expectWhole(received: readonly Received[]): number {
  let at = 0
  for (const { id, message } of received) {
    if (message.type === 'view') expect(Number(id)).toBeGreaterThanOrEqual(at)
    if (message.type === 'events') {
      expect(at).toBeGreaterThan(0)
      expect(message.events.map(({ seq }) => seq)).toEqual(message.events.map((_, i) => at + 1 + i))
    }
    if (message.type === 'presence') expect(Number(id)).toBe(at)
    at = Number(id)
  }
  return at
}
