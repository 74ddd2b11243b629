import type { DailyParticipant } from '@daily-co/daily-js'
import type { CallEvents } from './call-events.ts'
import { mediaKinds, type MediaKind } from './camera-error.ts'

/** Says what has happened to participants, and from their track states which tracks start and stop. */
export interface ParticipantEvents {
  joined(participant: DailyParticipant): void
  updated(participant: DailyParticipant): void
  left(participant: DailyParticipant): void
  /** Forgets all, without a word about it. */
  clear(): void
}

export function createParticipantEvents(events: CallEvents): ParticipantEvents {
  /** The tracks that have been announced as started, by participant. */
  const playing = new Map<string, ReadonlyMap<MediaKind, MediaStreamTrack>>()

  const announceTracks = (participant: DailyParticipant) => {
    const before = playing.get(participant.session_id)
    const now = new Map<MediaKind, MediaStreamTrack>()
    for (const type of mediaKinds) {
      const old = before?.get(type)
      const { track } = participant.tracks[type]
      if (track) now.set(type, track)
      if (old === track) continue
      if (old) events.emit('track-stopped', { participant, track: old, type })
      if (track) events.emit('track-started', { participant, track, type })
    }
    playing.set(participant.session_id, now)
  }

  return {
    joined: (participant) => {
      events.emit('participant-joined', { participant })
      announceTracks(participant)
    },
    updated: (participant) => {
      events.emit('participant-updated', { participant })
      announceTracks(participant)
    },
    left: (participant) => {
      events.emit('participant-left', { participant })
      for (const [type, track] of playing.get(participant.session_id) ?? [])
        events.emit('track-stopped', { participant: null, track, type })
      playing.delete(participant.session_id)
    },
    clear: () => playing.clear(),
  }
}
