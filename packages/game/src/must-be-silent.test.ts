import { expect, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  bob,
  cleo,
  dan,
  eve,
  finn,
  guessing,
  over,
  started,
  turnEnded,
} from '../test/table.ts'
import { audienceOf } from './audience.ts'
import type { GameEvent } from './event.ts'
import { mustBeSilent } from './view.ts'
import { viewFor } from './view-for.ts'

const straight = { straightFace: true }
const silentAt = (events: readonly GameEvent[]) => {
  const { state } = given(...events)
  const view = viewFor(state, audienceOf(state, bob), new Set())
  return [ada, bob, cleo, dan, eve, finn].filter((playerId) => mustBeSilent(view, playerId))
}

it('[V1] silences both spymasters from the clue on', () =>
  expect(silentAt(guessing(straight))).toEqual([ada, cleo]))

it.each([
  ['before the clue', started(straight)],
  ['once the turn is over', [...guessing(straight), turnEnded('by-hand')]],
  ['once the round is over', over(straight)],
  ['where the settings do not ask for it', guessing()],
])('[V1] silences nobody %s', (_, events) => expect(silentAt(events)).toEqual([]))
