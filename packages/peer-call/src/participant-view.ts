import type { DailyParticipant, DailyTrackState } from '@daily-co/daily-js'
import type { MediaState, PlayerId } from '@wordfare/contracts'
import type { MediaKind } from './camera-error.ts'
import type { Peer } from './mesh.ts'

/** What a participant's Daily object is made of. */
export interface ParticipantFacts {
  readonly playerId: PlayerId
  readonly name: string
  readonly isLocal: boolean
  /** `null` before joining. */
  readonly joinedAt: Date | null
  readonly blocked: Record<MediaKind, MediaState['audioBlocked']>
  readonly isOn: Record<MediaKind, boolean>
  /** What there is to play, and whether it can be played now. */
  readonly track: Peer['remote']
}

const reasons = {
  permissions: { byPermissions: true },
  missing: { byDeviceMissing: true },
  'in-use': { byDeviceInUse: true },
} as const

/** daily-react takes a participant without these for one that shares a screen. */
const noScreen = (): DailyTrackState => ({ subscribed: true, state: 'off', off: { byUser: true } })

function trackState(facts: ParticipantFacts, kind: MediaKind): DailyTrackState {
  const blocked = facts.blocked[kind]
  if (blocked) return { subscribed: true, state: 'blocked', blocked: { ...reasons[blocked] } }
  const media = facts.track(kind)
  const persistent = media ? { persistentTrack: media.track } : {}
  if (!facts.isOn[kind])
    return { subscribed: true, state: 'off', off: { byUser: true }, ...persistent }
  if (!media?.isFlowing) return { subscribed: true, state: 'loading', ...persistent }
  return { subscribed: true, state: 'playable', track: media.track, ...persistent }
}

/** A participant as Daily shows them: a fresh object each time, as daily-react compares it with the last one. */
export function participantView(facts: ParticipantFacts): DailyParticipant {
  const audio = trackState(facts, 'audio')
  const video = trackState(facts, 'video')
  return {
    session_id: facts.playerId,
    user_id: facts.playerId,
    user_name: facts.name,
    local: facts.isLocal,
    owner: false,
    record: false,
    ...(facts.joinedAt ? { joined_at: new Date(facts.joinedAt) } : {}),
    // As Daily says it of a participant who may stay.
    will_eject_at: new Date(0),
    audio: audio.state === 'playable',
    video: video.state === 'playable',
    screen: false,
    tracks: { audio, video, screenAudio: noScreen(), screenVideo: noScreen() },
    permissions: { hasPresence: true, canSend: true, canReceive: { base: true }, canAdmin: false },
    cam_info: {},
    screen_info: {},
  }
}

/** Another participant as Daily shows them. */
export function remoteParticipant(peer: Peer): DailyParticipant {
  const { audio, video, audioBlocked, videoBlocked } = peer.media
  return participantView({
    playerId: peer.playerId,
    name: peer.name,
    joinedAt: peer.joinedAt,
    isLocal: false,
    blocked: { audio: audioBlocked, video: videoBlocked },
    isOn: { audio, video },
    track: peer.remote,
  })
}
