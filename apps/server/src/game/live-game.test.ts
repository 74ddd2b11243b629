import { gameIdSchema, playerIdSchema } from '@wordfare/contracts'
import type { StoredEvent } from '@wordfare/event-store'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { describe, expect, it } from 'vitest'
import { createLiveGame } from './live-game.ts'

const gameId = gameIdSchema.parse('g'.repeat(22))
const by = playerIdSchema.parse('p'.repeat(22))

/** So many events after the first, each caused by a command of its own. */
const logOf = (from: number, to: number): StoredEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    event: { type: 'AllMuted', by, atMs: 0 },
    cause: `command ${from + index}`,
  }))

const openGame = (log: readonly StoredEvent[]) =>
  createLiveGame(gameId, log, {
    commandsMax: 100,
    graceMs: 0,
    retryMs: 1,
    gather: (listener) => createMemorySwitchboard().gather('audience', listener),
  })

describe('a game that is played on and on', () => {
  it('[B21] knows its newest commands again, and no more of them than it may', () => {
    const game = openGame(logOf(1, 90))
    expect(game.seqOf('command 1')).toBe(1)
    game.absorb(logOf(91, 250))
    const known = Array.from({ length: 250 }, (_, index) => game.seqOf(`command ${index + 1}`))
    expect(known.filter((seq) => seq !== null)).toEqual(
      Array.from({ length: 100 }, (_, index) => 151 + index),
    )
  })

  it('[B21] knows the same ones after its log was read anew', () => {
    const game = openGame(logOf(1, 250))
    expect(game.seqOf('command 150')).toBeNull()
    expect(game.seqOf('command 151')).toBe(151)
    expect(game.seqOf('command 250')).toBe(250)
  })
})
