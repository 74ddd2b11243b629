import {
  callEpochSchema,
  gameNameSchema,
  playerIdSchema,
  playerNameSchema,
  type CallMessage,
  type GameId,
  type MediaState,
  type PlayerId,
} from '@wordfare/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GameCache } from '../game/game-cache.ts'
import { createGameWorld } from '../game/game-world.ts'
import {
  PEER_CALL_GRACE_MS,
  PEER_CALL_QUEUE_MAX_MESSAGES,
  SOCKET_MESSAGES_MAX,
  SOCKET_WINDOW_MS,
} from '../limits.ts'
import { createGames } from '../../test/games.ts'
import { createPeerCalls, TooManySignals, type PeerCalls } from './peer-calls.ts'

const ada = playerIdSchema.parse('a'.repeat(22))
const bob = playerIdSchema.parse('b'.repeat(22))
const media: MediaState = { audio: true, video: true, audioBlocked: null, videoBlocked: null }
const epochOf = (playerId: PlayerId) => callEpochSchema.parse(playerId)

let nowMs: number
let cache: GameCache
let calls: PeerCalls
let gameId: GameId

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  nowMs = 0
  const now = () => nowMs
  const table = createGames({ world: { ...createGameWorld(), now }, idleMs: 1, maxGames: 2 })
  cache = table.cache
  const { games, switchboard } = table
  const playerName = playerNameSchema.parse('Ada')
  const made = await games.create({
    gameName: gameNameSchema.parse('A night at the desk'),
    playerName,
    settings: {},
    playerIdAt: () => ada,
  })
  gameId = made.gameId
  await games.execute(gameId, bob, { type: 'joinGame', playerId: bob, playerName })
  calls = createPeerCalls({ cache, switchboard, now })
})
afterEach(() => void vi.useRealTimers())

/** Someone in the call: `cut` is their line going down, `leave` their own wish. */
async function enter(playerId: PlayerId) {
  const line = new AbortController()
  let isOpen = true
  const stream = calls.enter({
    gameId,
    playerId,
    epoch: epochOf(playerId),
    media,
    signal: line.signal,
    hasLeft: () => isOpen,
  })
  expect(await stream.next()).toMatchObject({ value: { type: 'roster' } })
  return {
    next: async (): Promise<CallMessage | null> => {
      const { value, done } = await stream.next()
      return done ? null : value
    },
    async cut() {
      isOpen = false
      line.abort()
      await stream.return(undefined)
    },
  }
}

const toggle = (playerId: PlayerId): void =>
  calls.send({ gameId, playerId, epoch: epochOf(playerId), message: { type: 'media', media } })

describe('a participant', () => {
  it('whose line stays cut is gone after a while, and the game may be dropped', async () => {
    const first = await enter(ada)
    const second = await enter(bob)
    expect(await first.next()).toMatchObject({ type: 'joined' })
    await second.cut()
    toggle(bob)
    expect(await first.next()).toMatchObject({ type: 'media' })
    vi.advanceTimersByTime(PEER_CALL_GRACE_MS)
    expect(await first.next()).toEqual({ type: 'left', playerId: bob })
    await first.cut()
    vi.advanceTimersByTime(PEER_CALL_GRACE_MS)
    expect(await cache.withGame(gameId, ({ followers }) => followers.size)).toBe(0)
  })

  it('who comes back in time stays', async () => {
    const first = await enter(ada)
    const second = await enter(bob)
    await second.cut()
    vi.advanceTimersByTime(PEER_CALL_GRACE_MS - 1)
    await enter(bob)
    vi.advanceTimersByTime(PEER_CALL_GRACE_MS)
    toggle(bob)
    const types = [await first.next(), await first.next(), await first.next()]
    expect(types.map((message) => message?.type)).toEqual(['joined', 'joined', 'media'])
  })

  it('who does not read drops out, and nothing more waits for them', async () => {
    const first = await enter(ada)
    const second = await enter(bob)
    expect(await first.next()).toMatchObject({ type: 'joined' })
    for (let sent = 0; sent <= PEER_CALL_QUEUE_MAX_MESSAGES; sent++) {
      if (sent % SOCKET_MESSAGES_MAX === 0) nowMs += SOCKET_WINDOW_MS
      toggle(ada)
    }
    expect(await first.next()).toEqual({ type: 'left', playerId: bob })
    for (let read = 0; read < PEER_CALL_QUEUE_MAX_MESSAGES; read++) {
      expect(await second.next()).toMatchObject({ type: 'media' })
    }
    expect(await second.next()).toBeNull()
  })

  it('says no more than so much, also by coming in anew', async () => {
    const first = await enter(ada)
    for (let sent = 0; sent < SOCKET_MESSAGES_MAX; sent++) toggle(ada)
    await first.cut()
    await enter(ada)
    expect(() => toggle(ada)).toThrow(TooManySignals)
    nowMs += SOCKET_WINDOW_MS
    toggle(ada)
  })
})

it('a call is over for everyone when its game is forgotten', async () => {
  const first = await enter(ada)
  cache.forget([gameId])
  expect(await first.next()).toEqual({ type: 'ended', reason: 'removed' })
  expect(await first.next()).toBeNull()
})
