import { expect, it } from 'vitest'
import { timeByPart } from './time-by-part.ts'

const frame = (functionName: string, url = 'file:///server.js') => ({
  functionName,
  url,
  lineNumber: 0,
  columnNumber: 0,
})

it('spreads the time that was not idle, and gives what has no name to its caller', () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('(idle)', '') },
      { id: 2, callFrame: frame('decide'), children: [4] },
      { id: 3, callFrame: frame('send') },
      { id: 4, callFrame: frame('', '') },
    ],
    samples: [1, 2, 3, 4],
    timeDeltas: [1000, 50, 100, 250],
  }
  expect(timeByPart(profile, ({ functionName }) => functionName || null)).toEqual([
    { name: 'decide', share: 0.75 },
    { name: 'send', share: 0.25 },
  ])
})
