import { listedGameSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { given } from '../test/given.ts'
import { ada, created, fact, gameId, joined, NOW_MS, over, seated, started } from '../test/table.ts'
import type { GameEvent } from './event.ts'
import { listedGame } from './listed-game.ts'

const left: GameEvent = { ...fact(ada), type: 'PlayerLeft', playerId: ada }
const listed = { visibility: 'listed' } as const

describe('listedGame', () => {
  it('tells the lobby what it needs', () => {
    const game = listedGame(given(...seated(listed)).state)
    expect(listedGameSchema.parse(game)).toStrictEqual({
      gameId,
      gameName: 'Tea',
      hostName: 'Ada',
      phase: 'seating',
      round: 0,
      seats: {
        red: { hasSpymaster: true, operatives: 1 },
        blue: { hasSpymaster: true, operatives: 1 },
      },
      players: 5,
      spectators: true,
      createdAtMs: NOW_MS,
    })
    expect(listedGame(given(...over(listed)).state)).toMatchObject({ phase: 'over', round: 1 })
  })

  it('is nothing for a table by link, or for one that everybody left', () => {
    expect(listedGame(given(...started()).state)).toBeNull()
    expect(listedGame(given(created(listed), joined(ada, 'Ada', true)).state)).not.toBeNull()
    expect(listedGame(given(created(listed), joined(ada, 'Ada', true), left).state)).toBeNull()
  })
})
