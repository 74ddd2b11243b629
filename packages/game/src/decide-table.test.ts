import { defaultSettings, playerNameSchema, PLAYERS_MAX, type PlayerId } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { contextOf, given } from '../test/given.ts'
import {
  ada,
  bob,
  cleo,
  created,
  dan,
  eve,
  fact,
  finn,
  gameId,
  gathered,
  guessing,
  joinCode,
  joined,
  over,
  player,
  room,
  seated,
  started,
  WORDS,
  keySeen,
  left,
} from '../test/table.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import type { GameEvent } from './event.ts'
import { initialState } from './state.ts'

const removed = (playerId: PlayerId): GameEvent => ({
  ...fact(ada),
  type: 'PlayerRemoved',
  playerId,
})
const isHost = (by: PlayerId, playerId: PlayerId): GameEvent => ({
  ...fact(by),
  type: 'HostChanged',
  playerId,
})
const name = (typed: string) => playerNameSchema.parse(typed)
const create = {
  type: 'createGame',
  gameId,
  gameName: 'Tea',
  joinCode,
  settings: defaultSettings,
  playerId: ada,
  playerName: 'Ada',
} as const
const join = (playerId: PlayerId, playerName: string) =>
  ({ type: 'joinGame', playerId, playerName }) as const

describe('createGame', () => {
  it('sets up a table with its host', () =>
    given()
      .when(create, ada)
      .yields(created(), joined(ada, 'Ada', true)))

  it('is done once', () => {
    expect(() => decide(given(...gathered()).state, create, contextOf(ada))).toThrow(gameId)
  })
})

describe('joinGame', () => {
  it('takes somebody to the table', () =>
    given(...gathered())
      .when(join(finn, 'Finn'), finn)
      .yields(joined(finn, 'Finn')))

  it('changes nothing for somebody who is there', () =>
    given(...gathered())
      .when(join(bob, 'Robert'), bob)
      .yields())

  it('numbers a name that is taken', () => {
    given(...gathered())
      .when(join(finn, 'bob'), finn)
      .yields(joined(finn, 'bob 2'))
    given(...gathered(), joined(finn, 'BOB 2'))
      .when(join(player('gil'), 'Bob'), player('gil'))
      .yields(joined(player('gil'), 'Bob 3'))
  })

  it('needs a table', () => {
    expect(() => decide(initialState, join(bob, 'Bob'), contextOf(bob))).toThrow(Error)
  })

  it('takes nobody who was removed', () =>
    given(...gathered(), removed(bob))
      .when(join(bob, 'Bob'), bob)
      .isRefused('removed-from-game'))

  it('takes no more than the table holds', () => {
    const crowd = Array.from({ length: PLAYERS_MAX - 5 }, (_, n) =>
      joined(player(`p${n}`), `P${n}`),
    )
    given(...gathered(), ...crowd)
      .when(join(finn, 'Finn'), finn)
      .isRefused('table-full')
    given(...gathered(), ...crowd.slice(1))
      .when(join(finn, 'Finn'), finn)
      .yields(joined(finn, 'Finn'))
  })

  it('makes the next one host where nobody is left', () =>
    given(created(), joined(ada, 'Ada', true), left(ada))
      .when(join(bob, 'Bob'), bob)
      .yields(joined(bob, 'Bob', true)))

  it('[R5] keeps the mark of somebody who has seen the key and comes back', () => {
    given(...started(), left(cleo))
      .when(join(cleo, 'Cleo'), cleo)
      .yields(joined(cleo, 'Cleo'), keySeen(cleo))
    given(...started(), keySeen(eve), left(eve))
      .when(join(eve, 'Eve'), eve)
      .yields(joined(eve, 'Eve'), keySeen(eve))
    given(...started(), keySeen(eve), left(eve), ...over().slice(-3))
      .when(join(eve, 'Eve'), eve)
      .yields(joined(eve, 'Eve'))
  })

  it('[R4] takes no spectators during a round where the table allows none', () => {
    const settings = { spectators: false }
    given(...started(settings))
      .when(join(finn, 'Finn'), finn)
      .isRefused('spectators-not-allowed')
    given(...over(settings))
      .when(join(finn, 'Finn'), finn)
      .yields(joined(finn, 'Finn'))
  })

  it('[R6] takes somebody during a round where a seat waits for them, spectators or not', () => {
    for (const gone of [ada, bob, cleo, dan]) {
      given(...guessing({ spectators: false }), isHost(ada, eve), left(gone))
        .when(join(finn, 'Finn'), finn)
        .yields(joined(finn, 'Finn'))
    }
  })
})

describe('rename', () => {
  it('changes a name at any time', () => {
    for (const events of [gathered(), started(), guessing(), over()]) {
      given(...events)
        .when({ type: 'rename', name: name('Roberta') }, bob)
        .yields({ ...fact(bob), type: 'PlayerRenamed', playerId: bob, name: 'Roberta' })
    }
  })

  it('lets somebody spell their own name anew', () => {
    given(...gathered())
      .when({ type: 'rename', name: name('BOB') }, bob)
      .yields({ ...fact(bob), type: 'PlayerRenamed', playerId: bob, name: 'BOB' })
    given(...gathered())
      .when({ type: 'rename', name: name('Bob') }, bob)
      .yields()
  })

  it('takes nobody’s name', () => {
    given(...gathered())
      .when({ type: 'rename', name: name('ＡＤＡ') }, bob)
      .isRefused('name-taken')
    given(...gathered())
      .when({ type: 'rename', name: name('Finn') }, finn)
      .isRefused('not-a-player')
  })
})

describe('leaveGame', () => {
  it('takes somebody away at any time', () => {
    for (const events of [gathered(), started(), guessing(), over()]) {
      given(...events)
        .when({ type: 'leaveGame' }, dan)
        .yields(left(dan))
    }
  })

  it('hands a host’s rights to whoever has been there longest', () =>
    given(...gathered(), left(bob), joined(bob, 'Bob'))
      .when({ type: 'leaveGame' }, ada)
      .yields(left(ada), isHost(ada, cleo)))

  it('hands them to nobody where nobody is left', () =>
    given(created(), joined(ada, 'Ada', true))
      .when({ type: 'leaveGame' }, ada)
      .yields(left(ada)))

  it('is for people at the table', () =>
    given(...gathered())
      .when({ type: 'leaveGame' }, finn)
      .isRefused('not-a-player'))
})

describe('changeSettings', () => {
  it('changes what is named and nothing else', () => {
    given(...seated())
      .when({ type: 'changeSettings', settings: { visibility: 'listed', spectators: false } }, ada)
      .yields({
        ...fact(ada),
        type: 'SettingsChanged',
        settings: { ...defaultSettings, visibility: 'listed', spectators: false },
      })
    const words = { packs: [], custom: WORDS }
    given(...over())
      .when(
        {
          type: 'changeSettings',
          settings: { clueCheck: 'table', spymasterRotation: true, words },
        },
        ada,
      )
      .yields({
        ...fact(ada),
        type: 'SettingsChanged',
        settings: {
          ...defaultSettings,
          clueCheck: 'table',
          spymasterRotation: true,
          words,
        },
      })
  })

  it('is the host’s, between rounds', () => {
    const command = { type: 'changeSettings', settings: { spectators: false } } as const
    given(...seated())
      .when(command, bob)
      .isRefused('not-the-host')
    given(...started())
      .when(command, ada)
      .isRefused('round-in-progress')
    given(...seated())
      .when(command, finn)
      .isRefused('not-a-player')
  })
})

describe('makeHost', () => {
  it('hands the rights over', () =>
    given(...started())
      .when({ type: 'makeHost', playerId: eve }, ada)
      .yields(isHost(ada, eve)))

  it('changes nothing for the host', () =>
    given(...gathered())
      .when({ type: 'makeHost', playerId: ada }, ada)
      .yields())

  it('is the host’s, and for people at the table', () => {
    given(...gathered())
      .when({ type: 'makeHost', playerId: bob }, bob)
      .isRefused('not-the-host')
    given(...gathered())
      .when({ type: 'makeHost', playerId: finn }, ada)
      .isRefused('no-such-player')
  })
})

describe('removePlayer', () => {
  it('takes somebody away', () =>
    given(...started())
      .when({ type: 'removePlayer', playerId: dan }, ada)
      .yields(removed(dan)))

  it('is the host’s, for others at the table', () => {
    given(...gathered())
      .when({ type: 'removePlayer', playerId: ada }, bob)
      .isRefused('not-the-host')
    given(...gathered())
      .when({ type: 'removePlayer', playerId: ada }, ada)
      .isRefused('not-yourself')
    given(...gathered())
      .when({ type: 'removePlayer', playerId: finn }, ada)
      .isRefused('no-such-player')
  })
})

describe('muteAll', () => {
  const muteAll = { type: 'muteAll' } as const
  const allMuted: GameEvent = { ...fact(ada), type: 'AllMuted' }

  it('[V2] is the host’s', () => {
    given(...guessing())
      .when(muteAll, ada)
      .yields(allMuted)
    given(...guessing())
      .when(muteAll, bob)
      .isRefused('not-the-host')
    given(...guessing())
      .when(muteAll, finn)
      .isRefused('not-a-player')
  })

  it('[V2] leaves a line in the log and nothing else', () => {
    const before = given(...guessing()).state
    const after = evolve(before, allMuted)
    expect(after).toEqual({ ...before, log: after.log })
    expect(after.log.at(-1)).toEqual({ type: 'allMuted', atMs: allMuted.atMs })
  })
})

const failed = (reason: 'unreachable' | 'quota'): GameEvent => ({
  ...fact(null),
  type: 'CallUnavailable',
  reason,
})

describe('the call', () => {
  const ready: GameEvent = { ...fact(null), type: 'CallReady', room }

  it('becomes ready once', () => {
    given(...gathered())
      .when({ type: 'attachCall', room }, null)
      .yields(ready)
    given(...gathered(), failed('quota'))
      .when({ type: 'attachCall', room }, null)
      .yields(ready)
    given(...gathered(), ready)
      .when({ type: 'attachCall', room }, null)
      .yields()
  })

  it('gets a new room when that one stays open for longer', () => {
    const longer = { ...room, expiresAtMs: room.expiresAtMs + 1 }
    given(...gathered(), ready)
      .when({ type: 'attachCall', room: longer }, null)
      .yields({ ...ready, room: longer })
  })

  it('needs no room to be ready, and takes one that is made later', () => {
    const roomless: GameEvent = { ...fact(null), type: 'CallReady', room: null }
    given(...gathered())
      .when({ type: 'attachCall', room: null }, null)
      .yields(roomless)
    given(...gathered(), roomless)
      .when({ type: 'attachCall', room: null }, null)
      .yields()
    given(...gathered(), ready)
      .when({ type: 'attachCall', room: null }, null)
      .yields()
    given(...gathered(), roomless)
      .when({ type: 'attachCall', room }, null)
      .yields(ready)
  })

  it('says why it is not there, once for each reason', () => {
    given(...gathered())
      .when({ type: 'failCall', reason: 'quota' }, null)
      .yields(failed('quota'))
    given(...gathered(), failed('quota'))
      .when({ type: 'failCall', reason: 'quota' }, null)
      .yields()
    given(...gathered(), failed('quota'))
      .when({ type: 'failCall', reason: 'unreachable' }, null)
      .yields(failed('unreachable'))
    given(...gathered(), ready)
      .when({ type: 'failCall', reason: 'quota' }, null)
      .yields()
  })
})
