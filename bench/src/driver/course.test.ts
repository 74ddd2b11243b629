import type { Command, Kind } from '@wordfare/contracts'
import { expect, it } from 'vitest'
import { playOn, seatsFor, type Move } from './course.ts'

const seats = seatsFor(8)
const key: Kind[] = Array.from({ length: 25 }, (_, card) => {
  if (card < 9) return 'red'
  return card < 17 ? 'blue' : 'bystander'
})

const course = playOn(seats, () => ({ key, startingTeam: 'red' }))
/** Of some rounds. */
const moves: readonly Move[] = Array.from({ length: 150 }, () => course.next().value)

/** Who plays a command of that type. */
const playersOf = (type: Command['type']): Set<number> =>
  new Set(
    moves.flatMap(({ member, does }) => (does !== 'join' && does.type === type ? [member] : [])),
  )

it('seats two teams with a spymaster each', () => {
  const spymasters = seats.filter(({ role }) => role === 'spymaster')
  expect(spymasters.map(({ team }) => team)).toEqual(['red', 'blue'])
  expect(seats.filter(({ team }) => team === 'red')).toHaveLength(4)
})

it('lets an operative leave and come back before every round, another one each time', () => {
  const joiners = moves.flatMap(({ member, does }) => (does === 'join' ? [member] : []))
  expect(new Set(joiners).size).toBe(joiners.length)
  expect(joiners.every((member) => seats[member]?.role === 'operative')).toBe(true)
})

it('has clues given by spymasters, and guesses made by all operatives', () => {
  expect(playersOf('giveClue')).toEqual(new Set([0, 4]))
  expect(playersOf('guess')).toEqual(new Set([1, 2, 3, 5, 6, 7]))
})
