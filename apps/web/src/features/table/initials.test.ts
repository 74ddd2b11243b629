import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'
import { sampleView } from './sample-view.ts'

const [ada, ...rest] = sampleView(null).players
if (ada === undefined) throw new Error('the sample table is empty')

it('takes one letter where it is enough, and two where somebody shares the first', () => {
  expect(initialsOf(ada, [ada, ...rest])).toBe('A')
  const abe = { ...ada, playerId: rest[0]?.playerId ?? ada.playerId, name: 'abe' }
  expect(initialsOf(ada, [ada, abe])).toBe('Ad')
  expect(initialsOf(abe, [ada, abe])).toBe('Ab')
})

it('never cuts a character in two', () => {
  expect(initialsOf({ ...ada, name: '👩‍🚀 Ida' }, [ada])).toBe('👩‍🚀')
  expect(initialsOf({ ...ada, name: 'e\u0301milie' }, [ada])).toBe('E\u0301')
})
