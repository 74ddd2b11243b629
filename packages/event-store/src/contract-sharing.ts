import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adding, one, other, stored } from './contract-subject.ts'
import { VersionConflict, type EventStore } from './index.ts'
import { joinCode } from './sample-log.ts'

/**
 * What SPEC.md asks of an adapter whose data lies outside of the process, ES15 and ES16. `openTwo` opens two stores on
 * the same empty data for each test; the suite closes them.
 */
export function describeSharing(
  name: string,
  openTwo: () => Promise<readonly [EventStore, EventStore]>,
): void {
  describe(`event store: ${name}, shared`, () => {
    let here: EventStore
    let there: EventStore
    beforeEach(async () => {
      ;[here, there] = await openTwo()
    })
    afterEach(() => Promise.all([here.close(), there.close()]))

    it('[ES15] accepts or refuses each append of one tick on its own', async () => {
      const results = await Promise.allSettled([
        here.append(one, 0, adding(['a'])),
        here.append(one, 0, adding(['late'])),
        here.append(other, 0, adding(['x'])),
      ])

      expect(results).toEqual([
        { status: 'fulfilled', value: 1 },
        { status: 'rejected', reason: new VersionConflict(one, 0, 1) },
        { status: 'fulfilled', value: 1 },
      ])
      expect(await here.read(one)).toEqual(stored('a'))
      expect(await here.read(other)).toEqual(stored('x'))
    })

    it('[ES16] lets one of two stores win, and shows each what the other wrote', async () => {
      const results = await Promise.allSettled([
        here.append(one, 0, adding(['here'], { joinCode: joinCode(1) })),
        there.append(one, 0, adding(['there'], { joinCode: joinCode(2) })),
      ])
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(results.find(({ status }) => status === 'rejected')).toHaveProperty(
        'reason',
        new VersionConflict(one, 0, 1),
      )
      const winner = results[0].status === 'fulfilled' ? 'here' : 'there'
      expect(await here.read(one)).toEqual(stored(winner))
      expect(await there.read(one)).toEqual(stored(winner))

      expect(await there.append(one, 1, adding(['then']))).toBe(2)
      expect(await here.append(one, 2, adding(['now']))).toBe(3)
      expect(await here.read(one)).toEqual(stored(winner, 'then', 'now'))
      expect(await there.read(one, 1)).toEqual(stored(winner, 'then', 'now').slice(1))
    })
  })
}
