import { describe, expect, it } from 'vitest'
import { listen, one, other, refusal, stored, type Subject } from './contract-subject.ts'
import { JoinCodeTaken, VersionConflict } from './index.ts'
import { gameId, joinCode, listing } from './sample-log.ts'

/** ES5 to ES8. */
export function describeIndex(subject: Subject): void {
  const { append, index } = subject

  describe('the index', () => {
    it('[ES5] says what the last append said', async () => {
      await index(one, 0, {
        joinCode: joinCode(1),
        listed: listing(one, { round: 1 }),
        expiresAtMs: 10,
      })
      await index(one, 1, {
        joinCode: joinCode(2),
        listed: listing(one, { round: 2 }),
        expiresAtMs: 20,
      })

      expect(await subject.store.findByJoinCode(joinCode(1))).toBeNull()
      expect(await subject.store.findByJoinCode(joinCode(2))).toBe(one)
      expect(await subject.store.listed()).toEqual([listing(one, { round: 2 })])
      expect(await subject.store.expire(19)).toEqual([])
      expect(await subject.store.expire(20)).toEqual([one])
    })

    it('[ES6] leads from a join code to its game, and from an unknown one to none', async () => {
      await index(one, 0, { joinCode: joinCode(1) })
      await index(other, 0, { joinCode: joinCode(2) })

      expect(await subject.store.findByJoinCode(joinCode(1))).toBe(one)
      expect(await subject.store.findByJoinCode(joinCode(2))).toBe(other)
      expect(await subject.store.findByJoinCode(joinCode(3))).toBeNull()
    })

    it('[ES6] refuses a second game with a join code, and changes nothing', async () => {
      await index(one, 0, { joinCode: joinCode(1) })
      await index(other, 0, { joinCode: joinCode(2), listed: listing(other) })
      const bell = listen(subject.store)

      const reason = await refusal(index(other, 1, { joinCode: joinCode(1) }))

      expect(reason).toBeInstanceOf(JoinCodeTaken)
      expect(reason).toMatchObject({ gameId: other, joinCode: joinCode(1) })
      expect(await subject.store.read(other)).toEqual(stored('indexed'))
      expect(await subject.store.findByJoinCode(joinCode(1))).toBe(one)
      expect(await subject.store.findByJoinCode(joinCode(2))).toBe(other)
      expect(await subject.store.listed()).toEqual([listing(other)])
      expect(bell.rings).toEqual([])
    })

    it('[ES6] gives a join code that two new games want at once to one of them', async () => {
      const results = await Promise.allSettled([
        index(one, 0, { joinCode: joinCode(1) }),
        index(other, 0, { joinCode: joinCode(1) }),
      ])

      expect(results).toEqual([
        { status: 'fulfilled', value: 1 },
        { status: 'rejected', reason: new JoinCodeTaken(other, joinCode(1)) },
      ])
      expect(await subject.store.games()).toEqual([one])
    })

    it('[ES6] tells a version conflict before a taken code', async () => {
      await index(one, 0, { joinCode: joinCode(1) })

      expect(await refusal(index(other, 3, { joinCode: joinCode(1) }))).toBeInstanceOf(
        VersionConflict,
      )
    })

    it('[ES6] frees a code with null, for the same or another game', async () => {
      await index(one, 0, { joinCode: joinCode(1) })
      await index(one, 1, { joinCode: joinCode(1) })
      await index(one, 2, { joinCode: null })
      expect(await subject.store.findByJoinCode(joinCode(1))).toBeNull()

      await index(other, 0, { joinCode: joinCode(1) })
      expect(await subject.store.findByJoinCode(joinCode(1))).toBe(other)
      expect(await refusal(index(one, 3, { joinCode: joinCode(1) }))).toBeInstanceOf(JoinCodeTaken)
    })

    it('[ES7] lists the listed games, newest first, and by id where they are as old', async () => {
      for (const listed of [
        created(14, 20),
        created(13, 30),
        created(12, 10),
        created(11, 30),
        created(15, 30),
      ])
        await index(listed.gameId, 0, { listed })
      await index(one, 0, { listed: null })

      expect(await subject.store.listed()).toEqual([
        created(11, 30),
        created(13, 30),
        created(15, 30),
        created(14, 20),
        created(12, 10),
      ])
    })

    it('[ES7] lists a game at its place when an append lists it', async () => {
      await index(one, 0, { listed: null })
      await index(other, 0, { listed: listing(other, { createdAtMs: 20 }) })
      await index(one, 1, { listed: listing(one, { createdAtMs: 30 }) })
      expect((await subject.store.listed()).map(({ gameId: id }) => id)).toEqual([one, other])

      await index(one, 2, { listed: listing(one, { createdAtMs: 10 }) })
      expect((await subject.store.listed()).map(({ gameId: id }) => id)).toEqual([other, one])
    })

    it('[ES7] takes a game from the list when an append says so', async () => {
      await index(one, 0, { listed: listing(one) })
      await index(one, 1, { listed: null })

      expect(await subject.store.listed()).toEqual([])
    })

    it('[ES8] names each game once, listed or not', async () => {
      expect(await subject.store.games()).toEqual([])
      await index(one, 0, { listed: listing(one) })
      await append(other, 0, 'a')
      await append(other, 1, 'b')

      expect((await subject.store.games()).toSorted()).toEqual([one, other])
    })
  })
}

const created = (n: number, createdAtMs: number) => listing(gameId(n), { createdAtMs })
