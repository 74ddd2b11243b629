import type { GameId } from '@wordfare/contracts'
import type { Redis } from 'ioredis'
import type { News, StoredEvent } from './event-store.ts'
import { keys } from './redis-functions.ts'
import { asGameId, storedEventOf } from './redis-values.ts'

/** Between two looks at whether any bell went unheard. They also tell a line that has died from one that is quiet. */
const CHECK_INTERVAL_MS = 1_000
const BELLS_AT_ONCE = 1_000

/** Place in the stream of bells, `<milliseconds>-<number>`. */
type Place = string
const BEGINNING: Place = '0-0'

export interface Bell {
  readonly gameId: GameId
  /** Whose append it was. */
  readonly token: string
  /** Not there where nothing was appended, and where it has to be read. */
  readonly news?: News
}

/** Listens for the bells of all servers, also for those that rang while it could not. */
export interface BellReader {
  /** Begins with those that ring from now on. */
  start(): Promise<void>
  /** The line was cut. */
  pause(): void
  /** The line is there again. */
  resume(): void
  stop(): void
}

/**
 * Bells are told on a channel, which `line` listens to, with their news. A stream keeps them, without the news, for those who
 * could not listen: what it has, `asking` reads. `onLost` runs when bells may have been missed for good, so that any game
 * may have changed.
 */
export function createBellReader(
  {
    asking,
    line,
    channel,
  }: { readonly asking: Redis; readonly line: Redis; readonly channel: string },
  listener: {
    readonly onBell: (bell: Bell) => void
    readonly onLost: () => void
    readonly onTrouble: (error: Error) => void
  },
): BellReader {
  /** All up to this one were heard. */
  let place: Place = BEGINNING
  /** A line that was cut has missed some, and until they were read what it tells does not follow on what was heard. */
  let state: 'cut' | 'listening' | 'unbroken' = 'cut'
  let cuts = 0
  let checks: NodeJS.Timeout | null = null

  line.on('message', (_, text) => {
    const { at, bell } = toldIn(text)
    if (!isAfter(at, place)) return
    if (state === 'unbroken') place = at
    listener.onBell(bell)
  })

  async function newest(): Promise<Place> {
    const [last] = await asking.xrevrange(keys.bells, '+', '-', 'COUNT', 1)
    return last?.[0] ?? BEGINNING
  }

  /** Whether the stream still has all that came after `place`. */
  async function isWhole(): Promise<boolean> {
    const [first] = await asking.xrange(keys.bells, '-', '+', 'COUNT', 1)
    return place === BEGINNING || (first !== undefined && !isAfter(first[0], place))
  }

  /** Hears what rang and was not told. */
  async function catchUp(): Promise<void> {
    const listening = state === 'cut' ? null : cuts
    const from = place
    const last = await newest()
    const isAnotherStream = isAfter(from, last)
    if (isAnotherStream || (isAfter(last, place) && !(await isWhole()))) skipTo(last)
    while (isAfter(last, place)) {
      const missed = await asking.xrange(keys.bells, `(${place}`, last, 'COUNT', BELLS_AT_ONCE)
      if (missed.length === 0) skipTo(last)
      for (const [at, fields] of missed) {
        // It may have been told since.
        if (!isAfter(at, place)) continue
        place = at
        listener.onBell(bellOf(fields))
      }
    }
    // Whatever came after `last` was told, if the line has been there all the while.
    if (listening === cuts) state = 'unbroken'
  }

  function skipTo(last: Place): void {
    place = last
    listener.onLost()
  }

  async function listen(): Promise<void> {
    await line.subscribe(channel)
    state = 'listening'
    await catchUp()
  }

  function check(): void {
    if (asking.status === 'ready') catchUp().catch(report)
    if (state !== 'cut') line.ping().catch(report)
  }

  /** What ends with the reader is not worth a word. */
  const report = (error: unknown): void => {
    if (checks && error instanceof Error) listener.onTrouble(error)
  }

  return {
    async start() {
      place = await newest()
      await listen()
      checks = setInterval(check, CHECK_INTERVAL_MS)
      checks.unref()
    },
    pause() {
      state = 'cut'
      cuts += 1
    },
    resume: () => void listen().catch(report),
    stop() {
      if (checks) clearInterval(checks)
      checks = null
    },
  }
}

/** A bell as the stream keeps it. */
function bellOf(fields: readonly string[]): Bell {
  const [, gameId = '', , token = ''] = fields
  return { gameId: asGameId(gameId), token }
}

/** A bell as the function for appends tells of it. */
function toldIn(text: string): { readonly at: Place; readonly bell: Bell } {
  const [at = '', gameId = '', token = '', version = '', cause = '', ...events]: readonly string[] =
    JSON.parse(text)
  const bell = { gameId: asGameId(gameId), token }
  if (events.length === 0) return { at, bell }
  const news = (): readonly StoredEvent[] =>
    events.map((event, index) => storedEventOf(Number(version) + index + 1, event, cause))
  return { at, bell: { ...bell, news } }
}

function isAfter(one: Place, other: Place): boolean {
  const [oneMs = 0, oneNumber = 0] = one.split('-').map(Number)
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number)
  return oneMs > otherMs || (oneMs === otherMs && oneNumber > otherNumber)
}
