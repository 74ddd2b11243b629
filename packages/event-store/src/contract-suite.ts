import { afterEach, beforeEach, describe } from 'vitest'
import { describeIndex } from './contract-index.ts'
import { describeInterleavings } from './contract-interleavings.ts'
import { describeLife } from './contract-life.ts'
import { describeLog } from './contract-log.ts'
import { createSubject } from './contract-subject.ts'
import type { EventStore } from './event-store.ts'

/**
 * What SPEC.md asks of every adapter, ES1 to ES12. `create` makes an empty store for each test; the suite closes it.
 */
export function describeEventStore(
  name: string,
  create: () => EventStore | Promise<EventStore>,
): void {
  describe(`event store: ${name}`, () => {
    let store: EventStore
    beforeEach(async () => {
      store = await create()
    })
    afterEach(() => store.close())

    const subject = createSubject(() => store)
    describeLog(subject)
    describeIndex(subject)
    describeLife(subject)
    describeInterleavings(subject)
  })
}
