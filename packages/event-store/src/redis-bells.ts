import type { GameId } from '@wordfare/contracts'
import type { Redis } from 'ioredis'
import { keys } from './redis-functions.ts'

/** How long Redis holds on to a question for bells while there are none. */
export const BELLS_BLOCK_MS = 5_000
const BELLS_AT_ONCE = 1_000

/** Place in the stream of bells, `<milliseconds>-<number>`. */
type Place = string
const BEGINNING: Place = '0-0'

export interface Bell {
  readonly gameId: GameId
  /** Whose append it was. */
  readonly token: string
}

/** Listens for the bells of all servers, also for those that rang while it could not. */
export interface BellReader {
  /** Begins with those that ring from now on. */
  start(): Promise<void>
  /** Reads on, after the connection was lost and found again. */
  resume(): void
  stop(): void
}

/** `onLost` runs when bells may have been missed for good, so that any game may have changed. */
export function createBellReader(
  redis: Redis,
  listener: {
    readonly onBells: (bells: readonly Bell[]) => void
    readonly onLost: () => void
  },
): BellReader {
  let place: Place = BEGINNING
  /** Of the readers that were started the newest alone reads. */
  let current: symbol | null = null

  async function oldestAndNewest(): Promise<readonly [Place | null, Place | null]> {
    const [oldest, newest] = await Promise.all([
      redis.xrange(keys.bells, '-', '+', 'COUNT', 1),
      redis.xrevrange(keys.bells, '+', '-', 'COUNT', 1),
    ])
    return [oldest[0]?.[0] ?? null, newest[0]?.[0] ?? null]
  }

  /** What was rung last may be gone from the stream, and the stream itself may be another. */
  async function checkPlace(): Promise<void> {
    const [oldest, newest] = await oldestAndNewest()
    const isThere = newest === null ? place === BEGINNING : !isAfter(place, newest)
    const isWhole = place === BEGINNING || (oldest !== null && !isAfter(oldest, place))
    if (isThere && isWhole) return
    place = newest ?? BEGINNING
    listener.onLost()
  }

  async function read(reader: symbol): Promise<void> {
    const isCurrent = (): boolean => reader === current
    await checkPlace()
    while (isCurrent()) {
      const answer = await redis.xread(
        'COUNT',
        BELLS_AT_ONCE,
        'BLOCK',
        BELLS_BLOCK_MS,
        'STREAMS',
        keys.bells,
        place,
      )
      if (!isCurrent()) return
      const entries = answer?.[0]?.[1] ?? []
      const last = entries.at(-1)
      if (!last) continue
      place = last[0]
      listener.onBells(entries.map(([, fields]) => bellOf(fields)))
    }
  }

  const resume = (): void => {
    const reader = Symbol('reader')
    current = reader
    // A failure is one of the connection, and `resume` is called when that is back.
    read(reader).catch(() => undefined)
  }

  return {
    async start() {
      place = (await oldestAndNewest())[1] ?? BEGINNING
      resume()
    },
    resume,
    stop() {
      current = null
    },
  }
}

function bellOf(fields: readonly string[]): Bell {
  const [, gameId = '', , token = ''] = fields
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the functions of this store ring
  return { gameId: gameId as GameId, token }
}

function isAfter(one: Place, other: Place): boolean {
  const [oneMs = 0, oneNumber = 0] = one.split('-').map(Number)
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number)
  return oneMs > otherMs || (oneMs === otherMs && oneNumber > otherNumber)
}
