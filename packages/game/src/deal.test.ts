import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { at } from './at.ts'
import { dealKey, dealWords, shuffled } from './deal.ts'

/** Dice from numbers that fast-check chooses. */
const dice = fc
  .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 200,
    maxLength: 200,
  })
  .map((numbers) => () => {
    const rest = numbers.shift()
    if (rest === undefined) throw new Error('out of dice')
    return rest
  })
const pool = fc.uniqueArray(fc.stringMatching(/^[A-Z]{2,6}$/), { minLength: 25, maxLength: 60 })

describe('deal', () => {
  test.prop([dice, fc.constantFrom('red' as const, 'blue' as const)])(
    '[R2] a key has 9 cards for the starting team, 8 for the other, 7 bystanders and 1 assassin',
    (random, startingTeam) => {
      const key = dealKey(startingTeam, random)
      const counts = (kind: string) => key.filter((each) => each === kind).length

      expect(key).toHaveLength(25)
      expect(counts(startingTeam)).toBe(9)
      expect(counts(startingTeam === 'red' ? 'blue' : 'red')).toBe(8)
      expect(counts('bystander')).toBe(7)
      expect(counts('assassin')).toBe(1)
    },
  )

  test.prop([dice, pool, fc.nat(60)])(
    '[R1] a board has 25 different words of the pool, fresh ones first',
    (random, words, usedCount) => {
      const used = words.slice(0, usedCount)
      const board = dealWords(words, used, random) ?? []
      const fresh = words.length - used.length

      expect(new Set(board).size).toBe(25)
      expect(words).toEqual(expect.arrayContaining(board))
      expect(board.filter((word) => !used.includes(word))).toHaveLength(Math.min(25, fresh))
      const worn = used.slice(0, Math.max(0, 25 - fresh))
      expect(board).toEqual(expect.arrayContaining(worn))
    },
  )

  it('[R1] there is no board of fewer words than cards', () => {
    expect(dealWords(['ONE', 'TWO'], [], () => 0)).toBeNull()
  })

  it('[R2] every order of the cards is as likely as any other', () => {
    // Each of the equally likely throws of the dice leads to an order of its own.
    const orders = new Set<string>()
    for (const first of [0, 0.34, 0.67]) {
      for (const second of [0, 0.5]) {
        const throws = [first, second]
        orders.add(shuffled(['a', 'b', 'c'], () => at(throws.splice(0, 1), 0)).join(''))
      }
    }
    expect(orders.size).toBe(6)
  })
})

describe('at', () => {
  it('holds its promise or throws', () => {
    expect(at(['a', 'b'], 1)).toBe('b')
    expect(() => at(['a'], 1)).toThrow('no item 1')
  })
})
