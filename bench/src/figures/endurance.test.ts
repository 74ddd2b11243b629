import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { gameContestant } from '../contestant.ts'
import { quickExtent } from '../extent.ts'
import { createScores } from '../scores.ts'
import { onSqlite } from '../subjects/wordfare.ts'
import { measureEndurance } from './endurance.ts'

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url))

it('[B27] whatever is due is carried out for as long as it goes on, and the figures say what it took', async () => {
  const contestant = gameContestant(onSqlite(CHECKOUT))
  const scores = createScores()
  await measureEndurance(
    contestant,
    // So little that any machine holds it, and time for a busy one: how fast it is, no test can tell.
    { ...quickExtent, tables: 4, steadyRate: 40, enduranceSeconds: 4, graceSeconds: 10 },
    scores.cardOf(contestant.subject.name),
  )
  const valuesOf = Object.fromEntries(scores.all.map(({ figure, values }) => [figure, values]))
  const eachStretch = Array.from({ length: 5 }, () => expect.any(Number))
  expect(valuesOf).toEqual({
    'actions that came through, of 40/s': [100, 100, 100, 100, 100],
    'p50 until all have seen, on and on': eachStretch,
    'p99 until all have seen, on and on': eachStretch,
    'p99 of the delay of the event loop': eachStretch,
    'memory after a stretch': eachStretch,
    'memory gained, by the slope of those': [expect.any(Number)],
    'heap that an action leaves behind': [expect.any(Number)],
    'memory in the end, after a collection': [expect.any(Number)],
  })
  expect(Object.values(valuesOf).flat().filter(Number.isNaN)).toEqual([])
})
