import type { PlayerId, Rejection } from '@wordfare/contracts'
import { expect } from 'vitest'
import lemmatizer from 'wink-lemmatizer'
import {
  decide,
  evolve,
  initialState,
  type Context,
  type GameCommand,
  type GameEvent,
} from '../src/index.ts'
import { NOW_MS, WORDS } from './table.ts'

/** What the rules can't know, as tests have it: dice that leave every order as it is. */
export const contextOf = (by: PlayerId | null, changes: Partial<Context> = {}): Context => ({
  by,
  nowMs: NOW_MS,
  random: () => 0.999_999,
  wordPool: WORDS,
  lexicon: { ...lemmatizer, isCommonWord: () => true },
  ...changes,
})

/** Plays events, asks for something, and compares whole events or the reason of the refusal. */
export function given(...events: readonly GameEvent[]) {
  const state = events.reduce(evolve, initialState)
  return {
    state,
    when(command: GameCommand, by: PlayerId | null, changes: Partial<Context> = {}) {
      const decision = decide(state, command, contextOf(by, changes))
      return {
        yields: (...expected: readonly GameEvent[]) =>
          expect(decision).toStrictEqual({ ok: true, events: expected }),
        isRefused: (reason: Rejection) => expect(decision).toStrictEqual({ ok: false, reason }),
      }
    },
  }
}
