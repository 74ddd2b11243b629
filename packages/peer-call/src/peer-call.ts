import type {
  DailyCallOptions,
  DailyParticipant,
  DailyParticipantsObject,
} from '@daily-co/daily-js'
import type { PlayerId } from '@wordfare/contracts'
import { createAudioLevels } from './audio-levels.ts'
import { createAudioOutput } from './audio-output.ts'
import { thisBrowser, type CallBrowser } from './call-browser.ts'
import { createCallDevices } from './call-devices.ts'
import { createCallEvents } from './call-events.ts'
import { createCallStay, type CallStay } from './call-stay.ts'
import { cameraErrors, mediaKinds, type MediaKind } from './camera-error.ts'
import { asDailyCall, type PeerCall } from './daily-interface.ts'
import { noConnection, type FatalError } from './fatal-error.ts'
import { createLocalMedia, type MediaWanted } from './local-media.ts'
import type { Peer } from './mesh.ts'
import { createParticipantEvents } from './participant-events.ts'
import { participantView, remoteParticipant } from './participant-view.ts'
import type { PairState } from './peer-link.ts'
import { randomId } from './random-id.ts'
import type { Signalling } from './signalling.ts'

/** As many as a mesh carries: each participant encodes once for each of the others. */
const PARTICIPANTS_MAX = 10

export interface PeerCallOptions {
  /** Who takes part. The others see the name that the server knows. */
  readonly player: { readonly playerId: PlayerId; readonly name: string }
  readonly signalling: Signalling
  /** STUN and TURN. Without any, only participants in one network find each other. */
  readonly iceServers?: readonly RTCIceServer[]
  /** `'relay'` hides the participants' addresses from each other; it needs a TURN server. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  /** How many may take part, with this one. */
  readonly maxParticipants?: number
  /** Laid over what a thumbnail and a voice need. */
  readonly constraints?: Partial<Record<MediaKind, MediaTrackConstraints>>
  /** Which ICE candidates may be used, of either side; for networks that are to be kept to. */
  readonly acceptCandidate?: (candidate: string) => boolean
  /** In place of the browser that runs this. */
  readonly browser?: CallBrowser
}

/** What `join` and `startCamera` ask for. What they don't name stays as it is: off at first. */
const wantedBy = ({ startAudioOff, startVideoOff }: DailyCallOptions): MediaWanted => ({
  ...(startAudioOff === undefined ? {} : { audio: !startAudioOff }),
  ...(startVideoOff === undefined ? {} : { video: !startVideoOff }),
})

/** A call between browsers, muted and with the camera off until it is told otherwise. */
export function createPeerCall(options: PeerCallOptions): PeerCall {
  const { playerId, name } = options.player
  const browser = options.browser ?? thisBrowser()
  const callClientId = randomId()
  const events = createCallEvents(callClientId)
  const told = createParticipantEvents(events)
  const pairListeners = new Set<() => void>()
  let meetingState: ReturnType<PeerCall['meetingState']> = 'new'
  let stay: CallStay | null = null
  /** From `join` until the stay is over. */
  let joining: PromiseWithResolvers<DailyParticipantsObject> | null = null
  let joinedAt: Date | null = null
  let recipients: ReadonlySet<PlayerId> | 'everyone' = 'everyone'
  let pairs: ReadonlyMap<PlayerId, PairState> = new Map()
  let isDestroyed = false

  const peers = (): readonly Peer[] => stay?.peers() ?? []
  const isIn = () => meetingState === 'joined-meeting'

  const output = createAudioOutput(browser.document)
  const media = createLocalMedia({
    devices: browser.mediaDevices,
    constraints: options.constraints ?? {},
    onChange: () => {
      for (const kind of mediaKinds) stay?.giveAll(kind)
      stay?.tellMedia()
      levels.listenTo(media.outgoing('audio'))
      told.updated(localParticipant())
    },
    onFailures: (failures) => {
      for (const error of cameraErrors(failures)) events.emit('camera-error', error)
    },
  })
  const devices = createCallDevices({ devices: browser.mediaDevices, media, output, events })
  const levels = createAudioLevels({
    playerId,
    createMeter: browser.createMeter,
    remoteLevels: () => new Map(peers().map((peer) => [peer.playerId, peer.audioLevel()])),
    onLocalLevel: (audioLevel) => events.emit('local-audio-level', { audioLevel }),
    onRemoteLevels: (participantsAudioLevel) =>
      events.emit('remote-participants-audio-level', { participantsAudioLevel }),
    onActiveSpeaker: (peerId) =>
      events.emit('active-speaker-change', { activeSpeaker: { peerId } }),
    onFault: (error) =>
      events.emit('nonfatal-error', {
        type: 'local-audio-level-observer-error',
        errorMsg: String(error),
      }),
  })

  const localParticipant = (): DailyParticipant => {
    const { audioBlocked, videoBlocked } = media.state()
    return participantView({
      playerId,
      name,
      joinedAt,
      isLocal: true,
      blocked: { audio: audioBlocked, video: videoBlocked },
      isOn: { audio: media.isOn('audio'), video: media.isOn('video') },
      track: (kind) => {
        const track = media.track(kind)
        return track && { track, isFlowing: true }
      },
    })
  }

  const participants = (): DailyParticipantsObject => ({
    local: localParticipant(),
    ...Object.fromEntries(peers().map((peer) => [peer.playerId, remoteParticipant(peer)])),
  })

  const participantCounts = () => ({ present: peers().length + 1, hidden: 0 })
  const tellCounts = () =>
    events.emit('participant-counts-updated', { participantCounts: participantCounts() })

  const followPairs = () => {
    const now = new Map(peers().map((peer) => [peer.playerId, peer.pair]))
    if (now.size === pairs.size && [...now].every(([id, pair]) => pairs.get(id) === pair)) return
    pairs = now
    for (const listener of pairListeners) listener()
  }

  const connect = () =>
    browser.createConnection({
      iceServers: [...(options.iceServers ?? [])],
      iceTransportPolicy: options.iceTransportPolicy ?? 'all',
      bundlePolicy: 'max-bundle',
    })

  const arrive = () => {
    meetingState = 'joined-meeting'
    joinedAt = new Date()
    levels.setInCall(true)
    followPairs()
    const present = participants()
    events.emit('joined-meeting', { participants: present })
    told.updated(localParticipant())
    for (const peer of peers()) told.joined(remoteParticipant(peer))
    tellCounts()
    joining?.resolve(present)
  }

  const enter = () =>
    createCallStay({
      playerId,
      signalling: options.signalling,
      media,
      peersMax: (options.maxParticipants ?? PARTICIPANTS_MAX) - 1,
      createConnection: connect,
      acceptCandidate: options.acceptCandidate ?? (() => true),
      isHeardBy: (other) => recipients === 'everyone' || recipients.has(other),
      onArrived: arrive,
      onUp: () => events.emit('network-connection', { type: 'signaling', event: 'connected' }),
      onDown: () => events.emit('network-connection', { type: 'signaling', event: 'interrupted' }),
      onFatal: fail,
      onJoined: (peer) => {
        if (!isIn()) return
        followPairs()
        told.joined(remoteParticipant(peer))
        tellCounts()
      },
      onUpdated: (peer) => {
        if (!isIn()) return
        followPairs()
        told.updated(remoteParticipant(peer))
      },
      onLeft: (peer) => {
        if (!isIn()) return
        followPairs()
        told.left(remoteParticipant(peer))
        tellCounts()
      },
      onFault: (peer, error) =>
        events.emit('nonfatal-error', {
          type: 'input-settings-error',
          errorMsg: `what is sent to ${peer.playerId} could not be changed: ${String(error)}`,
        }),
    })

  /** Lets go of all that a stay holds, of camera and microphone too. */
  const clearUp = () => {
    stay?.close()
    stay = null
    joining = null
    joinedAt = null
    media.stop()
    levels.close()
    told.clear()
    followPairs()
  }

  const fail = (error: FatalError) => {
    const unanswered = joining
    meetingState = 'error'
    clearUp()
    events.emit('error', { errorMsg: error.msg, error })
    events.emit('left-meeting', {})
    unanswered?.reject(new Error(error.msg))
  }

  const startMedia = async (wanted: MediaWanted) => {
    await media.set(wanted)
    if (mediaKinds.some((kind) => wanted[kind] && media.track(kind)))
      events.emit('started-camera', {})
  }

  const join = (properties: DailyCallOptions = {}): Promise<DailyParticipantsObject> => {
    if (isDestroyed) return Promise.reject(new Error('the call is destroyed'))
    if (joining) return joining.promise
    joining = Promise.withResolvers()
    const { promise } = joining
    meetingState = 'joining-meeting'
    events.emit('joining-meeting', {})
    // Nobody waits for a prompt: without devices one sees and hears the others.
    void startMedia(wantedBy(properties))
    try {
      connect().close()
      stay = enter()
    } catch (cause) {
      fail(noConnection('join', 'this browser can not connect to others', cause))
    }
    return promise
  }

  const leave = async () => {
    const unanswered = joining
    clearUp()
    if (!unanswered) return told.updated(localParticipant())
    meetingState = 'left-meeting'
    events.emit('left-meeting', {})
    unanswered.reject(new Error('left before having joined'))
  }

  const destroy = async () => {
    if (isDestroyed) return
    await leave()
    isDestroyed = true
    devices.close()
    output.close()
    events.emit('call-instance-destroyed', {})
    events.clear()
    pairListeners.clear()
  }

  const setLocal = (wanted: MediaWanted) => {
    if (!isDestroyed) void media.set(wanted)
    return asDailyCall(call)
  }

  const topology = () => (isIn() ? 'peer' : 'none')

  const networkStats = () => {
    const isBad = [...pairs.values()].some((pair) => pair === 'failed')
    return isBad
      ? ({ networkState: 'bad', threshold: 'very-low', quality: 0 } as const)
      : ({ networkState: 'good', threshold: 'good', quality: 100 } as const)
  }

  const call: PeerCall = {
    callClientId,
    on: (event, handler) => {
      events.on(event, handler)
      return asDailyCall(call)
    },
    once: (event, handler) => {
      events.once(event, handler)
      return asDailyCall(call)
    },
    off: (event, handler) => {
      events.off(event, handler)
      return asDailyCall(call)
    },
    join,
    leave,
    destroy,
    isDestroyed: () => isDestroyed,
    meetingState: () => meetingState,
    meetingSessionState: () => ({ data: undefined, topology: topology() }),
    meetingSessionSummary: () => ({ id: '' }),
    room: async () => null,
    getNetworkTopology: async () => ({ topology: topology() }),
    getNetworkStats: async () => ({ ...networkStats(), networkStateReasons: [], stats: {} }),
    participants,
    participantCounts,
    updateParticipant: (sessionId, { setAudio, setVideo }) => {
      if (sessionId !== 'local' && sessionId !== playerId) return asDailyCall(call)
      return setLocal({
        ...(setAudio === undefined ? {} : { audio: setAudio }),
        ...(setVideo === undefined ? {} : { video: setVideo }),
      })
    },
    subscribeToTracksAutomatically: () => true,
    startCamera: async (properties = {}) => {
      await startMedia({ audio: true, video: true, ...wantedBy(properties) })
      return devices.getInputDevices()
    },
    localAudio: () => media.isOn('audio'),
    localVideo: () => media.isOn('video'),
    setLocalAudio: (isOn) => setLocal({ audio: isOn }),
    setLocalVideo: (isOn) => setLocal({ video: isOn }),
    enumerateDevices: devices.enumerateDevices,
    getInputDevices: devices.getInputDevices,
    setInputDevicesAsync: devices.setInputDevicesAsync,
    setOutputDeviceAsync: devices.setOutputDeviceAsync,
    startLocalAudioLevelObserver: async (intervalMs) => levels.observe('local', intervalMs),
    stopLocalAudioLevelObserver: () => levels.unobserve('local'),
    isLocalAudioLevelObserverRunning: () => levels.isObserved('local'),
    getLocalAudioLevel: () => levels.localLevel(),
    startRemoteParticipantsAudioLevelObserver: async (intervalMs) =>
      levels.observe('remote', intervalMs),
    stopRemoteParticipantsAudioLevelObserver: () => levels.unobserve('remote'),
    isRemoteParticipantsAudioLevelObserverRunning: () => levels.isObserved('remote'),
    getRemoteParticipantsAudioLevel: () => levels.remoteLevels(),
    setAudioRecipients: (chosen) => {
      recipients = chosen === 'everyone' ? chosen : new Set(chosen)
      stay?.giveAll('audio')
    },
    pairStates: () => pairs,
    onPairState: (listener) => {
      pairListeners.add(listener)
      return () => pairListeners.delete(listener)
    },
  }
  return call
}
