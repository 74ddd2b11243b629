import { setTimeout as delay } from 'node:timers/promises'
import { TRPCClientError } from '@trpc/client'
import type { GameId } from '@wordfare/contracts'
import type { StoredEvent } from '@wordfare/event-store'
import { expect } from 'vitest'
import type { AppRouter } from '../../src/trpc/router.ts'
import type { Browser } from '../browser.ts'
import { newCommandId, play, type Command } from '../table.ts'
import { eventsOf, expectWhole } from './whole-stream.ts'
import type { Watching } from '../watching.ts'

const AGAIN_MS = 20

/** A command that a server has answered. */
export interface Acknowledged {
  readonly commandId: string
  readonly seq: number
  readonly atMs: number
}

/** Somebody at a table who renames themselves over and over, which the rules never refuse. */
export interface Hammer {
  readonly acknowledged: readonly Acknowledged[]
  /** How often an answer was that it could not be done now. */
  readonly unavailable: () => number
  /** Resolves once all is answered. */
  readonly done: Promise<void>
}

/** Has a command carried out, however often the line or the server fails meanwhile. */
export async function playOn(
  browser: Browser,
  gameId: GameId,
  command: Command,
  { commandId = newCommandId(), onFailed }: PlayOnOptions = {},
): Promise<{ readonly commandId: string; readonly seq: number }> {
  const { seq } = await untilAnswered(() => play(browser, gameId, command, commandId), onFailed)
  return { commandId, seq }
}

/** Asks for something that may be asked for twice, until the line and the server hold for as long as it takes. */
export async function untilAnswered<T>(
  ask: () => Promise<T>,
  onFailed: (code: string | null) => void = () => {},
): Promise<T> {
  for (;;) {
    const [outcome] = await Promise.allSettled([ask()])
    if (outcome.status === 'fulfilled') return outcome.value
    if (!isPassing(outcome.reason)) throw outcome.reason
    onFailed(outcome.reason.data?.code ?? null)
    await delay(AGAIN_MS)
  }
}

interface PlayOnOptions {
  readonly commandId?: string
  /** Told of each answer that there was none, with its code; null when the line failed. */
  readonly onFailed?: (code: string | null) => void
}

/** Sends commands one after the other for as long as `goesOn`. */
export function hammer(
  browser: Browser,
  gameId: GameId,
  name: string,
  {
    goesOn,
    onAcknowledged = () => {},
  }: { readonly goesOn: () => boolean; readonly onAcknowledged?: () => void },
): Hammer {
  const acknowledged: Acknowledged[] = []
  let unavailable = 0
  async function run(): Promise<void> {
    for (let i = 0; goesOn(); i++) {
      const { commandId, seq } = await playOn(
        browser,
        gameId,
        { type: 'rename', name: `${name} ${i}` },
        { onFailed: (code) => (unavailable += code === null ? 0 : 1) },
      )
      acknowledged.push({ commandId, seq, atMs: performance.now() })
      onAcknowledged()
    }
  }
  return { acknowledged, unavailable: () => unavailable, done: run() }
}

/** Expects a log to be whole: numbered without gaps, and all that a command has caused in one place. */
export function expectWholeLog(log: readonly StoredEvent[]): void {
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  const causes = log.flatMap(({ cause }, index) =>
    cause === null || cause === log[index - 1]?.cause ? [] : [cause],
  )
  expect(new Set(causes).size).toBe(causes.length)
}

/** Expects every acknowledged command where its answer said that it is. */
export function expectKept(log: readonly StoredEvent[], acknowledged: readonly Acknowledged[]) {
  expect(acknowledged.map(({ seq }) => log[seq - 1]?.cause?.split(':')[1])).toEqual(
    acknowledged.map(({ commandId }) => commandId),
  )
}

/** Expects that what a watcher saw is what the log says. */
export function expectSeen(log: readonly StoredEvent[], { received }: Watching): void {
  expectWhole(received)
  const seen = eventsOf(received)
  expect(seen.map(({ event: { type, atMs } }) => ({ type, atMs }))).toEqual(
    seen.map(({ seq }) => ({ type: log[seq - 1]?.event.type, atMs: log[seq - 1]?.event.atMs })),
  )
}

const passingCodes: ReadonlySet<string | undefined> = new Set([
  undefined,
  'SERVICE_UNAVAILABLE',
  'CONFLICT',
])

/** Whether a failure says nothing about the command, so that it may be sent again. */
const isPassing = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError && passingCodes.has(error.data?.code)
