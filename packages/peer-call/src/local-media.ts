import type { MediaState } from '@wordfare/contracts'
import { blockedBy, mediaKinds, type CameraFailure, type MediaKind } from './camera-error.ts'

/** What a thumbnail and a voice need, and no more: each frame is encoded once for every other participant. */
const defaultConstraints: Record<MediaKind, MediaTrackConstraints> = {
  audio: {
    channelCount: { ideal: 1 },
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  },
  video: { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 15 } },
}

export type MediaWanted = Partial<Record<MediaKind, boolean>>

export interface LocalMediaOptions {
  /** The browser's devices; `undefined` on an insecure origin. */
  readonly devices: MediaDevices | undefined
  /** Laid over the defaults. */
  readonly constraints: Partial<Record<MediaKind, MediaTrackConstraints>>
  /** Something about what is sent has changed. */
  readonly onChange: () => void
  readonly onFailures: (failures: readonly CameraFailure[]) => void
}

/** This participant's camera and microphone. */
export interface LocalMedia {
  /** What the others are told. */
  state(): MediaState
  /** Whether the participant wants it on; its track may still be on the way. */
  isOn(kind: MediaKind): boolean
  /** The open device's track, also while the microphone is muted. */
  track(kind: MediaKind): MediaStreamTrack | null
  /** The track if it is to be sent, otherwise `null`. */
  outgoing(kind: MediaKind): MediaStreamTrack | null
  /** Turns on and off what is named; resolves when the devices have answered, whatever they said. */
  set(wanted: MediaWanted): Promise<void>
  /** Takes this device from now on, and at once where one is open. */
  choose(chosen: Partial<Record<MediaKind, string>>): Promise<void>
  /** Id of the device in use or chosen. */
  deviceId(kind: MediaKind): string | null
  /** Turns all off and lets go of the devices. */
  stop(): void
}

interface Source {
  isOn: boolean
  track: MediaStreamTrack | null
  blocked: MediaState['audioBlocked']
  chosen: string | null
}

const closed: Source = { isOn: false, track: null, blocked: null, chosen: null }

export function createLocalMedia(options: LocalMediaOptions): LocalMedia {
  const sources: Record<MediaKind, Source> = { audio: { ...closed }, video: { ...closed } }
  /** One question to the browser at a time, so that there is one prompt at a time. */
  let queue: Promise<void> = Promise.resolve()

  const close = (kind: MediaKind) => {
    const { track } = sources[kind]
    sources[kind].track = null
    if (!track) return
    track.stop()
  }

  const adopt = (kind: MediaKind, track: MediaStreamTrack) => {
    const mine = sources[kind]
    close(kind)
    mine.track = track
    mine.blocked = null
    if (kind === 'video') track.contentHint = 'motion'
    // Pulled out, or permission withdrawn. Another device is not taken by itself: it may look elsewhere.
    track.addEventListener('ended', () => {
      if (mine.track !== track) return
      mine.isOn = false
      mine.track = null
      mine.blocked = 'missing'
      options.onChange()
      options.onFailures([{ kind, error: new DOMException('the device is gone', 'NotFoundError') }])
    })
  }

  const constraintsFor = (kind: MediaKind): MediaTrackConstraints => {
    const { chosen } = sources[kind]
    return {
      ...defaultConstraints[kind],
      ...options.constraints[kind],
      ...(chosen === null ? {} : { deviceId: { exact: chosen } }),
    }
  }

  const ask = async (kinds: readonly MediaKind[]): Promise<readonly MediaStreamTrack[]> => {
    const wanted = Object.fromEntries(kinds.map((kind) => [kind, constraintsFor(kind)]))
    const stream = await options.devices!.getUserMedia(wanted)
    return stream.getTracks()
  }

  const askFor = async (kind: MediaKind): Promise<readonly MediaStreamTrack[] | CameraFailure> => {
    try {
      return await ask([kind])
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause), { cause })
      const isChosenGone = error.name === 'OverconstrainedError' && sources[kind].chosen !== null
      if (!isChosenGone) return { kind, error }
      sources[kind].chosen = null
      return askFor(kind)
    }
  }

  /** Asks for all at once, so that there is one prompt; if that fails, one by one, to learn which it is. */
  const open = async (kinds: readonly MediaKind[]) => {
    if (!options.devices?.getUserMedia)
      return { tracks: [], failures: kinds.map((kind) => ({ kind, error: null })) }
    if (kinds.length > 1) {
      const together = await ask(kinds).catch(() => null)
      if (together) return { tracks: together, failures: [] }
    }
    const tracks: MediaStreamTrack[] = []
    const failures: CameraFailure[] = []
    for (const kind of kinds) {
      const answer = await askFor(kind)
      if ('kind' in answer) failures.push(answer)
      else tracks.push(...answer)
    }
    return { tracks, failures }
  }

  const openMissing = async () => {
    const missing = mediaKinds.filter((kind) => sources[kind].isOn && !sources[kind].track)
    if (missing.length === 0) return
    const { tracks, failures } = await open(missing)
    for (const track of tracks) {
      const kind = mediaKinds.find((candidate) => candidate === track.kind)
      // Turned off again while the browser was asking.
      if (kind && sources[kind].isOn) adopt(kind, track)
      else track.stop()
    }
    for (const failure of failures) {
      sources[failure.kind].isOn = false
      sources[failure.kind].blocked = blockedBy(failure)
    }
    options.onChange()
    if (failures.length > 0) options.onFailures(failures)
  }

  const settle = () => {
    queue = queue.then(openMissing)
    return queue
  }

  const state = (): MediaState => ({
    audio: sources.audio.isOn && sources.audio.track !== null,
    video: sources.video.isOn && sources.video.track !== null,
    audioBlocked: sources.audio.blocked,
    videoBlocked: sources.video.blocked,
  })

  return {
    state,
    isOn: (kind) => sources[kind].isOn,
    track: (kind) => sources[kind].track,
    outgoing: (kind) => (sources[kind].isOn ? sources[kind].track : null),
    set: (wanted) => {
      let hasChanged = false
      for (const kind of mediaKinds) {
        const isOn = wanted[kind]
        const mine = sources[kind]
        if (isOn === undefined || isOn === mine.isOn) continue
        hasChanged = true
        mine.isOn = isOn
        // The camera's light goes out; the microphone is kept, silent, so that it is back at once.
        if (!isOn && kind === 'video') close(kind)
        if (mine.track) mine.track.enabled = isOn
      }
      if (hasChanged) options.onChange()
      return settle()
    },
    choose: (chosen) => {
      for (const kind of mediaKinds) {
        const deviceId = chosen[kind]
        if (deviceId === undefined || deviceId === sources[kind].chosen) continue
        sources[kind].chosen = deviceId
        // Closed first: many phones open one camera at a time.
        if (sources[kind].track) close(kind)
      }
      options.onChange()
      return settle()
    },
    deviceId: (kind) => sources[kind].track?.getSettings().deviceId ?? sources[kind].chosen,
    stop: () => {
      for (const kind of mediaKinds) {
        sources[kind].isOn = false
        close(kind)
      }
    },
  }
}
