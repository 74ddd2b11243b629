import { isDeepStrictEqual } from 'node:util'
import type { StoredEvent } from '@wordfare/event-store'
import { evolve, initialState } from '@wordfare/game'
import { expect } from 'vitest'
import {
  eventsIn,
  JOIN,
  JOINED,
  ruled,
  timeless,
  type Model,
  type Outcome,
  type Real,
} from './foretold-table.ts'
import type { Act } from './wish.ts'
import { findWitness, type Operation } from './witness.ts'

const EXPLAINED_WITHIN_MS = 20_000

/** What was asked for while other things were, and what was answered. */
export interface Asked extends Operation {
  readonly act: Act
  readonly commandId: string
  readonly outcome: Outcome
}

/**
 * Expects an order in which all that was asked for could have been done one after the other, from a place in the log on,
 * none before what was answered before it was asked: so that the rules make of it the very events that are in the log, and
 * the very answers. A refusal, or an answer that nothing changes, has to be that of the table as it was at some moment
 * between the call and its answer; of what is carried out, the log says where it belongs.
 */
export function expectExplained(
  operations: readonly Asked[],
  log: readonly StoredEvent[],
  start: number,
  { model: { lot }, real: { ids } }: { readonly model: Model; readonly real: Real },
) {
  const states = [initialState]
  const seqs = new Map<string, number>()
  for (const { event, cause, seq } of log) {
    states.push(evolve(states.at(-1)!, event))
    if (cause !== null) seqs.set(cause, seq)
  }
  const events = timeless(eventsIn(log))
  const answered = (place: Place, one: Asked | Operation): Place | null => {
    const { version } = place
    if (!('act' in one)) return version === log.length ? place : null
    const { act, commandId, outcome } = one
    const done = seqs.get(`${ids[act.by]}:${commandId}`)
    if (done !== undefined && done <= version) return outcome === done ? place : null
    const decision = ruled({ state: states[version]!, lot }, act, ids)
    if (!decision.ok) return outcome === decision.reason ? place : null
    const next = version + decision.events.length
    const isJoin = act.deed.type === JOIN
    if (outcome !== (isJoin ? JOINED : next)) return null
    // Nothing in its answer tells where a joining belongs that changes nothing: other places are tried as well.
    if (next === version) return isJoin ? { version } : place
    const isSo = isDeepStrictEqual(timeless(decision.events), events.slice(version, next))
    return isSo ? { version: next } : null
  }
  const witness = findWitness([...operations, theEnd], { version: start }, answered, {
    keyOf: ({ version }) => String(version),
    withinMs: EXPLAINED_WITHIN_MS,
  })
  expect(witness, 'no order explains the answers').toHaveLength(operations.length + 1)
}

/** A place in the log. */
interface Place {
  readonly version: number
}

/** Comes after all else: by then the whole log has to be explained. */
const theEnd: Operation = { calledAtMs: Infinity, returnedAtMs: Infinity }
