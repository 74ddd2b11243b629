import type { DailyCall } from '@daily-co/daily-js'
import type { PlayerId } from '@wordfare/contracts'
import type { PairState } from './peer-link.ts'

/** The members of Daily's call object that daily-react and the app use, and a peer call therefore has. */
export type DailyMember =
  | 'callClientId'
  | 'on'
  | 'once'
  | 'off'
  | 'join'
  | 'leave'
  | 'destroy'
  | 'isDestroyed'
  | 'meetingState'
  | 'meetingSessionState'
  | 'meetingSessionSummary'
  | 'room'
  | 'getNetworkTopology'
  | 'getNetworkStats'
  | 'participants'
  | 'participantCounts'
  | 'updateParticipant'
  | 'subscribeToTracksAutomatically'
  | 'startCamera'
  | 'localAudio'
  | 'localVideo'
  | 'setLocalAudio'
  | 'setLocalVideo'
  | 'enumerateDevices'
  | 'getInputDevices'
  | 'setInputDevicesAsync'
  | 'setOutputDeviceAsync'
  | 'startLocalAudioLevelObserver'
  | 'stopLocalAudioLevelObserver'
  | 'isLocalAudioLevelObserverRunning'
  | 'getLocalAudioLevel'
  | 'startRemoteParticipantsAudioLevelObserver'
  | 'stopRemoteParticipantsAudioLevelObserver'
  | 'isRemoteParticipantsAudioLevelObserverRunning'
  | 'getRemoteParticipantsAudioLevel'

/**
 * A call between browsers, with Daily's interface. The types are Daily's own: when a newer daily-js
 * changes one of these members, this package no longer compiles.
 */
export interface PeerCall extends Pick<DailyCall, DailyMember> {
  /**
   * Who gets this participant's voice, now and as others join: the track itself is kept from all the
   * rest. `'everyone'` at first; then it stays as it is, also when the player leaves and joins again.
   */
  setAudioRecipients(recipients: ReadonlySet<PlayerId> | 'everyone'): void
  /** How the connection to each of the others stands. The same map until something changes. */
  pairStates(): ReadonlyMap<PlayerId, PairState>
  /** Calls `listener` after each change of `pairStates()`; returns the way to stop. */
  onPairState(listener: () => void): () => void
}

/**
 * A peer call where Daily's whole type is asked for, as `DailyProvider` does. The one place where the
 * members that a peer call lacks are passed over.
 */
export function asDailyCall(call: PeerCall): DailyCall {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return call as Pick<DailyCall, DailyMember> as DailyCall
}
