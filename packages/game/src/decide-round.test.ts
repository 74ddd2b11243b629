import type { PlayerId } from '@wordfare/contracts'
import { describe, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  bob,
  cleo,
  dan,
  eve,
  fact,
  finn,
  gathered,
  guessing,
  joined,
  KEY,
  over,
  roundStarted,
  seated,
  seatTaken,
  started,
  WORDS,
} from '../test/table.ts'
import type { GameEvent } from './event.ts'

const start = { type: 'startRound' } as const
/** As dice that always show the highest number deal it. */
const dealt = (by: PlayerId, changes: { round?: number; words?: string[] } = {}): GameEvent => ({
  ...fact(by),
  type: 'RoundStarted',
  round: 1,
  startingTeam: 'blue',
  words: WORDS,
  key: KEY.map((kind) => (kind === 'red' ? 'blue' : kind === 'blue' ? 'red' : kind)),
  ...changes,
})
/** Dice that show these numbers first, and the highest from then on. */
const scripted = (...numbers: number[]) => {
  const rest = [...numbers]
  return () => rest.shift() ?? HIGHEST
}
const HIGHEST = 0.999_999
/** A draw of the whole pool that leaves it in its order. */
const identity = Array<number>(WORDS.length - 1).fill(HIGHEST)
const seatLeft = (playerId: PlayerId): GameEvent => ({
  ...fact(playerId),
  type: 'SeatLeft',
  playerId,
})

describe('startRound', () => {
  it('[R2] deals the board and the key for any player with a seat', () =>
    given(...seated())
      .when(start, dan)
      .yields(dealt(dan)))

  it('[R3] lets the dice choose the starting team', () =>
    given(...seated())
      .when(start, bob, { random: scripted(...identity, 0.4) })
      .yields({
        ...fact(bob),
        type: 'RoundStarted',
        round: 1,
        startingTeam: 'red',
        words: WORDS,
        key: KEY,
      }))

  it('[R4] waits for a spymaster and an operative in each team', () => {
    for (const gone of [ada, bob, cleo, dan]) {
      const someone = gone === ada ? cleo : ada
      given(...seated(), seatLeft(gone))
        .when(start, someone)
        .isRefused('seats-missing')
    }
  })

  it('[R4] is for players with a seat', () => {
    given(...seated())
      .when(start, eve)
      .isRefused('not-seated')
    given(...seated())
      .when(start, finn)
      .isRefused('not-a-player')
  })

  it('[R4] waits for everyone to sit where the table allows no spectators', () => {
    const table = seated({ spectators: false })
    given(...table)
      .when(start, ada)
      .isRefused('spectators-not-allowed')
    given(...table, seatTaken(eve, 'blue', 'operative'))
      .when(start, ada)
      .yields(dealt(ada))
  })

  it('waits for the end of the round', () => {
    given(...started())
      .when(start, ada)
      .isRefused('round-in-progress')
    given(...guessing())
      .when(start, ada)
      .isRefused('round-in-progress')
  })

  it('[R1] needs as many different words as there are cards', () => {
    given(...seated())
      .when(start, ada, { wordPool: WORDS.slice(1) })
      .isRefused('not-enough-words')
    given(...seated())
      .when(start, ada, { wordPool: [...WORDS.slice(1), ...WORDS.slice(1)] })
      .isRefused('not-enough-words')
  })
})

describe('the next round', () => {
  it('[E4] deals words that were not used at this table before', () => {
    const fresh = WORDS.map((word) => `${word}S`)
    given(...over())
      .when(start, ada, { wordPool: [...WORDS, ...fresh] })
      .yields(dealt(ada, { round: 2, words: fresh }))
  })

  it('[E4] fills up with the words used longest ago', () => {
    const fresh = WORDS.slice(0, 20).map((word) => `${word}S`)
    given(...over())
      .when(start, ada, { wordPool: [...WORDS, ...fresh] })
      .yields(dealt(ada, { round: 2, words: [...fresh, ...WORDS.slice(0, 5)] }))
  })

  it('[E4] keeps the spymasters where the room does not say otherwise', () =>
    given(...over())
      .when(start, cleo)
      .yields(dealt(cleo, { round: 2 })))

  it('[E4] rotates the spymasters within their teams, in the order of joining', () => {
    const table = [
      ...seated({ spymasterRotation: true }),
      joined(finn, 'Finn'),
      seatTaken(finn, 'red', 'operative'),
      roundStarted,
    ]
    const ended = over().slice(-3)
    given(...table, ...ended)
      .when(start, eve)
      .isRefused('not-seated')
    given(...table, ...ended)
      .when(start, finn)
      .yields(
        {
          ...fact(finn),
          type: 'SeatsChanged',
          reason: 'rotation',
          seats: [
            { playerId: ada, team: 'red', role: 'operative' },
            { playerId: bob, team: 'red', role: 'spymaster' },
            { playerId: cleo, team: 'blue', role: 'operative' },
            { playerId: dan, team: 'blue', role: 'spymaster' },
            { playerId: finn, team: 'red', role: 'operative' },
          ],
        },
        dealt(finn, { round: 2 }),
      )
  })

  it('[E4] rotates from the last of a team to the first', () => {
    const moved = [
      ...gathered({ spymasterRotation: true }),
      seatTaken(bob, 'red', 'spymaster'),
      seatTaken(ada, 'red', 'operative'),
      seatTaken(cleo, 'blue', 'spymaster'),
      seatTaken(dan, 'blue', 'operative'),
      roundStarted,
      ...over().slice(-3),
    ]
    given(...moved)
      .when(start, ada)
      .yields(
        {
          ...fact(ada),
          type: 'SeatsChanged',
          reason: 'rotation',
          seats: [
            { playerId: ada, team: 'red', role: 'spymaster' },
            { playerId: bob, team: 'red', role: 'operative' },
            { playerId: cleo, team: 'blue', role: 'operative' },
            { playerId: dan, team: 'blue', role: 'spymaster' },
          ],
        },
        dealt(ada, { round: 2 }),
      )
  })

  it('[E4] does not rotate before the first round', () =>
    given(...seated({ spymasterRotation: true }))
      .when(start, ada)
      .yields(dealt(ada)))
})
