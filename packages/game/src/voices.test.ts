import { expect, it } from 'vitest'
import { given } from '../test/given.ts'
import {
  ada,
  bob,
  cleo,
  dan,
  eve,
  finn,
  gathered,
  guessing,
  over,
  started,
  turnEnded,
} from '../test/table.ts'
import { audienceOf } from './audience.ts'
import type { GameEvent } from './event.ts'
import { viewFor } from './view-for.ts'
import { conferring, mustBeSilent } from './voices.ts'

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

const discreet = { teamTalk: true }
const conferringAt = (events: readonly GameEvent[]) => {
  const { state } = given(...events)
  const view = viewFor(state, audienceOf(state, eve), new Set())
  const team = conferring(state)
  expect(conferring(view)).toEqual(team)
  return team && [...team]
}

it('[V3] the whole team that guesses confers, from the clue on', () =>
  expect(conferringAt(guessing(discreet))).toEqual([ada, bob]))

it.each([
  ['before the first round', gathered(discreet)],
  ['before the clue', started(discreet)],
  ['once the turn is over', [...guessing(discreet), turnEnded('by-hand')]],
  ['once the round is over', over(discreet)],
  ['where the settings do not ask for it', guessing()],
])('[V3] nobody confers %s', (_, events) => expect(conferringAt(events)).toBeNull())
