import { expect, it } from 'vitest'
import { reportOn } from './report.ts'
import { createScores } from './scores.ts'

it('tells medians with their spread, and what they are to the reference, figure by figure', () => {
  const scores = createScores()
  const floor = scores.cardOf('bare')
  const server = scores.cardOf('server')
  for (const value of [1000, 2000, 1100]) floor.add('actions', '1/s', value)
  floor.add('memory', 'KiB', 0)
  for (const value of [500, 1000, 550]) server.add('actions', '1/s', value)
  server.caveat('actions', 'the driver was at its limit')
  server.add('memory', 'KiB', 20.25)

  expect(reportOn(scores, [{ title: 'the floor', contestants: ['bare'] }]).split('\n')).toEqual([
    '| figure | of | median [least–most] | to the floor | note |',
    '| --- | --- | --- | --- | --- |',
    '| actions, 1/s | bare | 1,100 [1,000–2,000] |  | unsteady |',
    '| actions, 1/s | server | 550 [500–1,000] | 0.50 [0.50–0.50] | unsteady; the driver was at its limit |',
    '| memory, KiB | bare | 0.00 [0.00–0.00] |  |  |',
    '| memory, KiB | server | 20.3 [20.3–20.3] |  |  |',
  ])
})
