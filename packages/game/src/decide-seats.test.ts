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
  over,
  seated,
  seatTaken,
  started,
  keySeen,
  left,
} from '../test/table.ts'
import type { GameEvent } from './event.ts'

const seatLeft = (playerId: PlayerId): GameEvent => ({
  ...fact(playerId),
  type: 'SeatLeft',
  playerId,
})

describe('takeSeat', () => {
  it('[R4] gives a seat to somebody without one', () =>
    given(...gathered())
      .when({ type: 'takeSeat', team: 'red', role: 'operative' }, bob)
      .yields(seatTaken(bob, 'red', 'operative')))

  it('[R4] gives a team one spymaster', () =>
    given(...seated())
      .when({ type: 'takeSeat', team: 'red', role: 'spymaster' }, bob)
      .isRefused('seat-taken'))

  it('[R4] gives a team any number of operatives', () =>
    given(...seated())
      .when({ type: 'takeSeat', team: 'red', role: 'operative' }, eve)
      .yields(seatTaken(eve, 'red', 'operative')))

  it('is for people at the table', () =>
    given(...seated())
      .when({ type: 'takeSeat', team: 'red', role: 'operative' }, finn)
      .isRefused('not-a-player'))

  it('says so when the seat is the same', () =>
    given(...seated())
      .when({ type: 'takeSeat', team: 'red', role: 'spymaster' }, ada)
      .isRefused('already-seated'))

  it('[R6] lets people move between rounds', () => {
    given(...seated())
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, ada)
      .yields(seatTaken(ada, 'blue', 'operative'))
    given(...over())
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, ada)
      .yields(seatTaken(ada, 'blue', 'operative'))
  })

  it('[R6] gives an operative’s seat to somebody without one during a round', () =>
    given(...started())
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, eve)
      .yields(seatTaken(eve, 'blue', 'operative')))

  it('[R6] lets nobody change sides during a round', () => {
    given(...started())
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, bob)
      .isRefused('round-in-progress')
    given(...started(), seatLeft(cleo))
      .when({ type: 'takeSeat', team: 'blue', role: 'spymaster' }, bob)
      .isRefused('round-in-progress')
  })

  it('[R6] gives a spymaster’s seat during a round only when its holder has left it', () => {
    const command = { type: 'takeSeat', team: 'red', role: 'spymaster' } as const
    given(...guessing())
      .when(command, eve)
      .isRefused('seat-taken')
    given(...guessing(), seatLeft(ada))
      .when(command, eve)
      .yields(seatTaken(eve, 'red', 'spymaster'))
    given(...guessing(), seatLeft(ada))
      .when(command, bob)
      .yields(seatTaken(bob, 'red', 'spymaster'))
  })

  it('[R6] lets no spymaster become an operative during a round', () =>
    given(...started())
      .when({ type: 'takeSeat', team: 'red', role: 'operative' }, ada)
      .isRefused('round-in-progress'))

  it('[R5] gives no operative’s seat to a spymaster who left the seat', () => {
    const table = given(...started(), seatLeft(ada))
    table.when({ type: 'takeSeat', team: 'red', role: 'operative' }, ada).isRefused('seen-the-key')
    table
      .when({ type: 'takeSeat', team: 'red', role: 'spymaster' }, ada)
      .yields(seatTaken(ada, 'red', 'spymaster'))
  })

  it('[R5] gives no operative’s seat to a spymaster who left the table and came back', () =>
    given(...started(), left(cleo), joined(cleo, 'Cleo'), keySeen(cleo))
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, cleo)
      .isRefused('seen-the-key'))

  it('[R5] gives no operative’s seat to a spectator who has seen the key', () =>
    given(...started(), keySeen(eve))
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, eve)
      .isRefused('seen-the-key'))

  it('[R5] gives everyone any seat again once the round is over', () =>
    given(...started(), keySeen(eve), ...over().slice(-3))
      .when({ type: 'takeSeat', team: 'blue', role: 'operative' }, eve)
      .yields(seatTaken(eve, 'blue', 'operative')))
})

describe('leaveSeat', () => {
  it('[R6] gives a seat up at any time', () => {
    for (const events of [seated(), started(), guessing(), over()]) {
      given(...events)
        .when({ type: 'leaveSeat' }, ada)
        .yields(seatLeft(ada))
    }
  })

  it('needs a seat', () =>
    given(...seated())
      .when({ type: 'leaveSeat' }, eve)
      .isRefused('not-seated'))

  it('is for people at the table', () =>
    given(...seated())
      .when({ type: 'leaveSeat' }, finn)
      .isRefused('not-a-player'))
})

describe('shuffleTeams', () => {
  it('[R4] seats everyone by lot, in equal teams with a spymaster each', () =>
    given(...gathered())
      .when({ type: 'shuffleTeams' }, eve)
      .yields({
        ...fact(eve),
        type: 'SeatsChanged',
        reason: 'shuffle',
        seats: [
          { playerId: ada, team: 'blue', role: 'spymaster' },
          { playerId: bob, team: 'red', role: 'spymaster' },
          { playerId: cleo, team: 'blue', role: 'operative' },
          { playerId: dan, team: 'red', role: 'operative' },
          { playerId: eve, team: 'blue', role: 'operative' },
        ],
      }))

  it('starts with the other team when the dice say so', () =>
    given(...gathered().slice(0, 3))
      .when({ type: 'shuffleTeams' }, ada, { random: () => 0 })
      .yields({
        ...fact(ada),
        type: 'SeatsChanged',
        reason: 'shuffle',
        seats: [
          { playerId: bob, team: 'red', role: 'spymaster' },
          { playerId: ada, team: 'blue', role: 'spymaster' },
        ],
      }))

  it('[R6] is for the time between rounds', () => {
    given(...started())
      .when({ type: 'shuffleTeams' }, ada)
      .isRefused('round-in-progress')
    given(...guessing())
      .when({ type: 'shuffleTeams' }, finn)
      .isRefused('not-a-player')
  })
})

describe('seeKey', () => {
  it('[R5] marks a spectator who asks to see the key', () =>
    given(...started())
      .when({ type: 'seeKey' }, eve)
      .yields(keySeen(eve)))

  it('[R5] marks nobody twice', () =>
    given(...started(), keySeen(eve))
      .when({ type: 'seeKey' }, eve)
      .yields())

  it('[R5] is for spectators at the table, while there is a key', () => {
    given(...started())
      .when({ type: 'seeKey' }, finn)
      .isRefused('not-a-player')
    given(...started())
      .when({ type: 'seeKey' }, bob)
      .isRefused('not-a-spectator')
    given(...seated())
      .when({ type: 'seeKey' }, eve)
      .isRefused('no-round')
    given(...over())
      .when({ type: 'seeKey' }, eve)
      .isRefused('no-round')
    given(...started({ spectators: false }), seatLeft(dan))
      .when({ type: 'seeKey' }, dan)
      .isRefused('spectators-not-allowed')
  })
})
