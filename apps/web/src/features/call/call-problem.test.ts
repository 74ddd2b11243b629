import { describe, expect, test } from 'vitest'
import { callProblem, type FatalCallError } from './call-problem.ts'

describe('a fatal error of the call', () => {
  test.for<[FatalCallError, string, string]>([
    [{ type: 'ejected', details: { reason: 'elsewhere' } }, 'another window', 'try-again'],
    [{ type: 'ejected', details: { reason: 'removed' } }, 'taken off the call. ', 'none'],
    [{ type: 'ejected' }, 'taken off the call, or joined it in another window', 'none'],
    [{ type: 'meeting-full' }, 'full', 'try-again'],
    [{ type: 'exp-room' }, 'closed', 'new-ticket'],
    [{ type: 'exp-token' }, 'expired', 'new-ticket'],
    [{ type: 'not-allowed' }, 'let you in', 'new-ticket'],
    [{ type: 'no-room' }, 'found', 'new-ticket'],
    [{ type: 'nbf-room' }, 'not open yet', 'in-a-while'],
    [{ type: 'nbf-token' }, 'not valid yet', 'new-ticket'],
    [{ type: 'end-of-life' }, 'too old', 'none'],
    [{ type: 'connection-error' }, 'reached', 'in-a-while'],
  ])('%o is said with "%s" and leads to %s', ([error, words, remedy]) => {
    const problem = callProblem(error)
    expect(problem.text).toContain(words)
    expect(problem.text).toContain('The game goes on.')
    expect(problem.remedy).toBe(remedy)
  })

  test('without a type is one of the connection', () => {
    expect(callProblem(undefined)).toEqual(callProblem({ type: 'connection-error' }))
  })
})
