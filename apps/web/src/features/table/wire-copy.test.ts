import type { LogEntry } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { wireCopy } from './wire-copy.ts'

const lines = (...log: LogEntry[]): readonly string[] =>
  wireCopy(log).map(({ slug, text, stress }) => [slug, text, stress].filter(Boolean).join(' '))

const guess = (kind: 'red' | 'blue' | 'bystander' | 'assassin', atMs = 1): LogEntry => ({
  type: 'guess',
  atMs,
  team: 'red',
  name: 'Bob',
  word: 'ANCHOR',
  kind,
})

const over = (reason: 'bystander' | 'no-guesses-left', atMs: number): LogEntry => ({
  type: 'turnEnded',
  atMs,
  team: 'red',
  reason,
  name: null,
})

const clue = (count: number | 'unlimited'): LogEntry => ({
  type: 'clue',
  atMs: 1,
  team: 'blue',
  name: 'Dee',
  word: 'barn',
  count,
})

describe('wireCopy', () => {
  it('[V2] reports that the host asked for silence', () => {
    expect(lines({ type: 'allMuted', atMs: 1 })).toEqual(['DESK The host muted everybody.'])
  })

  it('reports a guess by what it turned out to be', () => {
    expect(lines(guess('red'))).toEqual(['RED/BOB ANCHOR. Red. Good copy.'])
    expect(lines(guess('blue'))).toEqual(['RED/BOB ANCHOR. That one was Blue’s.'])
    expect(lines(guess('bystander'))).toEqual(['RED/BOB ANCHOR. Bystander.'])
    expect(lines(guess('assassin'))).toEqual(['RED/BOB ANCHOR. The assassin.'])
  })

  it('ends a turn in the line of the guess that ended it', () => {
    expect(lines(guess('bystander'), over('bystander', 1))).toEqual([
      'RED/BOB ANCHOR. Bystander. Turn over.',
    ])
    expect(lines(guess('red'), over('no-guesses-left', 1))).toEqual([
      'RED/BOB ANCHOR. Red. Good copy. Last guess.',
    ])
  })

  it('gives a turn that was ended by hand a line of its own, newest first', () => {
    const stop: LogEntry = {
      type: 'turnEnded',
      atMs: 2,
      team: 'red',
      reason: 'by-hand',
      name: 'Cy',
    }
    expect(lines(guess('red'), stop)).toEqual([
      'RED/CY Cy stops there.',
      'RED/BOB ANCHOR. Red. Good copy.',
    ])
  })

  it('[T3] gives a turn that ran out of time a line of its own', () => {
    const end: LogEntry = {
      type: 'turnEnded',
      atMs: 1,
      team: 'red',
      reason: 'out-of-time',
      name: null,
    }
    expect(lines(clue(2), end)).toEqual(['RED Out of time.', 'BLUE/DEE Clue: BARN 2'])
    expect(lines(guess('red'), end)).toEqual([
      'RED Out of time.',
      'RED/BOB ANCHOR. Red. Good copy.',
    ])
  })

  it('prints clues in capitals with their count', () => {
    expect(lines(clue(2))).toEqual(['BLUE/DEE Clue: BARN 2'])
    expect(lines(clue('unlimited'))).toEqual(['BLUE/DEE Clue: BARN no limit'])
  })

  it('keeps the key of a line when older lines fall off', () => {
    const log = [guess('red', 1), guess('blue', 2), guess('bystander', 2), guess('assassin', 3)]
    const before = wireCopy(log).map(({ key }) => key)
    const after = wireCopy(log.slice(1)).map(({ key }) => key)
    expect(after).toEqual(before.slice(0, -1))
    expect(new Set(before).size).toBe(log.length)
  })
})
