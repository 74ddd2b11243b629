import { LOG_LENGTH } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  ASSASSIN,
  bob,
  BYSTANDER,
  clueGiven,
  covered,
  created,
  eve,
  fact,
  gathered,
  guessing,
  joined,
  NOW_MS,
  roundEnded,
  roundStarted,
  room,
  seated,
  seatTaken,
  started,
  turnEnded,
} from '../test/table.ts'
import type { GameEvent } from './event.ts'

/** The lines that events add to the wire copy of a table. */
const lines = (before: readonly GameEvent[], ...events: readonly GameEvent[]) =>
  given(...before, ...events).state.log.slice(given(...before).state.log.length)
const atMs = NOW_MS

describe('the wire copy', () => {
  it('names people as they are called at that moment', () => {
    expect(
      lines(
        [created()],
        joined(ada, 'Ada', true),
        joined(bob, 'Bob'),
        { ...fact(bob), type: 'PlayerRenamed', playerId: bob, name: 'Rob' },
        seatTaken(bob, 'red', 'operative'),
        { ...fact(bob), type: 'SeatLeft', playerId: bob },
        { ...fact(ada), type: 'HostChanged', playerId: bob },
        { ...fact(ada), type: 'PlayerLeft', playerId: ada },
        { ...fact(bob), type: 'PlayerRemoved', playerId: bob },
      ),
    ).toEqual([
      { type: 'joined', atMs, name: 'Ada' },
      { type: 'joined', atMs, name: 'Bob' },
      { type: 'renamed', atMs, from: 'Bob', to: 'Rob' },
      { type: 'seated', atMs, name: 'Rob', team: 'red', role: 'operative' },
      { type: 'stoodUp', atMs, name: 'Rob' },
      { type: 'newHost', atMs, name: 'Rob' },
      { type: 'left', atMs, name: 'Ada' },
      { type: 'removed', atMs, name: 'Rob' },
    ])
  })

  it('tells how a round went', () => {
    expect(
      lines(
        seated(),
        roundStarted,
        { ...fact(eve), type: 'KeySeen', playerId: eve },
        clueGiven({ count: 'unlimited' }),
        { ...fact(bob), type: 'CardMarked', card: BYSTANDER },
        { ...fact(bob), type: 'CardUnmarked', card: BYSTANDER },
        covered(BYSTANDER),
        turnEnded('bystander'),
      ),
    ).toEqual([
      { type: 'roundStarted', atMs, round: 1, team: 'red' },
      { type: 'sawKey', atMs, name: 'Eve' },
      { type: 'clue', atMs, team: 'red', name: 'Ada', word: 'sweet', count: 'unlimited' },
      { type: 'guess', atMs, team: 'red', name: 'Bob', word: 'RIVER', kind: 'bystander' },
      { type: 'turnEnded', atMs, team: 'red', reason: 'bystander', name: null },
    ])
    expect(lines(guessing(), turnEnded('by-hand'))).toEqual([
      { type: 'turnEnded', atMs, team: 'red', reason: 'by-hand', name: 'Bob' },
    ])
    expect(lines(guessing(), covered(ASSASSIN), roundEnded('blue', 'assassin'))).toEqual([
      { type: 'guess', atMs, team: 'red', name: 'Bob', word: 'ZEBRA', kind: 'assassin' },
      { type: 'roundEnded', atMs, winner: 'blue', ending: 'assassin' },
    ])
  })

  it('tells what else happens at the table', () => {
    const settings = given(...gathered()).state.settings
    const seats = [{ playerId: bob, team: 'red' as const, role: 'spymaster' as const }]
    expect(
      lines(
        gathered(),
        { ...fact(ada), type: 'SettingsChanged', settings },
        { ...fact(ada), type: 'SeatsChanged', reason: 'shuffle', seats },
        { ...fact(ada), type: 'SeatsChanged', reason: 'rotation', seats },
        { ...fact(null), type: 'CallUnavailable', reason: 'quota' },
        { ...fact(null), type: 'CallReady', room },
      ),
    ).toEqual([
      { type: 'settingsChanged', atMs, name: 'Ada' },
      { type: 'shuffled', atMs },
      { type: 'callUnavailable', atMs, reason: 'quota' },
      { type: 'callReady', atMs },
    ])
  })

  it('says nothing about people and cards that are not there', () => {
    expect(
      lines(started(), {
        ...fact(null),
        type: 'SettingsChanged',
        settings: given(...started()).state.settings,
      }),
    ).toEqual([])
    expect(lines(seated(), covered(ASSASSIN))).toEqual([])
  })

  it('goes on from round to round, and keeps the last lines', () => {
    const renamings = Array.from({ length: LOG_LENGTH + 3 }, (_, count): GameEvent => ({
      ...fact(bob),
      type: 'PlayerRenamed',
      playerId: bob,
      name: `Bob ${count}`,
    }))
    const { log } = given(...started(), ...renamings).state
    expect(log).toHaveLength(LOG_LENGTH)
    expect(log.at(-1)).toEqual({
      type: 'renamed',
      atMs,
      from: `Bob ${LOG_LENGTH + 1}`,
      to: `Bob ${LOG_LENGTH + 2}`,
    })
    expect(lines(started(), roundStarted)).toHaveLength(1)
  })
})
