import type { Rejection } from '@wordfare/contracts'
import type { StoredEvent } from '@wordfare/event-store'
import { expect } from 'vitest'
import { JOIN, JOINED, type Outcome } from './foretold-table.ts'
import type { Deed } from './wish.ts'

const add = (sums: Record<string, number>, name: string) => (sums[name] = (sums[name] ?? 0) + 1)
const sum = (sums: Record<string, number>) => Object.values(sums).reduce((a, b) => a + b, 0)

/** What all the runs of a test went through. */
export function createTally() {
  const carriedOut: Record<string, number> = {}
  const refused: Record<string, number> = {}
  const events: Record<string, number> = {}
  const seen = { tables: 0, repeats: 0, cuts: 0, restarts: 0 }
  return {
    seen,
    add({ type }: Deed, outcome: Outcome) {
      if (typeof outcome === 'string' && outcome !== JOINED) add(refused, outcome)
      else add(carriedOut, type)
    },
    addTable(log: readonly StoredEvent[]) {
      seen.tables += 1
      for (const { event } of log) add(events, event.type)
    },
    /** Expects that rounds were really played, with all that belongs to them, and what the rules refuse in them. */
    expectPlayed() {
      // More than the one with which each table opens.
      expect(events['RoundStarted']).toBeGreaterThan(seen.tables)
      expect(events['RoundEnded']).toBeGreaterThan(seen.tables / 10)
      expect(events['TurnEnded']).toBeGreaterThan(seen.tables / 5)
      expect(events['CardCovered']).toBeGreaterThan(seen.tables)
      expect(Object.keys(carriedOut)).toEqual(expect.arrayContaining([...deedsOfRounds]))
      expect(Object.keys(refused)).toEqual(expect.arrayContaining([...refusalsOfRounds]))
    },
    text: () =>
      `${seen.tables} tables: ${sum(carriedOut)} deeds carried out and ${sum(refused)} refused for ` +
      `${Object.keys(refused).length} reasons, ${events['RoundStarted']} rounds started and ` +
      `${events['RoundEnded']} ended, ${events['CardCovered']} cards covered; ` +
      `${seen.repeats} sent again, ${seen.cuts} lines cut, ${seen.restarts} restarts`,
  }
}

const deedsOfRounds: readonly Deed['type'][] = [
  'endTurn',
  'giveClue',
  'guess',
  JOIN,
  'leaveGame',
  'leaveSeat',
  'mark',
  'seeKey',
  'shuffleTeams',
  'startRound',
  'takeSeat',
]
const refusalsOfRounds: readonly Rejection[] = [
  'clue-already-given',
  'clue-used-before',
  'guess-due',
  'no-clue-yet',
  'no-round',
  'not-a-player',
  'not-a-spectator',
  'not-an-operative',
  'not-your-turn',
  'round-in-progress',
  'seat-taken',
  'stale-turn',
]
