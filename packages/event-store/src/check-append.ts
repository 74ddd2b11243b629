import type { Append } from './event-store.ts'

/**
 * Refuses what no adapter can keep, before anything is queued: one bad append must not fail those that would
 * have shared its transaction.
 * @throws {RangeError} when there are no events, or when a time is not a whole number
 */
export function checkAppend({ events, index }: Append): void {
  if (events.length === 0) throw new RangeError('an append needs at least one event')
  if (!Number.isSafeInteger(index.expiresAtMs))
    throw new RangeError('expiresAtMs has to be a whole number')
  if (index.listed && !Number.isSafeInteger(index.listed.createdAtMs))
    throw new RangeError('createdAtMs has to be a whole number')
}
