import { fc, test } from '@fast-check/vitest'
import {
  defaultSettings,
  gameViewSchema,
  publicEventSchema,
  type PlayerId,
  type PublicEvent,
} from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { given } from '../test/given.ts'
import { PEOPLE, play, script, transitions } from '../test/random-play.ts'
import {
  ada,
  ASSASSIN,
  BLUE,
  bob,
  cleo,
  clueGiven,
  covered,
  dan,
  eve,
  fact,
  gathered,
  guessing,
  over,
  RED,
  room,
  roundEnded,
  roundStarted,
  seated,
  started,
  turnEnded,
} from '../test/table.ts'
import { audienceOf, keepsAudiences } from './audience.ts'
import { dealKey } from './deal.ts'
import type { GameEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { eyesOn, redact } from './redact.ts'
import { initialState, type GameState } from './state.ts'
import { viewFor } from './view-for.ts'
import { applyEvent, applyPresence } from './view.ts'

/** The two ways to the view after an event: the server’s and the browser’s. */
function bothWays(
  before: GameState,
  event: GameEvent,
  playerId: PlayerId | null,
  online: ReadonlySet<PlayerId>,
) {
  const audience = audienceOf(before, playerId)
  const server = viewFor(evolve(before, event), audience, online)
  const browser = applyEvent(viewFor(before, audience, online), redact(event, audience))
  return { server, browser }
}

/** A course of two rounds with one of each event in it. */
const COURSE: readonly GameEvent[] = [
  ...seated(),
  { ...fact(ada), type: 'PlayerRenamed', playerId: ada, name: 'Adah' },
  { ...fact(ada), type: 'SettingsChanged', settings: { ...defaultSettings, clueCheck: 'table' } },
  { ...fact(null), type: 'CallUnavailable', reason: 'unreachable' },
  { ...fact(null), type: 'CallReady', room },
  roundStarted,
  { ...fact(eve), type: 'KeySeen', playerId: eve },
  clueGiven({ targets: [RED, RED + 1] }),
  { ...fact(bob), type: 'CardMarked', card: RED },
  { ...fact(bob), type: 'CardMarked', card: BLUE },
  { ...fact(bob), type: 'CardUnmarked', card: RED },
  covered(RED),
  covered(BLUE),
  turnEnded('other-team'),
  clueGiven({ by: cleo, team: 'blue', turn: 2, count: 'unlimited' }),
  { ...fact(dan), type: 'CardMarked', card: ASSASSIN },
  { ...fact(cleo), type: 'SeatLeft', playerId: cleo },
  { ...fact(ada), type: 'PlayerLeft', playerId: ada },
  { ...fact(ada), type: 'HostChanged', playerId: bob },
  covered(ASSASSIN, { by: dan, team: 'blue', turn: 2 }),
  roundEnded('red', 'assassin', { by: dan, targets: [[RED, RED + 1], null] }),
  {
    ...fact(bob),
    type: 'SeatsChanged',
    reason: 'shuffle',
    seats: [
      { playerId: bob, team: 'blue', role: 'spymaster' },
      { playerId: dan, team: 'red', role: 'spymaster' },
    ],
  },
  { ...roundStarted, round: 2, startingTeam: 'blue', key: dealKey('blue', () => 0.5) },
  { ...fact(bob), type: 'PlayerRemoved', playerId: dan },
]

describe('the law of the views', () => {
  test.prop([script(80), fc.subarray([...PEOPLE]), fc.nat(22)], { numRuns: 40 })(
    'a browser that applies the redacted event sees what the server would show it',
    (attempt, present, offset) => {
      for (const { before, event } of transitions(play(attempt))) {
        const here = new Set(before.players.map(({ playerId }) => playerId))
        const online = new Set(present.filter((playerId) => here.has(playerId)))
        // The people of the table, and a few who are not at it.
        const watchers = [...here, PEOPLE[offset] ?? null, null]
        for (const playerId of watchers) {
          const { server, browser } = bothWays(before, event, playerId, online)
          expect(browser).toStrictEqual(server)
        }
      }
    },
  )

  test.prop([script(80)], { numRuns: 20 })(
    'whatever leaves the server has the shape that the contracts promise, and nothing more',
    (attempt) => {
      for (const { before, event, after } of transitions(play(attempt))) {
        for (const playerId of [after.players[0]?.playerId ?? null, event.by, null]) {
          const view = viewFor(after, audienceOf(after, playerId), new Set())
          expect(gameViewSchema.parse(view)).toStrictEqual(view)
          const shown = redact(event, audienceOf(before, playerId))
          expect(publicEventSchema.parse(shown)).toStrictEqual(shown)
        }
      }
    },
  )

  it('holds for one of each event', () => {
    expect(new Set(COURSE.map(({ type }) => type)).size).toBe(20)
    let state = initialState
    for (const event of COURSE) {
      const online = new Set(state.players.slice(1).map(({ playerId }) => playerId))
      for (const playerId of [ada, bob, cleo, dan, eve, null]) {
        const { server, browser } = bothWays(state, event, playerId, online)
        expect(browser).toStrictEqual(server)
      }
      state = evolve(state, event)
    }
  })

  test.prop([script(80), fc.nat(22)], { numRuns: 40 })(
    '[S1] [R5] whoever is not looked up again after an event may know as much as before it',
    (attempt, offset) => {
      for (const { before, event, after } of transitions(play(attempt))) {
        if (!keepsAudiences(before, after)) {
          // Looking up too often is no fault, but a move is what happens most.
          expect(['CardMarked', 'CardUnmarked', 'CardCovered', 'ClueGiven']).not.toContain(
            event.type,
          )
          continue
        }
        expect(after.settings.spectators).toBe(before.settings.spectators)
        for (const playerId of [...PEOPLE.slice(0, 8), PEOPLE[offset] ?? null, null]) {
          expect(audienceOf(after, playerId)).toEqual(audienceOf(before, playerId))
        }
      }
    },
  )

  test.prop([script(60), fc.nat(22)], { numRuns: 20 })(
    'who has the same eyes for an event is shown the same, so that it can be made once for all of them',
    (attempt, offset) => {
      for (const { before, event } of transitions(play(attempt))) {
        const shown = new Map<string, string>()
        for (const playerId of [
          ...before.players.map((player) => player.playerId),
          PEOPLE[offset] ?? null,
          null,
        ]) {
          const audience = audienceOf(before, playerId)
          const text = JSON.stringify(redact(event, audience))
          const eyes = eyesOn(event, audience)
          expect(shown.get(eyes) ?? text).toBe(text)
          shown.set(eyes, text)
        }
      }
    },
  )

  it('needs no event to fit: none throws on either side, whatever the table', () => {
    const strange = COURSE.flatMap((event): GameEvent[] =>
      event.type === 'ClueGiven' ? [event] : [event, { ...event, by: null }],
    )
    for (const events of [[], seated(), started(), guessing(), over()]) {
      const { state } = given(...events)
      for (const event of strange) {
        for (const playerId of [ada, bob, null]) {
          expect(() => bothWays(state, event, playerId, new Set())).not.toThrow()
        }
      }
    }
  })

  it('holds for a clue and a guess of nobody’s, which other rules may bring', () => {
    const clue: PublicEvent = { ...clueGiven(), by: null }
    const { state } = given(...started())
    const view = viewFor(state, audienceOf(state, bob), new Set())

    const guessed = applyEvent(applyEvent(view, clue), { ...covered(RED), by: null })
    expect(guessed.clue).toEqual({ word: 'sweet', count: 2, team: 'red' })
    expect(guessed.guessesLeft).toBe(2)
    expect(guessed.clues).toEqual([])
  })
})

describe('applyPresence', () => {
  it('says who is here', () => {
    const { state } = given(...gathered())
    const view = viewFor(state, audienceOf(state, ada), new Set([ada]))

    expect(applyPresence(view, [bob, eve])).toStrictEqual(
      viewFor(state, audienceOf(state, ada), new Set([bob, eve])),
    )
  })
})
