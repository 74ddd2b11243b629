import { gameIdSchema, type GameId } from '@wordfare/contracts'
import { initialState, type GameState } from '@wordfare/game'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTurnTimers } from './turn-timers.ts'

const retryMs = 500
const gameId: GameId = gameIdSchema.parse('g'.repeat(22))

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

/** A round with a turn that is due after a while. */
function due(deadlineAtMs: number | null, mode: 'soft' | 'hard' = 'hard', turn = 1): GameState {
  const { settings } = initialState
  return {
    ...initialState,
    settings: { ...settings, timer: { ...settings.timer, mode } },
    phase: 'clue',
    round: 1,
    startedAtMs: 0,
    cards: [],
    turn: { team: 'red', number: turn },
    deadlineAtMs,
    guessesMade: 0,
    clues: [],
  }
}

function timersThat(expire: (turn: number) => Promise<GameState>) {
  const expired: number[] = []
  const failures: unknown[] = []
  const timers = createTurnTimers({
    now: Date.now,
    retryMs,
    expire(_gameId, turn) {
      expired.push(turn)
      return expire(turn)
    },
    onFailed: (error) => failures.push(error),
  })
  return { timers, expired, failures }
}

describe('the timers of the turns', () => {
  it('[T3] propose the end of a turn when its time is up, and not before', async () => {
    const { timers, expired } = timersThat(async () => due(null))
    timers.follow(gameId, due(1_000))
    await vi.advanceTimersByTimeAsync(999)
    expect(expired).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(expired).toEqual([1])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(expired).toEqual([1])
  })

  it('[T3] follow a deadline that moves on', async () => {
    const { timers, expired } = timersThat(async () => due(null))
    timers.follow(gameId, due(1_000))
    timers.follow(gameId, due(2_000, 'hard', 2))
    await vi.advanceTimersByTimeAsync(1_999)
    expect(expired).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(expired).toEqual([2])
  })

  it('[T3] end at once what was due while nobody looked', async () => {
    vi.setSystemTime(5_000)
    const { timers, expired } = timersThat(async () => due(null))
    timers.follow(gameId, due(1_000))
    await vi.advanceTimersByTimeAsync(1)
    expect(expired).toEqual([1])
  })

  it('[T3] ask again where the end of the turn was a moment too early', async () => {
    const answers = [due(1_001), due(null)]
    const { timers, expired } = timersThat(async () => answers.shift() ?? due(null))
    timers.follow(gameId, due(1_000))
    await vi.advanceTimersByTimeAsync(1_001)
    expect(expired).toEqual([1, 1])
  })

  it('[T3] try again after a failure', async () => {
    let isUp = false
    const { timers, expired, failures } = timersThat(async () => {
      if (!isUp) throw new Error('the store is away')
      return due(null)
    })
    timers.follow(gameId, due(1_000))
    await vi.advanceTimersByTimeAsync(1_000)
    isUp = true
    await vi.advanceTimersByTimeAsync(retryMs)
    expect(expired).toEqual([1, 1])
    expect(failures).toHaveLength(1)
  })

  it.each<[string, GameState | null]>([
    ['is no longer in memory', null],
    ['has no round', initialState],
    ['has no deadline any more', due(null)],
    ['enforces nothing', due(1_000, 'soft')],
  ])('[T3] leave a game alone that %s', async (_, state) => {
    const { timers, expired } = timersThat(async () => due(null))
    timers.follow(gameId, due(1_000))
    timers.follow(gameId, state)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(expired).toEqual([])
  })

  it('rest once they are stopped', async () => {
    const { timers, expired } = timersThat(async () => due(null))
    timers.follow(gameId, due(1_000))
    timers.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(expired).toEqual([])
  })
})
