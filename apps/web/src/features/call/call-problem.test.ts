import { describe, expect, test } from 'vitest'
import { callProblem, cameraProblem, type FatalCallError } from './call-problem.ts'

describe('a fatal error of the call', () => {
  test.for<[FatalCallError, string, string]>([
    [{ type: 'ejected', details: { reason: 'elsewhere' } }, 'another window', 'try-again'],
    [{ type: 'ejected', details: { reason: 'removed' } }, 'taken off', 'none'],
    [{ type: 'ejected' }, 'taken off', 'none'],
    [{ type: 'meeting-full' }, 'full', 'try-again'],
    [{ type: 'exp-room' }, 'closed', 'new-ticket'],
    [{ type: 'exp-token' }, 'expired', 'new-ticket'],
    [{ type: 'not-allowed' }, 'let you in', 'new-ticket'],
    [{ type: 'no-room' }, 'found', 'new-ticket'],
    [{ type: 'nbf-room' }, 'not open yet', 'try-again'],
    [{ type: 'nbf-token' }, 'not valid yet', 'try-again'],
    [{ type: 'end-of-life' }, 'too old', 'none'],
    [{ type: 'connection-error' }, 'reached', 'try-again'],
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

describe('an error of camera or microphone', () => {
  test('tells a refusal of the player from one of the system', () => {
    const permissions = { type: 'permissions', msg: '', blockedMedia: ['video'] } as const
    const byUser = cameraProblem({ ...permissions, blockedBy: 'user', blockedMedia: ['video'] })
    const bySystem = cameraProblem({
      ...permissions,
      blockedBy: 'browser',
      blockedMedia: ['video'],
    })
    expect(byUser).toContain('beside the page’s address')
    expect(bySystem).toContain('The system')
  })

  test.for<[Parameters<typeof cameraProblem>[0], string]>([
    [{ type: 'not-found', msg: '', missingMedia: ['video'] }, 'found'],
    [{ type: 'cam-in-use', msg: '' }, 'in use'],
    [{ type: 'undefined-mediadevices', msg: '' }, 'https'],
    [{ type: 'unknown', msg: '' }, 'can’t be started'],
  ])('%o is one sentence with "%s"', ([error, words]) => {
    const text = cameraProblem(error)
    expect(text).toContain(words)
    expect(text.match(/\.(?=\s|$)/gu)).toHaveLength(1)
  })
})
