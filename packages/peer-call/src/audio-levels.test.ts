import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeTrack } from '../test/fake-track.ts'
import { idOf } from '../test/world.ts'
import { createAudioLevels } from './audio-levels.ts'

const [me, ann, bob] = [idOf('m'), idOf('a'), idOf('b')]

function observed() {
  const remote = new Map([
    [ann, 0],
    [bob, 0],
  ])
  const local = { level: 0 }
  const speakers: string[] = []
  const locals: number[] = []
  const remotes: unknown[] = []
  const faults: unknown[] = []
  const meters: { isClosed: boolean }[] = []
  const levels = createAudioLevels({
    playerId: me,
    createMeter: () => {
      const meter = { isClosed: false }
      meters.push(meter)
      return { level: () => local.level, close: () => (meter.isClosed = true) }
    },
    remoteLevels: () => remote,
    onLocalLevel: (level) => locals.push(level),
    onRemoteLevels: (heard) => remotes.push(heard),
    onActiveSpeaker: (playerId) => speakers.push(playerId),
    onFault: (error) => faults.push(error),
  })
  return { levels, remote, local, speakers, locals, remotes, faults, meters }
}

const track = fakeTrack('audio')

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the active speaker', () => {
  it('is the loudest one, the player too, and nobody in silence', () => {
    const { levels, remote, local, speakers } = observed()
    levels.setInCall(true)
    levels.listenTo(track)
    vi.advanceTimersByTime(2_000)
    expect(speakers).toEqual([])
    remote.set(ann, 0.3)
    vi.advanceTimersByTime(2_000)
    remote.set(ann, 0)
    local.level = 0.3
    vi.advanceTimersByTime(2_000)
    expect(speakers).toEqual([ann, me])
    levels.close()
  })

  it('does not flicker between two that are about as loud', () => {
    const { levels, remote, speakers } = observed()
    levels.setInCall(true)
    remote.set(ann, 0.3)
    vi.advanceTimersByTime(2_000)
    remote.set(bob, 0.35)
    vi.advanceTimersByTime(5_000)
    expect(speakers).toEqual([ann])
    remote.set(bob, 0.6)
    vi.advanceTimersByTime(5_000)
    expect(speakers).toEqual([ann, bob])
    levels.close()
  })

  it('is not looked for outside a call', () => {
    const { levels, remote, speakers } = observed()
    remote.set(ann, 0.5)
    levels.observe('remote')
    vi.advanceTimersByTime(2_000)
    expect(speakers).toEqual([])
    levels.close()
  })
})

describe('observers', () => {
  it('hear only what they asked for, as often as they asked', () => {
    const { levels, remote, local, locals, remotes } = observed()
    levels.listenTo(track)
    local.level = 0.25
    remote.set(ann, 0.5)
    levels.observe('local', 500)
    expect([levels.isObserved('local'), levels.isObserved('remote')]).toEqual([true, false])
    vi.advanceTimersByTime(1_000)
    expect(locals).toEqual([0.25, 0.25, 0.25, 0.25, 0.25])
    expect(remotes).toEqual([])
    levels.unobserve('local')
    levels.observe('remote', 100)
    vi.advanceTimersByTime(200)
    expect(locals).toHaveLength(5)
    expect(remotes).toEqual([
      { [ann]: 0.5, [bob]: 0 },
      { [ann]: 0.5, [bob]: 0 },
    ])
    levels.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('keep one meter for a microphone and close it with it', () => {
    const { levels, meters } = observed()
    levels.listenTo(track)
    levels.listenTo(track)
    levels.listenTo(null)
    expect(meters).toEqual([{ isClosed: true }])
    expect(levels.localLevel()).toBe(0)
  })

  it('are told when there is no Web Audio', () => {
    const faults: unknown[] = []
    const error = new Error('no Web Audio')
    const levels = createAudioLevels({
      playerId: me,
      createMeter: () => {
        throw error
      },
      remoteLevels: () => new Map(),
      onLocalLevel: () => {},
      onRemoteLevels: () => {},
      onActiveSpeaker: () => {},
      onFault: (fault) => faults.push(fault),
    })
    levels.listenTo(track)
    expect(faults).toEqual([error])
    expect(levels.localLevel()).toBe(0)
  })
})
