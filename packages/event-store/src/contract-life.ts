import type { GameId } from '@wordfare/contracts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listen, one, other, refusal, stored, type Subject } from './contract-subject.ts'
import { StoreUnavailable } from './index.ts'
import { gameId, joinCode, listing } from './sample-log.ts'

/** ES9 to ES12. */
export function describeLife(subject: Subject): void {
  const { append, index } = subject

  describe('time', () => {
    it('[ES9] forgets the games whose time has come, whole, and no other', async () => {
      const third = gameId(3)
      await index(one, 0, { joinCode: joinCode(1), listed: listing(one), expiresAtMs: 99 })
      await index(other, 0, { joinCode: joinCode(2), listed: listing(other), expiresAtMs: 100 })
      await index(third, 0, { joinCode: joinCode(3), listed: listing(third), expiresAtMs: 101 })

      expect((await subject.store.expire(100)).toSorted()).toEqual([one, other])

      expect(await subject.store.read(one)).toEqual([])
      expect(await subject.store.read(other)).toEqual([])
      expect(await subject.store.findByJoinCode(joinCode(1))).toBeNull()
      expect(await subject.store.findByJoinCode(joinCode(2))).toBeNull()
      expect(await subject.store.read(third)).toEqual(stored('indexed'))
      expect(await subject.store.findByJoinCode(joinCode(3))).toBe(third)
      expect(await subject.store.listed()).toEqual([listing(third)])
      expect(await subject.store.games()).toEqual([third])
      expect(await subject.store.expire(100)).toEqual([])
    })

    it('[ES9] shows a game whose time has passed until it is told to forget it', async () => {
      await index(one, 0, { joinCode: joinCode(1), listed: listing(one), expiresAtMs: 0 })

      expect(await subject.store.read(one)).toEqual(stored('indexed'))
      expect(await subject.store.findByJoinCode(joinCode(1))).toBe(one)
      expect(await subject.store.listed()).toEqual([listing(one)])
      expect(await subject.store.games()).toEqual([one])
      expect(await index(one, 1, { expiresAtMs: 200 })).toBe(2)
      expect(await subject.store.expire(100)).toEqual([])
    })

    it('[ES9] begins anew with the id and the code of a game that is forgotten', async () => {
      await index(one, 0, { joinCode: joinCode(1), expiresAtMs: 1 })
      await subject.store.expire(1)

      expect(await refusal(append(one, 1, 'late'))).toMatchObject({ expected: 1, actual: 0 })
      expect(await index(other, 0, { joinCode: joinCode(1) })).toBe(1)
      expect(await append(one, 0, 'a')).toBe(1)
      expect(await subject.store.read(one)).toEqual(stored('a'))
    })

    it('[ES9] forgets what was asked for before it, too', async () => {
      const appended = index(one, 0, { expiresAtMs: 1 })

      expect(await subject.store.expire(1)).toEqual([one])
      expect(await appended).toBe(1)
    })
  })

  describe('the bell', () => {
    it('[ES10] rings once for each accepted append, when its events can be read', async () => {
      const heard: Promise<unknown>[] = []
      onTestFinished(subject.store.subscribe((id) => heard.push(subject.store.read(id))))
      await append(one, 0, 'a', 'b')
      await append(other, 0, 'x')

      expect(await Promise.all(heard)).toEqual([stored('a', 'b'), stored('x')])
    })

    it('[ES10] rings before the append resolves, and not from within the call', async () => {
      const order: string[] = []
      onTestFinished(subject.store.subscribe(() => order.push('rung')))
      const appended = append(one, 0, 'a').then(() => order.push('resolved'))
      order.push('called')
      await appended

      expect(order).toEqual(['called', 'rung', 'resolved'])
    })

    it('[ES10] rings for each of the appends that are asked for at once, in their order', async () => {
      const bell = listen(subject.store)
      await Promise.all([append(one, 0, 'a'), append(other, 0, 'x'), append(one, 1, 'b')])

      expect(bell.rings).toEqual([one, other, one])
    })

    it('[ES11] rings for the others when a listener throws, and warns', async () => {
      const fault = new Error('a faulty listener')
      const warned = new Promise((resolve) => process.once('warning', resolve))
      onTestFinished(
        subject.store.subscribe(() => {
          throw fault
        }),
      )
      const bell = listen(subject.store)

      expect(await append(one, 0, 'a')).toBe(1)
      expect(bell.rings).toEqual([one])
      expect(await warned).toBe(fault)
    })

    it('[ES11] rings no more for a listener that was stopped', async () => {
      const bell = listen(subject.store)
      const twice: GameId[] = []
      const listener = (id: GameId): void => void twice.push(id)
      const stopFirst = subject.store.subscribe(listener)
      onTestFinished(subject.store.subscribe(listener))
      await append(one, 0, 'a')
      bell.stop()
      bell.stop()
      stopFirst()
      await append(other, 0, 'x')

      expect(bell.rings).toEqual([one])
      expect(twice).toEqual([one, one, other])
    })

    it('[ES11] lets listeners stop each other and subscribe while it rings', async () => {
      const rings: string[] = []
      const stopFirst = subject.store.subscribe(() => {
        rings.push('first')
        stopSecond()
        onTestFinished(subject.store.subscribe(() => rings.push('new')))
        stopFirst()
      })
      const stopSecond = subject.store.subscribe(() => rings.push('second'))
      await append(one, 0, 'a')
      expect(rings).toEqual(['first'])
      await append(one, 1, 'b')
      expect(rings).toEqual(['first', 'new'])
    })
  })

  describe('the end', () => {
    it('[ES12] completes what was asked for before it closes', async () => {
      const bell = listen(subject.store)
      const appended = [append(one, 0, 'a'), append(one, 1, 'b')]
      await subject.store.close()

      expect(await Promise.all(appended)).toEqual([1, 2])
      expect(bell.rings).toEqual([one, one])
    })

    it('[ES12] answers every call with StoreUnavailable once it is closed', async () => {
      await append(one, 0, 'a')
      await subject.store.close()

      for (const call of [
        () => subject.store.read(one),
        () => append(one, 1, 'b'),
        () => subject.store.findByJoinCode(joinCode(1)),
        () => subject.store.listed(),
        () => subject.store.games(),
        () => subject.store.expire(0),
      ])
        expect(await refusal(call())).toBeInstanceOf(StoreUnavailable)
      await expect(subject.store.close()).resolves.toBeUndefined()
    })
  })
}
