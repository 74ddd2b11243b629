import { fc, test } from '@fast-check/vitest'
import {
  gameViewSchema,
  publicEventSchema,
  type PlayerId,
  type PublicEvent,
} from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { given } from '../test/given.ts'
import { PEOPLE, play, script, transitions } from '../test/random-play.ts'
import { ada, bob, clueGiven, covered, eve, gathered, RED, started } from '../test/table.ts'
import { audienceOf } from './audience.ts'
import type { GameEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { redact } from './redact.ts'
import type { GameState } from './state.ts'
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

  test.prop([script(60), script(60)], { numRuns: 20 })(
    'no event throws on either side, whatever the table',
    (one, another) => {
      const events = [...transitions(play(another))].flatMap(({ event }): GameEvent[] =>
        event.type === 'ClueGiven' ? [event] : [event, { ...event, by: null }],
      )
      const states = [...transitions(play(one))].map(({ before }) => before)
      for (const state of states.filter((_, index) => index % 9 === 0)) {
        for (const event of events) {
          for (const playerId of [state.players[0]?.playerId ?? null, null]) {
            expect(() => bothWays(state, event, playerId, new Set())).not.toThrow()
          }
        }
      }
    },
  )

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
