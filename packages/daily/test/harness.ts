import { randomBytes } from 'node:crypto'

import { gameIdSchema, playerIdSchema, type GameId } from '@wordfare/contracts'
import { expect, onTestFinished } from 'vitest'

import { createDailyRooms, type DailyRoomsOptions } from '../src/daily-rooms.ts'
import { DailyError } from '../src/daily-error.ts'
import { DAILY_LIMITS, type DailyLimits } from '../src/daily-limits.ts'
import { createRoomNames } from '../src/room-names.ts'
import { Secret } from '../src/secret.ts'
import { startDailyStandIn, type DailyStandInOptions } from '../stand-in/index.ts'
import { KEY } from './known-key.ts'

export const DOMAIN = 'wordfare-test'
export const ROOM_TTL_SECONDS = 3_600

/** A moment for tests that compare times, and when a room that is made at it closes. */
export const NOW_MS = 1_700_000_000_123
export const EXP = 1_700_000_000 + ROOM_TTL_SECONDS

/** What a room that is made at that moment must be, whether it is made or put right. */
export const TERMS = {
  privacy: 'private',
  properties: {
    exp: EXP,
    eject_at_room_exp: true,
    start_audio_off: true,
    start_video_off: true,
    enable_screenshare: false,
    enforce_unique_user_ids: true,
    permissions: { canSend: ['video', 'audio'], canAdmin: false },
  },
}

/** The real limits without the pauses and the waiting in line. */
const IMPATIENT: DailyLimits = {
  ...DAILY_LIMITS,
  backoffBaseMs: 0,
  rateLimitPauseMs: 0,
  responseMaxBytes: 65_536,
  requestRate: { count: 10_000, perMs: 1 },
  deleteRate: { count: 10_000, perMs: 1 },
}

const randomId = () => randomBytes(16).toString('base64url')
export const newGameId = () => gameIdSchema.parse(randomId())
export const newPlayerId = () => playerIdSchema.parse(randomId())

const ROOM_NAME_SECRET = new Secret('what the names of rooms follow from')

/** The name under which the game's room is known to Daily. */
export const nameFor = (gameId: GameId) => createRoomNames(ROOM_NAME_SECRET).nameOf(gameId)

export interface LogLine {
  readonly level: 'info' | 'warn'
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

/** Room makers over any fetch, and everything that they log. */
export function makeRooms(options: Partial<DailyRoomsOptions> = {}) {
  const lines: LogLine[] = []
  const rooms = createDailyRooms({
    apiKey: new Secret(KEY),
    roomNameSecret: ROOM_NAME_SECRET,
    apiUrl: 'https://api.daily.co/v1',
    roomTtlSeconds: ROOM_TTL_SECONDS,
    limits: IMPATIENT,
    log: {
      info: (fields, message) => lines.push({ level: 'info', fields, message }),
      warn: (fields, message) => lines.push({ level: 'warn', fields, message }),
    },
    // What the clock shows is also what passes, unless a test is about clocks that don't.
    elapsedMs: options.now ?? (() => Date.now()),
    ...options,
  })
  return { rooms, lines }
}

/** Room makers against a stand-in that is closed with the test. */
export async function openHouse({
  limits = {},
  standIn: standInOptions = {},
  ...options
}: {
  readonly limits?: Partial<DailyLimits>
  readonly standIn?: Partial<DailyStandInOptions>
} & Partial<Omit<DailyRoomsOptions, 'limits'>> = {}) {
  const standIn = await startDailyStandIn({ apiKey: KEY, domain: DOMAIN, ...standInOptions })
  onTestFinished(() => standIn.close())
  const made = makeRooms({ apiUrl: standIn.url, limits: { ...IMPATIENT, ...limits }, ...options })
  /** The requests so far, as `POST /rooms`, oldest first. */
  const asked = () =>
    standIn.requests.map(
      ({ method, path }) => `${method} ${path.replace(/wf-[\w-]{29}/u, ':name')}`,
    )
  return { standIn, asked, ...made }
}

/** How long a test waits for what is about to happen, even on a busy machine. */
export const SOON = { timeout: 20_000 }

/** Puts a room on the stand-in's shelf, past the package. */
export async function putRoom(url: string, body: object): Promise<void> {
  const response = await fetch(`${url}/rooms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}

/** The same, where it is always that one moment. */
export const openHouseAtNow = () => openHouse({ now: () => NOW_MS, standIn: { now: () => NOW_MS } })

/** The error with which a promise is broken; fails the test when it is kept. */
export async function errorOf(promise: Promise<unknown>): Promise<DailyError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof DailyError) return error
    throw error
  }
  throw new Error('the promise was kept')
}
