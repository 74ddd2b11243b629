import { fc, test } from '@fast-check/vitest'
import type { Kind, PlayerId } from '@wordfare/contracts'
import { describe, expect } from 'vitest'
import { ask, LEXICON, PEOPLE, play, script, type Step } from '../test/random-play.ts'
import { audienceOf } from './audience.ts'
import { checkClue } from './clue-law.ts'
import type { GameEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { listedGame } from './listed-game.ts'
import { redact } from './redact.ts'
import { initialState, type GameState } from './state.ts'
import { viewFor } from './view-for.ts'

const everyone: readonly (PlayerId | null)[] = [...PEOPLE.slice(0, 10), null]
const nobodyOnline: ReadonlySet<PlayerId> = new Set()

/** Who may not know the key of a round that is on. */
const blind = (state: GameState): (PlayerId | null)[] =>
  everyone.filter((playerId) => !audienceOf(state, playerId).seesKey)

const has = ({ decision }: Step, type: GameEvent['type']): boolean =>
  decision.ok && decision.events.some((event) => event.type === type)

/** A play up to the end of one of its rounds; null where it has no such round. 0 is the first. */
function upToEndOf(steps: readonly Step[], round: number): readonly Step[] | null {
  const starts = steps.flatMap((step, index) => (has(step, 'RoundStarted') ? [index] : []))
  const start = starts[round]
  if (start === undefined) return null
  const end = steps.findIndex((step, index) => index > start && has(step, 'RoundEnded'))
  return steps.slice(0, end < 0 ? steps.length : end + 1)
}

/** Cards that play has covered, or that somebody meant: their kinds must be the same in both worlds. */
function fixedCards(steps: readonly Step[]): ReadonlySet<number> {
  const covered = steps.flatMap(({ decision }) =>
    (decision.ok ? decision.events : []).flatMap((event) =>
      event.type === 'CardCovered' ? [event.card] : [],
    ),
  )
  const meant = steps.flatMap(({ asked: { command } }) =>
    command.type === 'giveClue' ? (command.targets ?? []) : [],
  )
  return new Set([...covered, ...meant])
}

/** Turns the kinds of the cards that are not fixed by some places. */
function otherKey(key: readonly Kind[], fixed: ReadonlySet<number>, turns: number): Kind[] {
  const free = key.flatMap((_, card) => (fixed.has(card) ? [] : [card]))
  const kinds = free.map((_, index) => key[free[(index + turns) % free.length] ?? 0])
  return key.map((kind, card) => kinds[free.indexOf(card)] ?? kind)
}

/** All that reaches those who may not see the key, as these things happen. */
function shown(before: GameState, events: readonly GameEvent[]) {
  const lines: string[] = []
  let state = before
  for (const event of events) {
    for (const playerId of blind(state)) {
      lines.push(JSON.stringify(redact(event, audienceOf(state, playerId))))
    }
    state = evolve(state, event)
    for (const playerId of blind(state)) {
      lines.push(JSON.stringify(viewFor(state, audienceOf(state, playerId), nobodyOnline)))
      // An audience that claims more than it may is not believed.
      const claim = { playerId, seesKey: true }
      lines.push(JSON.stringify(viewFor(state, claim, nobodyOnline)))
    }
    lines.push(JSON.stringify(listedGame(state)))
    for (const word of ['sweet', 'apple', 'bridges', 'clue1']) {
      lines.push(JSON.stringify(checkClue(state, word, 'red', LEXICON)))
    }
  }
  return { lines, after: state }
}

const beforeEnd = (events: readonly GameEvent[]): readonly GameEvent[] => {
  const end = events.findIndex(({ type }) => type === 'RoundEnded')
  return end < 0 ? events : events.slice(0, end)
}

describe('secrecy', () => {
  test.prop([script(70), fc.nat(2), fc.integer({ min: 1, max: 20 })], { numRuns: 80 })(
    '[S1] [R5] [C4] [E3] two keys that differ only in cards not covered yet look the same, byte for byte, to everyone who may not see them',
    (attempt, round, turns) => {
      const steps = upToEndOf(play(attempt), round)
      fc.pre(steps !== null)
      const fixed = fixedCards(steps)
      let rounds = 0
      let one = initialState
      let other = initialState
      for (const { asked } of steps) {
        const decided = ask(one, asked).decision
        const decidedOther = ask(other, asked).decision
        expect(decidedOther.ok).toBe(decided.ok)
        const events = decided.ok ? decided.events : []
        const eventsOther = (decidedOther.ok ? decidedOther.events : []).map((event) => {
          if (event.type !== 'RoundStarted' || rounds++ < round) return event
          const key = otherKey(event.key, fixed, turns)
          fc.pre(String(key) !== String(event.key))
          return { ...event, key }
        })
        const isOn = rounds > round
        const here = shown(one, isOn ? beforeEnd(events) : events)
        const there = shown(other, isOn ? beforeEnd(eventsOther) : eventsOther)
        expect(there.lines).toEqual(here.lines)
        if (!decided.ok && !audienceOf(one, asked.by).seesKey) expect(decidedOther).toEqual(decided)
        one = here.after
        other = there.after
      }
    },
  )
})
