import { setImmediate as immediate } from 'node:timers/promises'
import { fc, test } from '@fast-check/vitest'
import { beforeEach, expect, vi } from 'vitest'
import { createBellReader } from './redis-bells.ts'
import { gameId } from './sample-log.ts'

/** By then a reader has looked whether any bell went unheard. */
const CHECKED_AFTER_MS = 1_000
/** Bells that the stream gives at once. */
const AT_ONCE = 3

type Told = (channel: string, text: string) => void

const placeOf = (nth: number): string => `${nth}-0`
const numberOf = (place: string): number => Number.parseInt(place.replace('(', ''), 10)

/** A Redis with nothing but bells, each of a game of its own. The dice say when, and in which order, anything happens. */
function bellsOnly(scheduler: fc.Scheduler) {
  const stream: [place: string, fields: string[]][] = []
  const listeners: Told[] = []
  /** What is on its way to whoever listens, in its order; another one each time that the line is there. */
  let line: { readonly onItsWay: (() => void)[]; isListening: boolean } | null = null
  let failures = 0

  const turn = (label: string): Promise<unknown> => scheduler.schedule(Promise.resolve(null), label)

  async function ask<T>(answer: () => T): Promise<T> {
    await turn('asked')
    if (failures > 0) {
      failures -= 1
      throw new Error('the connection was cut')
    }
    const known = answer()
    await turn('answered')
    return known
  }

  async function send(work: () => void): Promise<void> {
    const current = line
    current?.onItsWay.push(work)
    await turn('on the line')
    if (current === line) current?.onItsWay.shift()?.()
  }

  const asking = {
    status: 'ready',
    xrevrange: () => ask(() => stream.slice(-1)),
    xrange: (_: string, from: string, to: string) =>
      ask(() => {
        if (from === '-') return stream.slice(0, 1)
        return stream.slice(numberOf(from), Math.min(numberOf(to), numberOf(from) + AT_ONCE))
      }),
  }
  const listening = {
    on: (_: 'message', listener: Told) => listeners.push(listener),
    async subscribe() {
      const current = line
      await turn('subscribe')
      if (current === null || current !== line) throw new Error('the line was cut')
      current.isListening = true
      await new Promise<void>((resolve) => void send(resolve))
    },
    ping: async () => null,
  }

  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of Redis that a reader of bells has to do with
    lines: { asking, line: listening, channel: 'news' } as unknown as Parameters<
      typeof createBellReader
    >[0],
    connect: () => (line = { onItsWay: [], isListening: false }),
    cut: () => (line = null),
    /** Lets the next question come to nothing. */
    fail: () => (failures += 1),
    ring() {
      const nth = stream.length + 1
      stream.push([placeOf(nth), ['game', gameId(nth), 'token', 'somebody']])
      const text = JSON.stringify([placeOf(nth), gameId(nth), 'somebody', '0', '', '{}'])
      if (line?.isListening) void send(() => listeners.forEach((told) => told('news', text)))
    },
    games: () => stream.map((_, index) => gameId(index + 1)),
  }
}

const steps = fc.array(
  fc.record({
    does: fc.constantFrom('ring', 'ring', 'ring', 'cut', 'connect', 'fail', 'check'),
    /** How much of what is on its way happens before the next step. */
    happens: fc.nat(6),
  }),
  { maxLength: 40, size: 'max' },
)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  return () => vi.useRealTimers()
})

test.prop([fc.scheduler(), steps], { numRuns: 1_000 })(
  '[ES10] every bell is heard in the end, in whatever order things happen',
  async (scheduler, does) => {
    const redis = bellsOnly(scheduler)
    const heard = new Set<string>()
    let losses = 0
    const reader = createBellReader(redis.lines, {
      onBell: (bell) => void heard.add(bell.gameId),
      onLost: () => void (losses += 1),
      onTrouble: () => {},
    })
    let isThere = true
    const act = {
      ring: () => redis.ring(),
      fail: () => redis.fail(),
      check: () => vi.advanceTimersByTime(CHECKED_AFTER_MS),
      cut() {
        if (!isThere) return
        isThere = false
        redis.cut()
        reader.pause()
      },
      connect() {
        if (isThere) return
        isThere = true
        redis.connect()
        reader.resume()
      },
    }
    /** Lets some of what is on its way happen, with all that follows from it. */
    async function goOn(most: number): Promise<void> {
      for (let i = 0; i < most && scheduler.count() > 0; i++) {
        await scheduler.waitOne()
        await immediate()
      }
    }

    redis.connect()
    await scheduler.waitFor(reader.start())
    for (const step of does) {
      act[step.does]()
      await goOn(step.happens)
    }
    await goOn(Infinity)
    // As often as it may fail, and once more.
    for (let i = 0; i <= does.length && heard.size < redis.games().length; i++) {
      act.check()
      await goOn(Infinity)
    }
    expect([...heard].toSorted()).toEqual(redis.games().toSorted())
    expect(losses).toBe(0)
    reader.stop()
  },
)
