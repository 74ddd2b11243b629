import {
  gameNameSchema,
  playerIdSchema,
  playerNameSchema,
  type GameId,
  type PlayerId,
} from '@wordfare/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RESUME_MAX_EVENTS, WATCHER_QUEUE_MAX_EVENTS } from '../limits.ts'
import type { GameCache } from './game-cache.ts'
import type { GameService } from './game-service.ts'
import { createGameWorld } from './game-world.ts'
import { createGames } from '../../test/games.ts'
import { plainly } from '../../test/plainly.ts'
import type { Sent } from './watch-game.ts'

const ada: PlayerId = playerIdSchema.parse('a'.repeat(22))
const idleMs = 1_000
let nowMs: number
let cache: GameCache
let games: GameService
let gameId: GameId
let stop: AbortController

beforeEach(async () => {
  nowMs = 0
  stop = new AbortController()
  const world = { ...createGameWorld(), now: () => nowMs }
  const made = createGames({ world, idleMs, maxGames: 2 })
  cache = made.cache
  games = made.games
  gameId = await create()
})
afterEach(() => stop.abort())

async function create(): Promise<GameId> {
  const made = await games.create({
    gameName: gameNameSchema.parse('A night at the desk'),
    playerName: playerNameSchema.parse('Ada'),
    settings: {},
    playerIdAt: () => ada,
  })
  return made.gameId
}

async function next(stream: AsyncGenerator<Sent>): Promise<Sent> {
  const { value, done } = await stream.next()
  if (done) throw new Error('the stream has ended')
  return value
}

const watch = (after: number | null = null): AsyncGenerator<Sent> =>
  plainly(games, { gameId, playerId: ada, after, signal: stop.signal })

async function move(times: number): Promise<number> {
  let seq = 0
  for (let i = 0; i < times; i++) {
    const { players } = await games.stateOf(gameId)
    seq = await games.execute(
      gameId,
      ada,
      players[0]?.team
        ? { type: 'leaveSeat' }
        : { type: 'takeSeat', team: 'red', role: 'operative' },
    )
  }
  return seq
}

describe('a watcher that is slow', () => {
  it('gets all that waits for it in one message', async () => {
    const stream = watch()
    const { seq } = await next(stream)
    const last = await move(5)
    const { message } = await next(stream)
    expect(message.type === 'events' && message.events.map((event) => event.seq)).toEqual([
      seq + 1,
      seq + 2,
      seq + 3,
      seq + 4,
      last,
    ])
  })

  it('gets what it may know of, and then a view, when what it may see changes on the way', async () => {
    const stream = watch()
    const { seq } = await next(stream)
    await move(2)
    await games.execute(gameId, ada, { type: 'takeSeat', team: 'red', role: 'spymaster' })
    const last = await games.execute(gameId, ada, {
      type: 'rename',
      name: playerNameSchema.parse('Eve'),
    })
    expect(await next(stream)).toMatchObject({
      seq: seq + 2,
      message: { type: 'events', events: [{ seq: seq + 1 }, { seq: seq + 2 }] },
    })
    expect(await next(stream)).toMatchObject({
      seq: last,
      message: { type: 'view', view: { you: { role: 'spymaster' }, players: [{ name: 'Eve' }] } },
    })
  })

  it('gets a view of the present when too much has happened', async () => {
    const stream = watch()
    await next(stream)
    const last = await move(WATCHER_QUEUE_MAX_EVENTS + 1)
    expect(await next(stream)).toMatchObject({ seq: last, message: { type: 'view' } })
    await move(1)
    expect(await next(stream)).toMatchObject({
      seq: last + 1,
      message: { type: 'events', events: [{ seq: last + 1 }] },
    })
  })

  it('is let go of when it leaves', async () => {
    const stream = watch()
    await next(stream)
    stop.abort()
    expect(await stream.next()).toEqual({ value: undefined, done: true })
    await cache.withGame(gameId, ({ followers }) => expect(followers.size).toBe(0))
  })
})

describe('whoever comes back', () => {
  it.each([50, RESUME_MAX_EVENTS])(
    '[B22] after %i events gets each of them once and in order',
    async (missed) => {
      const { seq } = await next(watch())
      const last = await move(missed)
      const stream = watch(seq)
      const { message } = await next(stream)
      expect(message.type === 'events' && message.events.map((event) => event.seq)).toEqual(
        Array.from({ length: missed }, (_, index) => seq + 1 + index),
      )
      expect(await next(stream)).toMatchObject({ seq: last, message: { type: 'presence' } })
    },
  )

  it('[B22] after one more than that gets a view of the present, and goes on from there', async () => {
    const { seq } = await next(watch())
    const last = await move(RESUME_MAX_EVENTS + 1)
    const stream = watch(seq)
    expect(await next(stream)).toMatchObject({ seq: last, message: { type: 'view' } })
    await move(1)
    expect(await next(stream)).toMatchObject({
      seq: last + 1,
      message: { type: 'events', events: [{ seq: last + 1 }] },
    })
  })

  it('[B22] from another game, with a number that this one has not got to, gets a view', async () => {
    const { seq } = await next(watch())
    const elsewhere = await create()
    let far = seq
    for (const name of ['Eve', 'Ada']) {
      const rename = { type: 'rename', name: playerNameSchema.parse(name) } as const
      far = await games.execute(elsewhere, ada, rename)
    }
    expect(far).toBeGreaterThan(seq)
    const { message } = await next(watch(far))
    expect(message).toMatchObject({ type: 'view', view: { gameId } })
  })
})

const isTheSame = async (before: unknown): Promise<boolean> =>
  (await cache.withGame(gameId, (game) => game)) === before

describe('a game that nobody uses', () => {
  it('leaves the memory after a while, and comes back as it was', async () => {
    const before = await cache.withGame(gameId, (game) => game)
    cache.dropIdle()
    expect(await isTheSame(before)).toBe(true)
    nowMs += idleMs
    await cache.settled()
    cache.dropIdle()
    expect(await isTheSame(before)).toBe(false)
    expect(await games.stateOf(gameId)).toEqual(before.state)
  })

  it('stays while somebody watches', async () => {
    await next(watch())
    const before = await cache.withGame(gameId, (game) => game)
    nowMs += idleMs
    cache.dropIdle()
    await games.stateOf(await create())
    await games.stateOf(await create())
    expect(await isTheSame(before)).toBe(true)
  })

  it('makes room for others first', async () => {
    const before = await cache.withGame(gameId, (game) => game)
    await games.stateOf(await create())
    expect(await isTheSame(before)).toBe(true)
    const second = await create()
    await games.stateOf(second)
    await games.stateOf(await create())
    expect(await isTheSame(before)).toBe(false)
  })
})
