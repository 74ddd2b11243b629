import { clueWordSchema, defaultSettings, type Settings, type Timer } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  ASSASSIN,
  BLUE,
  bob,
  cleo,
  covered,
  created,
  eve,
  fact,
  gathered,
  guessing,
  joined,
  keySeen,
  left,
  NOW_MS,
  over,
  RED,
  started,
  turnEnded,
} from '../test/table.ts'
import { audienceOf } from './audience.ts'
import type { GameEvent } from './event.ts'
import { deadlineAfter as moved } from './timer.ts'
import { viewFor } from './view-for.ts'

const SECOND_MS = 1_000

const timed = (changes: Partial<Timer> = {}): Partial<Settings> => ({
  timer: {
    mode: 'hard',
    clueSeconds: 60,
    guessSeconds: 90,
    firstClueExtraSeconds: 30,
    bonusSeconds: 10,
    ...changes,
  },
})

/** Seconds from the moment at which all of this happened to the deadline that everyone sees. */
function deadlineAfter(events: readonly GameEvent[]): number | null {
  const { state } = given(...events)
  const { deadlineAtMs } = viewFor(state, audienceOf(state, eve), new Set())
  return deadlineAtMs === null ? null : (deadlineAtMs - NOW_MS) / SECOND_MS
}

describe('the deadline', () => {
  it.each<[string, readonly GameEvent[], number | null]>([
    ['is none before the first round', gathered(timed()), null],
    ['has the first clue’s extra time after the deal', started(timed()), 90],
    ['is the guesses’ after a clue', guessing(timed()), 90],
    ['has the bonus for each right guess', [...guessing(timed()), covered(RED), covered(1)], 110],
    [
      'is the next clue’s after a turn',
      [...guessing(timed()), covered(BLUE), turnEnded('other-team')],
      60,
    ],
    ['is none once the round is over', over(timed()), null],
    ['is none where nothing is timed', guessing(), null],
    ['is there where the timer is soft', guessing(timed({ mode: 'soft' })), 90],
  ])('[T2] %s', (_, events, seconds) => expect(deadlineAfter(events)).toBe(seconds))

  it('[T2] gets no bonus for a card of another kind', () => {
    expect(deadlineAfter([...guessing(timed()), covered(ASSASSIN)])).toBe(90)
  })
})

const expireTurn = (turn = 1) => ({ type: 'expireTurn', turn }) as const
const at = (seconds: number) => ({ nowMs: NOW_MS + seconds * SECOND_MS })
const expired = (seconds: number): GameEvent => ({
  atMs: at(seconds).nowMs,
  by: null,
  type: 'TurnEnded',
  reason: 'out-of-time',
  next: { team: 'blue', number: 2 },
})

it('[T2] stays as it is, whatever else happens at the table', () => {
  const timer: Timer = { ...defaultSettings.timer, mode: 'hard' }
  const others = [created(timed()), joined(eve, 'Eve'), left(eve), keySeen(eve)]
  for (const event of others) expect(moved(timer, 7, event)).toBe(7)
})

describe('time that is up', () => {
  it('[T3] passes the turn where there is no clue', () => {
    given(...started(timed()))
      .when(expireTurn(), null, at(90))
      .yields(expired(90))
  })

  it('[T3] ends the turn of those who guess', () => {
    given(...guessing(timed()), covered(RED))
      .when(expireTurn(), null, at(100))
      .yields(expired(100))
  })

  it.each<[string, readonly GameEvent[], number, number]>([
    ['before its deadline', started(timed()), 1, 89.999],
    ['that has moved on with the clue', guessing(timed()), 1, 89.999],
    ['of another turn', started(timed()), 2, 1_000],
    ['where the timer is soft', started(timed({ mode: 'soft' })), 1, 1_000],
    ['where nothing is timed', started(), 1, 1_000],
    ['of a round that is over', over(timed()), 1, 1_000],
    ['before the first round', gathered(timed()), 1, 1_000],
  ])('[T3] ends no turn %s', (_, events, turn, seconds) => {
    given(...events)
      .when(expireTurn(turn), null, at(seconds))
      .yields()
  })

  it('[T4] refuses a clue, a guess and ending the turn', () => {
    const word = clueWordSchema.parse('sweet')
    given(...started(timed()))
      .when({ type: 'giveClue', word, count: 2 }, ada, at(90))
      .isRefused('out-of-time')
    for (const command of [
      { type: 'guess', card: RED, turn: 1 },
      { type: 'endTurn', turn: 1 },
    ] as const) {
      given(...guessing(timed({ bonusSeconds: 0 })), covered(1))
        .when(command, bob, at(90))
        .isRefused('out-of-time')
    }
  })

  it('[T1] refuses nothing where the timer is soft', () => {
    given(...guessing(timed({ mode: 'soft' })))
      .when({ type: 'guess', card: RED, turn: 1 }, bob, at(1_000))
      .yields({ ...covered(RED), atMs: at(1_000).nowMs })
  })

  it('[T1] is the host’s to set, between rounds', () => {
    const { timer } = timed()
    given(...gathered())
      .when({ type: 'changeSettings', settings: { timer } }, ada)
      .yields({
        ...fact(ada),
        type: 'SettingsChanged',
        settings: { ...defaultSettings, ...timed() },
      })
    given(...started())
      .when({ type: 'changeSettings', settings: { timer } }, ada)
      .isRefused('round-in-progress')
    given(...gathered())
      .when({ type: 'changeSettings', settings: { timer } }, cleo)
      .isRefused('not-the-host')
  })
})
