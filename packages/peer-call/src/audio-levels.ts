import type { DailyParticipantsAudioLevel } from '@daily-co/daily-js'
import type { PlayerId } from '@wordfare/contracts'
import type { LevelMeter } from './level-meter.ts'

/** How often levels are taken unless an observer asks for more, and the most that it may ask for. */
const INTERVAL_MS = 200
const SHORTEST_INTERVAL_MS = 50

/** Share of the newest level in the smoothed one, by which the active speaker is chosen. */
const NEWEST_SHARE = 0.4
/** Below this there is nobody who speaks. */
const SPEECH_LEVEL = 0.02
/** Who takes over has to be so many times as loud, so that two voices don't flicker. */
const TAKE_OVER_FACTOR = 1.4

export interface AudioLevelsOptions {
  readonly playerId: PlayerId
  readonly createMeter: (track: MediaStreamTrack) => LevelMeter
  /** What is heard of each of the others. */
  readonly remoteLevels: () => ReadonlyMap<PlayerId, number>
  readonly onLocalLevel: (level: number) => void
  readonly onRemoteLevels: (levels: DailyParticipantsAudioLevel) => void
  readonly onActiveSpeaker: (playerId: PlayerId) => void
  readonly onFault: (error: unknown) => void
}

/** Who speaks and how loud. Runs while somebody observes it or the participant is in a call. */
export interface AudioLevels {
  /** The microphone to listen to, `null` while it is off. */
  listenTo(track: MediaStreamTrack | null): void
  localLevel(): number
  remoteLevels(): DailyParticipantsAudioLevel
  observe(who: 'local' | 'remote', intervalMs?: number): void
  unobserve(who: 'local' | 'remote'): void
  isObserved(who: 'local' | 'remote'): boolean
  /** Whether the active speaker is to be found. */
  setInCall(isInCall: boolean): void
  close(): void
}

export function createAudioLevels(options: AudioLevelsOptions): AudioLevels {
  const observers = new Map<'local' | 'remote', number>()
  let isInCall = false
  let timer: ReturnType<typeof setInterval> | undefined
  let listenedTo: MediaStreamTrack | null = null
  let meter: LevelMeter | null = null
  let smoothed = new Map<PlayerId, number>()
  let speaker: PlayerId | null = null

  const localLevel = () => meter?.level() ?? 0
  const remoteLevels = () => Object.fromEntries(options.remoteLevels())

  const findSpeaker = (levels: ReadonlyMap<PlayerId, number>) => {
    smoothed = new Map(
      [...levels].map(([playerId, level]) => [
        playerId,
        (smoothed.get(playerId) ?? 0) * (1 - NEWEST_SHARE) + level * NEWEST_SHARE,
      ]),
    )
    const current = (speaker && smoothed.get(speaker)) ?? 0
    const [loudest] = [...smoothed].toSorted(([, a], [, b]) => b - a)
    if (!loudest || loudest[0] === speaker) return
    if (loudest[1] < SPEECH_LEVEL || loudest[1] < current * TAKE_OVER_FACTOR) return
    speaker = loudest[0]
    options.onActiveSpeaker(speaker)
  }

  const tick = () => {
    const local = localLevel()
    const remote = options.remoteLevels()
    if (observers.has('local')) options.onLocalLevel(local)
    if (observers.has('remote')) options.onRemoteLevels(Object.fromEntries(remote))
    if (isInCall) findSpeaker(new Map([...remote, [options.playerId, local]]))
  }

  const reschedule = () => {
    clearInterval(timer)
    if (!isInCall && observers.size === 0) return
    timer = setInterval(tick, Math.min(INTERVAL_MS, ...observers.values()))
  }

  const listenTo = (track: MediaStreamTrack | null) => {
    if (track === listenedTo) return
    listenedTo = track
    meter?.close()
    meter = null
    if (!track) return
    try {
      meter = options.createMeter(track)
    } catch (error) {
      options.onFault(error)
    }
  }

  return {
    listenTo,
    localLevel,
    remoteLevels,
    observe: (who, intervalMs = INTERVAL_MS) => {
      observers.set(who, Math.max(SHORTEST_INTERVAL_MS, intervalMs))
      reschedule()
    },
    unobserve: (who) => {
      observers.delete(who)
      reschedule()
    },
    isObserved: (who) => observers.has(who),
    setInCall: (value) => {
      isInCall = value
      speaker = null
      smoothed = new Map()
      reschedule()
    },
    close: () => {
      listenTo(null)
      observers.clear()
      isInCall = false
      reschedule()
    },
  }
}
