import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { createRoster, type Present, type Roster } from './roster.ts'

/** A change of who is there, as it is told. Each coming in is a stay of its own. */
type Told = { readonly kind: 'entered' | 'left'; readonly member: string; readonly token: string }

/** What is told when these come and go, each in turn: whoever is there leaves, whoever is not comes in. */
function toldOf(members: readonly string[]): readonly Told[] {
  const tokens = new Map<string, string>()
  return members.map((member, step) => {
    const token = tokens.get(member)
    if (token === undefined) tokens.set(member, String(step))
    else tokens.delete(member)
    return { kind: token === undefined ? 'entered' : 'left', member, token: token ?? String(step) }
  })
}

const presentAfter = (all: readonly Told[]): ReadonlyMap<string, Present> => {
  const present = new Map<string, Present>()
  for (const { kind, member, token } of all) {
    if (kind === 'entered') present.set(member, { value: token, token })
    else present.delete(member)
  }
  return present
}

function tell(roster: Roster, all: readonly Told[]): void {
  for (const { kind, member, token } of all) {
    if (kind === 'entered') roster.entered(member, { value: token, token })
    else roster.left(member, token)
  }
}

describe('a roster', () => {
  const steps = fc.array(fc.constantFrom('ada', 'bob', 'cleo'), { minLength: 4, maxLength: 12 })
  /** Where in all that is told the listener went deaf, listened again, was read for, and got the answer. */
  const moments = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12))

  test.prop([steps, moments], { numRuns: 2_000 })(
    'knows in the end who is there, whatever it missed, and whether the reading or the news comes first',
    async (members, unsorted) => {
      const all = toldOf(members)
      const [deaf = 0, listens = 0, ...later] = unsorted.toSorted((a, b) => a - b)
      // The answer may show what is told after it has come in: the news takes another way, and may take longer.
      for (const [readAt = 0, answeredAt = 0] of [later, later.toReversed()]) {
        const told = new Map<string, string>()
        const roster = createRoster({
          onEntered: (member, value) => told.set(member, value),
          onLeft: (member) => told.delete(member),
        })
        tell(roster, all.slice(0, deaf))
        await roster.catchUp(async () => {
          tell(roster, all.slice(listens, answeredAt))
          return presentAfter(all.slice(0, readAt))
        })
        tell(roster, all.slice(answeredAt))

        const there = new Map([...presentAfter(all)].map(([member, { value }]) => [member, value]))
        expect(roster.members).toEqual(there)
        expect(told).toEqual(there)
      }
    },
  )

  it('can be read for again after a reading that failed', async () => {
    const roster = createRoster({ onEntered: () => {}, onLeft: () => {} })
    const failure = new Error('nobody answers')
    await expect(roster.catchUp(() => Promise.reject(failure))).rejects.toBe(failure)
    await roster.catchUp(async () => new Map([['ada', { value: 'here', token: '1' }]]))
    expect([...roster.members]).toEqual([['ada', 'here']])
  })
})
