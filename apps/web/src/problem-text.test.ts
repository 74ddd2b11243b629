import { clueFaultSchema, rejectionSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { brokenLine, refusal } from '../test/fake-server.ts'
import { clueProblem, problemOf, rejectionText } from './problem-text.ts'

const sentence = /^[A-Z0-9].*\.$/s

describe('every refusal of the rules', () => {
  it.each(rejectionSchema.options)('%s has a headline and says what to do next', (rejection) => {
    const problem = problemOf(refusal('UNPROCESSABLE_CONTENT', { rejection }))
    expect(problem).toBe(rejectionText[rejection])
    expect(problem.title).toMatch(sentence)
    expect(problem.text).toMatch(sentence)
    expect(`${problem.title} ${problem.text}`).not.toMatch(/[!]|undefined/)
  })

  it('reads unlike any other', () => {
    const titles = rejectionSchema.options.map((rejection) => rejectionText[rejection].title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

describe('every other error', () => {
  it.each([
    ['NOT_FOUND', 'No such table.'],
    ['UNAUTHORIZED', 'The desk doesn’t know you.'],
    ['FORBIDDEN', 'Not allowed.'],
    ['BAD_REQUEST', 'The desk can’t read that.'],
    ['TOO_MANY_REQUESTS', 'Too fast.'],
    ['CONFLICT', 'Somebody was faster.'],
    ['SERVICE_UNAVAILABLE', 'The desk can’t write anything down just now.'],
    ['INTERNAL_SERVER_ERROR', 'Something broke at the desk.'],
  ] as const)('%s is told in words', (code, title) => {
    expect(problemOf(refusal(code)).title).toBe(title)
  })

  it.each([
    [4_000, 'Wait a few seconds, then try again.'],
    [60_000, 'Wait a minute, then try again.'],
    [60_001, 'Wait 2 minutes, then try again.'],
  ])('says how long to wait when that was too often: %d ms', (retryAfterMs, text) => {
    expect(problemOf(refusal('TOO_MANY_REQUESTS', { retryAfterMs })).text).toBe(text)
  })

  it.each([
    ['a line that broke', brokenLine()],
    ['anything else', new Error('boom')],
    ['nothing at all', null],
  ])('%s is no answer', (_, error) => {
    expect(problemOf(error).title).toBe('The desk did not answer.')
  })
})

describe('a clue that the checker refuses', () => {
  it.each([
    ['clue-on-board', 'FERRY is still on the board.'],
    ['clue-form-of-board-word', 'That is a form of FERRY.'],
    ['clue-part-of-board-word', 'That shares a part with FERRY.'],
  ] as const)('[L1] [L2] [L3] names the word that it collides with (%s)', (reason, title) => {
    expect(clueProblem(reason, 'FERRY').title).toBe(title)
  })

  it.each(clueFaultSchema.options)('%s has words without a word on the board, too', (reason) => {
    expect(clueProblem(reason, null)).toBe(rejectionText[reason])
  })
})
