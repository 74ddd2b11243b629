import { defaultSettings } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { beforeClue, overView, sampleView, type SampleName } from './sample-view.ts'
import { turnRights } from './turn-rights.ts'

const NAMES: readonly SampleName[] = ['Ada', 'Bob', 'Cy', 'Dee', 'Eve', 'Flo', 'Gus', 'Hal']

describe('turnRights', () => {
  it('[C4] lets only the spymaster on turn give a clue, and only before it is given', () => {
    expect(NAMES.filter((name) => turnRights(beforeClue(name)).canGiveClue)).toEqual(['Ada'])
    expect(NAMES.filter((name) => turnRights(sampleView(name)).canGiveClue)).toEqual([])
  })

  it('[G1] lets only operatives on turn guess, and only after the clue', () => {
    expect(NAMES.filter((name) => turnRights(sampleView(name)).canGuess)).toEqual(['Bob', 'Cy'])
    expect(NAMES.filter((name) => turnRights(beforeClue(name)).canGuess)).toEqual([])
  })

  it('[G2] asks for a guess before the turn is ended by hand', () => {
    expect(turnRights(sampleView('Cy')).endTurn).toBe('allowed')
    expect(turnRights(sampleView('Cy', { guessesMade: 0 })).endTurn).toBe('guess-due')
    expect(turnRights(sampleView('Eve')).endTurn).toBe('not-yours')
  })

  it('[R5] offers the key once, to members in the gallery of a table that has one', () => {
    expect(NAMES.filter((name) => turnRights(sampleView(name)).canSeeKey)).toEqual(['Gus', 'Hal'])
    const { players } = sampleView(null)
    const seen = players.map((player) => ({ ...player, hasSeenKey: player.name === 'Gus' }))
    expect(turnRights(sampleView('Gus', { players: seen })).canSeeKey).toBe(false)
    const settings = { ...defaultSettings, spectators: false }
    expect(turnRights(sampleView('Gus', { settings })).canSeeKey).toBe(false)
    expect(turnRights(overView('Gus')).canSeeKey).toBe(false)
  })

  it('[R6] offers operatives’ seats to the gallery, and a spymaster’s chair when it is left', () => {
    expect(turnRights(sampleView('Gus')).openSeats).toEqual([
      { team: 'red', role: 'operative' },
      { team: 'blue', role: 'operative' },
    ])
    const players = sampleView(null).players.filter(({ name }) => name !== 'Dee')
    expect(turnRights(sampleView('Gus', { players })).openSeats).toEqual([
      { team: 'red', role: 'operative' },
      { team: 'blue', role: 'spymaster' },
      { team: 'blue', role: 'operative' },
    ])
    expect(turnRights(sampleView('Eve', { players })).openSeats).toEqual([
      { team: 'blue', role: 'spymaster' },
    ])
    expect(turnRights(sampleView('Cy', { players })).openSeats).toEqual([])
    expect(turnRights(sampleView('Ada', { players })).openSeats).toEqual([])
  })

  it('[R5] offers no operative’s seat to somebody who has seen the key', () => {
    const players = sampleView(null)
      .players.filter(({ name }) => name !== 'Dee')
      .map((player) => ({ ...player, hasSeenKey: player.name === 'Gus' }))
    expect(turnRights(sampleView('Gus', { players })).openSeats).toEqual([
      { team: 'blue', role: 'spymaster' },
    ])
  })

  it('gives a stranger no rights at all', () => {
    expect(turnRights(sampleView(null))).toEqual({
      canGiveClue: false,
      canGuess: false,
      endTurn: 'not-yours',
      canSeeKey: false,
      openSeats: [],
    })
  })
})
