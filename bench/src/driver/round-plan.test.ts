import type { Kind } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { planRound } from './round-plan.ts'

const kinds = (kind: Kind, count: number): Kind[] => Array.from({ length: count }, () => kind)
const key: Kind[] = [
  ...kinds('red', 9),
  ...kinds('blue', 8),
  ...kinds('bystander', 7),
  ...kinds('assassin', 1),
]
const steps = [...planRound(key, 'red')]
const guessed = steps.flatMap(({ command }) => (command.type === 'guess' ? [command.card] : []))
const covered = (kind: Kind): number => guessed.filter((card) => key[card] === kind).length

describe('a planned round', () => {
  it('begins with the starting team’s clue', () => {
    expect(steps[0]).toMatchObject({
      team: 'red',
      role: 'spymaster',
      command: { type: 'giveClue', count: 2, targets: [0, 1] },
    })
  })

  it('ends with the last card of a team, and never before', () => {
    expect(steps.at(-1)?.command.type).toBe('guess')
    expect([covered('red') === 9, covered('blue') === 8]).toContain(true)
    expect(covered('red') === 9 && covered('blue') === 8).toBe(false)
  })

  it('covers no card twice, and never the assassin', () => {
    expect(new Set(guessed).size).toBe(guessed.length)
    expect(guessed).not.toContain(24)
  })

  it('meets bystanders on the way', () => {
    expect(guessed.some((card) => key[card] === 'bystander')).toBe(true)
  })

  it('gives another clue each turn', () => {
    const words = steps.flatMap(({ command }) =>
      command.type === 'giveClue' ? [command.word] : [],
    )
    expect(new Set(words).size).toBe(words.length)
  })
})
