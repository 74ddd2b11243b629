import type { GameEvent } from '@wordfare/game'
import { describe, expect, it } from 'vitest'
import { listen, one, other, refusal, stored, type Subject } from './contract-subject.ts'
import { VersionConflict } from './index.ts'
import { hidden, joinCode, listing, renamed, sampleEvents } from './sample-log.ts'

/** ES1 to ES4. */
export function describeLog(subject: Subject): void {
  const { append, index } = subject

  describe('the log', () => {
    it('[ES1] numbers the events from 1 over all appends and reads them oldest first', async () => {
      expect(await append(one, 0, 'a', 'b')).toBe(2)
      expect(await append(other, 0, 'x')).toBe(1)
      expect(await append(one, 2, 'c')).toBe(3)

      expect(await subject.store.read(one)).toEqual(stored('a', 'b', 'c'))
      expect(await subject.store.read(other)).toEqual(stored('x'))
    })

    it('[ES1] reads the events after a version', async () => {
      await append(one, 0, 'a', 'b', 'c')

      expect(await subject.store.read(one, 0)).toEqual(stored('a', 'b', 'c'))
      expect(await subject.store.read(one, 2)).toEqual(stored('a', 'b', 'c').slice(2))
      expect(await subject.store.read(one, 3)).toEqual([])
      expect(await subject.store.read(one, 4)).toEqual([])
    })

    it('[ES1] reads nothing of an unknown game', async () => {
      await append(one, 0, 'a')

      expect(await subject.store.read(other)).toEqual([])
      expect(await subject.store.read(other, 7)).toEqual([])
    })

    it('[ES2] gives back every kind of event as it was, with the cause of its append', async () => {
      const events = Object.values(sampleEvents)
      await subject.store.append(one, 0, { events, cause: 'first', index: hidden })
      await subject.store.append(one, events.length, {
        events: [renamed('later')],
        cause: null,
        index: hidden,
      })

      expect(await subject.store.read(one)).toStrictEqual([
        ...events.map((event, position) => ({ seq: position + 1, event, cause: 'first' })),
        { seq: events.length + 1, event: renamed('later'), cause: null },
      ])
    })

    it('[ES2] keeps what it was given when the giver changes it', async () => {
      const event = structuredClone(sampleEvents.ClueGiven)
      const events: GameEvent[] = [event]
      const listed = listing(one)
      const appended = subject.store.append(one, 0, {
        events,
        cause: null,
        index: { ...hidden, listed },
      })
      event.word = 'changed'
      events.push(renamed('added'))
      listed.gameName = 'changed'
      listed.createdAtMs = 1
      await appended

      expect(await subject.store.read(one)).toEqual([
        { seq: 1, event: sampleEvents.ClueGiven, cause: null },
      ])
      expect(await subject.store.listed()).toEqual([listing(one)])
    })

    it('[ES2] keeps what it has when a reader changes what it was given', async () => {
      await subject.store.append(one, 0, {
        events: [sampleEvents.SeatsChanged],
        cause: null,
        index: { ...hidden, listed: listing(one) },
      })
      for (const { event } of await subject.store.read(one))
        if (event.type === 'SeatsChanged') event.seats.length = 0
      for (const listed of await subject.store.listed()) listed.gameName = 'changed'

      expect(await subject.store.read(one)).toEqual([
        { seq: 1, event: sampleEvents.SeatsChanged, cause: null },
      ])
      expect(await subject.store.listed()).toEqual([listing(one)])
    })

    it('[ES3] of two writers at one version one wins and the other changes nothing', async () => {
      await index(one, 0, { joinCode: joinCode(1), listed: listing(one, { round: 1 }) })
      const bell = listen(subject.store)

      const results = await Promise.allSettled([
        index(one, 1, { joinCode: joinCode(2), listed: listing(one, { round: 2 }) }),
        index(one, 1, { joinCode: joinCode(3), listed: listing(one, { round: 3 }) }),
      ])

      expect(results).toEqual([
        { status: 'fulfilled', value: 2 },
        { status: 'rejected', reason: new VersionConflict(one, 1, 2) },
      ])
      expect(await subject.store.read(one)).toEqual(stored('indexed', 'indexed'))
      expect(await subject.store.findByJoinCode(joinCode(2))).toBe(one)
      expect(await subject.store.findByJoinCode(joinCode(3))).toBeNull()
      expect(await subject.store.listed()).toEqual([listing(one, { round: 2 })])
      expect(bell.rings).toEqual([one])
    })

    it('[ES3] says which version a writer expected and which one there is', async () => {
      await append(one, 0, 'a', 'b')

      for (const expected of [0, 1, 3, -1, 0.5, Number.NaN]) {
        const reason = await refusal(append(one, expected, 'late'))
        expect(reason).toBeInstanceOf(VersionConflict)
        expect(reason).toMatchObject({ gameId: one, expected, actual: 2 })
      }
      expect(await subject.store.read(one)).toEqual(stored('a', 'b'))
    })

    it('[ES3] creates a game at version 0 and at no other', async () => {
      expect(await refusal(append(one, 1, 'a'))).toMatchObject({ expected: 1, actual: 0 })
      expect(await subject.store.read(one)).toEqual([])
      expect(await subject.store.games()).toEqual([])

      expect(await append(one, 0, 'a')).toBe(1)
      expect(await subject.store.games()).toEqual([one])
    })

    it('[ES4] takes no append without events, and none whose times are no whole numbers', async () => {
      expect(await refusal(append(one, 0))).toBeInstanceOf(RangeError)
      for (const time of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(await refusal(index(one, 0, { expiresAtMs: time }))).toBeInstanceOf(RangeError)
        const listed = listing(one, { createdAtMs: time })
        expect(await refusal(index(one, 0, { listed }))).toBeInstanceOf(RangeError)
      }
      expect(await subject.store.games()).toEqual([])
    })

    it('[ES4] tries the appends in the order in which they were asked for', async () => {
      const results = await Promise.all([
        append(one, 0, 'a'),
        append(other, 0, 'x'),
        append(one, 1, 'b', 'c'),
        append(one, 3, 'd'),
      ])

      expect(results).toEqual([1, 1, 3, 4])
      expect(await subject.store.read(one)).toEqual(stored('a', 'b', 'c', 'd'))
    })
  })
}
