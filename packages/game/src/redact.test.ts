import type { PlayerId } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  ASSASSIN,
  bob,
  cleo,
  clueGiven,
  covered,
  created,
  eve,
  fact,
  finn,
  gathered,
  guessing,
  joinCode,
  KEY,
  over,
  RED,
  room,
  roundEnded,
  roundStarted,
  seated,
  seatTaken,
  started,
} from '../test/table.ts'
import { audienceOf } from './audience.ts'
import type { GameEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { eyesOn, redact } from './redact.ts'
import { viewFor } from './view-for.ts'

const about = (type: 'KeySeen' | 'SeatLeft' | 'PlayerLeft', playerId: PlayerId): GameEvent => ({
  ...fact(playerId),
  type,
  playerId,
})
const stranger = { playerId: null, seesKey: false }
const online = new Set<PlayerId>()

describe('audienceOf', () => {
  it('[R5] lets spymasters alone see the key', () => {
    const { state } = given(...started())
    expect(audienceOf(state, ada)).toEqual({ playerId: ada, seesKey: true })
    expect(audienceOf(state, cleo)).toEqual({ playerId: cleo, seesKey: true })
    expect(audienceOf(state, bob)).toEqual({ playerId: bob, seesKey: false })
    expect(audienceOf(state, eve)).toEqual({ playerId: eve, seesKey: false })
    expect(audienceOf(state, finn)).toEqual(stranger)
    expect(audienceOf(state, null)).toEqual(stranger)
  })

  it('[R5] lets a spectator who asked see the key, until the round is over', () => {
    const table = [...started(), about('KeySeen', eve)]
    expect(audienceOf(given(...table).state, eve).seesKey).toBe(true)
    const ended = [...table, ...over().slice(-3)]
    expect(audienceOf(given(...ended).state, eve).seesKey).toBe(false)
    expect(audienceOf(given(...ended, roundStarted).state, eve).seesKey).toBe(false)
  })

  it('[R5] lets a spymaster who left the seat go on seeing it, but not one who left the table', () => {
    const stood = given(...started(), about('SeatLeft', ada)).state
    expect(audienceOf(stood, ada).seesKey).toBe(true)
    const gone = given(...started(), about('PlayerLeft', ada)).state
    expect(audienceOf(gone, ada)).toEqual(stranger)
  })
})

describe('redact', () => {
  it('[R5] [S1] shows the key of a new round to those who see it', () => {
    expect(redact(roundStarted, { playerId: ada, seesKey: true })).toEqual(roundStarted)
    expect(redact(roundStarted, { playerId: bob, seesKey: false })).toEqual({
      ...roundStarted,
      key: null,
    })
  })

  it('[R5] [E4] shows a new key to no spymaster of the round before, once the seats have changed', () => {
    const { state } = given(...over({ spymasterRotation: true }))
    const seats = [
      { playerId: ada, team: 'red', role: 'operative' },
      { playerId: bob, team: 'red', role: 'spymaster' },
    ] as const
    const moved = evolve(state, {
      ...fact(ada),
      type: 'SeatsChanged',
      reason: 'rotation',
      seats: [...seats],
    })
    expect(redact(roundStarted, audienceOf(moved, ada))).toHaveProperty('key', null)
    expect(redact(roundStarted, audienceOf(moved, bob))).toHaveProperty('key', KEY)
  })

  it('[C4] [S1] shows the targets of a clue to its spymaster alone', () => {
    const clue = clueGiven({ targets: [RED, 3] })
    expect(redact(clue, { playerId: ada, seesKey: true })).toEqual(clue)
    for (const audience of [
      { playerId: cleo, seesKey: true },
      { playerId: bob, seesKey: false },
      stranger,
    ]) {
      expect(redact(clue, audience)).toEqual({ ...clue, targets: null })
    }
  })

  it('[S1] shows the join code to members, and the room to nobody', () => {
    expect(redact(created(), stranger)).toHaveProperty('joinCode', null)
    expect(redact(created(), { playerId: bob, seesKey: false })).toHaveProperty(
      'joinCode',
      joinCode,
    )
    const ready: GameEvent = { ...fact(null), type: 'CallReady', room }
    expect(redact(ready, { playerId: ada, seesKey: true })).toStrictEqual({
      ...fact(null),
      type: 'CallReady',
    })
  })

  it('[S1] passes on nothing that it does not know', () => {
    const extra: GameEvent = Object.assign(covered(RED), { secret: 'assassin' })
    expect(redact(extra, { playerId: ada, seesKey: true })).toStrictEqual(covered(RED))
  })

  it('[E3] shows the key and all targets to everyone at the end', () => {
    const ended = roundEnded('blue', 'assassin', { targets: [[RED], null] })
    expect(redact(ended, stranger)).toEqual(ended)
  })
})

const viewOf = (events: readonly GameEvent[], playerId: PlayerId | null) => {
  const { state } = given(...events)
  return viewFor(state, audienceOf(state, playerId), online)
}
const kinds = (events: readonly GameEvent[], playerId: PlayerId | null) =>
  viewOf(events, playerId).cards.map(({ kind }) => kind)
/** Who is marked as having seen the key. */
const seen = (events: readonly GameEvent[]) =>
  viewOf(events, null).players.flatMap(({ name, hasSeenKey }) => (hasSeenKey ? [name] : []))
const marks = (events: readonly GameEvent[]) =>
  viewOf(events, null).cards.flatMap((card, index) => card.marks.map((by) => [index, by]))

describe('viewFor', () => {
  const unknown = KEY.map(() => null)

  it('[R5] [S1] shows the kinds of cards not covered to those who see the key', () => {
    expect(kinds(started(), ada)).toEqual(KEY)
    expect(kinds([...started(), about('KeySeen', eve)], eve)).toEqual(KEY)
    for (const playerId of [bob, eve, finn, null])
      expect(kinds(started(), playerId)).toEqual(unknown)
  })

  it('[S1] shows the kind of a covered card to everyone', () => {
    expect(kinds([...guessing(), covered(RED)], null)).toEqual(['red', ...unknown.slice(1)])
  })

  it('[S1] believes no audience that claims more than the table knows of it', () => {
    const { state } = given(...started())
    for (const playerId of [bob, finn, null]) {
      const view = viewFor(state, { playerId, seesKey: true }, online)
      expect(view.cards.map(({ kind }) => kind)).toEqual(unknown)
    }
    const gone = given(...guessing(), about('PlayerLeft', ada)).state
    expect(viewFor(gone, { playerId: ada, seesKey: true }, online)).toEqual(
      viewFor(gone, stranger, online),
    )
  })

  it('[E3] shows everything about a round that is over', () => {
    const clue = clueGiven({ targets: [RED] })
    const events = [
      ...started(),
      clue,
      covered(ASSASSIN),
      roundEnded('blue', 'assassin', { targets: [[RED]] }),
    ]
    const view = viewOf(events, null)
    expect(view.cards.map(({ kind }) => kind)).toEqual(KEY)
    expect(view.winner).toBe('blue')
    expect(view.clues).toEqual([
      {
        team: 'red',
        turn: 1,
        by: ada,
        word: 'sweet',
        count: 2,
        targets: [RED],
        guesses: [{ card: ASSASSIN, by: bob, kind: 'assassin' }],
      },
    ])
  })

  it('[C4] shows targets during a round to their spymaster alone', () => {
    const events = [...started(), clueGiven({ targets: [RED] })]
    const targets = (playerId: PlayerId | null) => viewOf(events, playerId).clues[0]?.targets
    expect(targets(ada)).toEqual([RED])
    for (const playerId of [bob, cleo, eve, null]) expect(targets(playerId)).toBeNull()
  })

  it('[R5] shows everyone who has seen the key', () => {
    const events = [...started(), about('KeySeen', eve), about('SeatLeft', cleo)]
    expect(seen(events)).toEqual(['Cleo', 'Eve'])
    expect(seen([...events, { ...roundStarted, round: 2 }])).toEqual([])
  })

  it('[G9] shows everyone who marked what, until the card is covered or the turn ends', () => {
    const marked = [
      ...guessing(),
      { ...fact(bob), type: 'CardMarked', card: 3 },
      { ...fact(bob), type: 'CardMarked', card: 4 },
    ] satisfies GameEvent[]
    const ended: GameEvent = {
      ...fact(bob),
      type: 'TurnEnded',
      reason: 'by-hand',
      next: { team: 'blue', number: 2 },
    }
    expect(marks(marked)).toEqual([
      [3, bob],
      [4, bob],
    ])
    expect(marks([...marked, covered(3)])).toEqual([[4, bob]])
    expect(marks([...marked, covered(3), ended])).toEqual([])
    expect(marks([...marked, roundEnded('red', 'last-card')])).toEqual([])
    expect(marks([...marked, about('SeatLeft', bob)])).toEqual([])
    expect(marks([...marked, about('PlayerLeft', bob)])).toEqual([])
    expect(marks([...marked, seatTaken(bob, 'red', 'spymaster')])).toEqual([])
  })

  it('[E4] keeps the score over the rounds', () => {
    const second = { ...roundStarted, round: 2 }
    const events = [
      ...over(),
      second,
      clueGiven(),
      covered(ASSASSIN),
      roundEnded('red', 'assassin'),
    ]
    expect(viewOf(events, null).rounds).toEqual([
      { round: 1, winner: 'blue', ending: 'assassin' },
      { round: 2, winner: 'red', ending: 'assassin' },
    ])
  })

  it('tells the watcher who they are, and strangers no code', () => {
    expect(viewOf(seated(), ada)).toMatchObject({
      joinCode,
      you: { playerId: ada, team: 'red', role: 'spymaster', isHost: true },
    })
    expect(viewOf(gathered(), bob).you).toEqual({
      playerId: bob,
      team: null,
      role: null,
      isHost: false,
    })
    expect(viewOf(seated(), finn)).toMatchObject({ joinCode: null, you: null })
  })

  it('says why there is no call', () => {
    const failed: GameEvent = { ...fact(null), type: 'CallUnavailable', reason: 'quota' }
    const ready: GameEvent = { ...fact(null), type: 'CallReady', room }
    expect(viewOf(seated(), ada).call).toEqual({ status: 'pending', reason: null })
    expect(viewOf([...seated(), failed], ada).call).toEqual({
      status: 'unavailable',
      reason: 'quota',
    })
    expect(viewOf([...seated(), failed, ready], ada).call).toEqual({
      status: 'ready',
      reason: null,
    })
  })
})

it('tells strangers from players where a game is created: they are not shown the same', () => {
  const player = { playerId: ada, seesKey: false }
  expect(eyesOn(created(), stranger)).not.toBe(eyesOn(created(), player))
  expect(redact(created(), stranger)).not.toEqual(redact(created(), player))
})
