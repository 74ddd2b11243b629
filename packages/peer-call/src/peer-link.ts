import type { CallDescription } from '@wordfare/contracts'
import { mediaKinds, type MediaKind } from './camera-error.ts'
import { limitSender } from './media-limits.ts'
import {
  belongsTo,
  fingerprintOf,
  preferCodecs,
  withSpeechSettings,
  withoutCandidates,
} from './session-description.ts'

/** How a pair's connection stands. `failed` says that it has taken too long; it is tried again all the same. */
export type PairState = 'connecting' | 'connected' | 'failed'

/** After this long without a connection a pair counts as failed. */
const FAILED_AFTER_MS = 15_000
/** How long a connection that has just gone may take to come back by itself. */
const SELF_HEALING_MS = 3_000
/** How long the first attempt to connect may take. Later ones get longer, up to the limit. */
const ATTEMPT_MS = 8_000
const ATTEMPT_LONGEST_MS = 30_000
/** When a restart of ICE has not helped so often, the connection is made anew. */
const RESTARTS_BEFORE_RENEWAL = 1
/** An offer that is younger than this may still be answered: it is not repeated. */
const OFFER_FRESH_MS = 4_000
/** Candidates that wait for their description; more than any browser has. */
const CANDIDATES_WAITING_MAX = 64

/** What the other end sends. */
export interface RemoteMedia {
  readonly track: MediaStreamTrack
  /** Whether anything of it has arrived. */
  readonly isFlowing: boolean
}

export interface PeerLinkOptions {
  /** Of a pair always the same one offers, so that two offers never meet. */
  readonly isOfferer: boolean
  readonly createConnection: () => RTCPeerConnection
  /** Which candidates may be used, of either side. */
  readonly acceptCandidate: (candidate: string) => boolean
  /** Whether `send` can reach the other end now. */
  readonly canSend: () => boolean
  readonly send: (description: CallDescription) => void
  readonly onState: (state: PairState) => void
  readonly onRemoteMedia: () => void
  /** Something went wrong that the link can't mend by trying again. */
  readonly onFault: (error: unknown) => void
}

/** The connection to one other participant. It mends itself until it is closed. */
export interface PeerLink {
  receive(description: CallDescription): void
  /** Sends this track from now on, or nothing. */
  give(kind: MediaKind, track: MediaStreamTrack | null): void
  remote(kind: MediaKind): RemoteMedia | null
  /** Loudness of what arrives now, between 0 and 1. */
  audioLevel(): number
  /** The way to the other end is open again: tries at once if there is no connection. */
  nudge(): void
  close(): void
}

type Description<T extends CallDescription['type']> = Extract<CallDescription, { type: T }>

export function createPeerLink(options: PeerLinkOptions): PeerLink {
  const outgoing: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null }
  let connection = options.createConnection()
  let transceivers: Partial<Record<MediaKind, RTCRtpTransceiver>> = {}
  /** The connection at the other end, once it has described itself. */
  let otherEnd: string | null = null
  let waiting: Description<'candidate'>[] = []
  let state: PairState = 'connecting'
  let attempts = 0
  let offeredAtMs = Number.NEGATIVE_INFINITY
  let isUnanswered = false
  let attemptTimer: ReturnType<typeof setTimeout> | undefined
  let failedTimer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  /** Steps of negotiation, one after the other. A step that fails is made good by the next attempt. */
  let steps: Promise<void> = Promise.resolve()

  const step = (negotiate: (on: RTCPeerConnection) => Promise<void>) => {
    steps = steps.then(() => (isClosed ? undefined : negotiate(connection))).catch(() => {})
  }

  const become = (next: PairState) => {
    if (state === next) return
    state = next
    options.onState(next)
  }

  const attemptLater = (ms: number) => {
    clearTimeout(attemptTimer)
    attemptTimer = setTimeout(attempt, ms)
  }

  const loseConnection = (retryAfterMs: number) => {
    failedTimer ??= setTimeout(() => become('failed'), FAILED_AFTER_MS)
    attemptLater(retryAfterMs)
  }

  const followConnection = (on: RTCPeerConnection) => {
    if (on !== connection || isClosed) return
    switch (on.connectionState) {
      case 'connected':
        clearTimeout(attemptTimer)
        clearTimeout(failedTimer)
        failedTimer = undefined
        attempts = 0
        become('connected')
        break
      case 'disconnected':
        loseConnection(SELF_HEALING_MS)
        break
      case 'failed':
      case 'closed':
        loseConnection(0)
        break
      case 'new':
      case 'connecting':
        break
    }
  }

  const listen = (on: RTCPeerConnection) => {
    on.addEventListener('connectionstatechange', () => followConnection(on))
    on.addEventListener('icecandidate', ({ candidate }) => {
      if (on !== connection || isClosed || !candidate?.candidate) return
      if (!options.acceptCandidate(candidate.candidate)) return
      options.send({
        type: 'candidate',
        candidate: candidate.candidate,
        sdpMid: candidate.sdpMid,
        sdpMLineIndex: candidate.sdpMLineIndex,
        usernameFragment: candidate.usernameFragment,
      })
    })
  }

  const apply = async (kind: MediaKind) => {
    const transceiver = transceivers[kind]
    if (!transceiver) return
    const on = connection
    try {
      await transceiver.sender.replaceTrack(outgoing[kind])
      await limitSender(kind, transceiver.sender)
    } catch (error) {
      if (on === connection && !isClosed) options.onFault(error)
    }
  }

  const adopt = (kind: MediaKind, transceiver: RTCRtpTransceiver) => {
    if (transceivers[kind] === transceiver) return
    transceivers[kind] = transceiver
    const { track } = transceiver.receiver
    const report = () => {
      if (transceivers[kind] === transceiver && !isClosed) options.onRemoteMedia()
    }
    track.addEventListener('unmute', report)
    track.addEventListener('mute', report)
  }

  /** Starts from nothing, with what is sent kept: where one end is new, the other must be. */
  const renew = () => {
    connection.close()
    connection = options.createConnection()
    transceivers = {}
    otherEnd = null
    listen(connection)
    loseConnection(ATTEMPT_MS)
    become(state === 'failed' ? 'failed' : 'connecting')
  }

  const offer = (isRestart: boolean) => {
    offeredAtMs = performance.now()
    isUnanswered = true
    step(async (on) => {
      if (!transceivers.audio) {
        for (const kind of mediaKinds) {
          const transceiver = on.addTransceiver(kind, { direction: 'sendrecv' })
          preferCodecs(transceiver, kind)
          adopt(kind, transceiver)
          await apply(kind)
        }
        options.onRemoteMedia()
      }
      const description = await on.createOffer({ iceRestart: isRestart })
      await on.setLocalDescription(description)
      options.send({ type: 'offer', sdp: withoutCandidates(description.sdp ?? '') })
    })
  }

  const renewAndOffer = () => {
    renew()
    offer(false)
  }

  /** Two offers at once would take each other's answers. */
  const isOffering = () => isUnanswered && performance.now() - offeredAtMs < OFFER_FRESH_MS

  function attempt() {
    if (isClosed) return
    if (state === 'connected') become('connecting')
    if (isOffering()) return attemptLater(OFFER_FRESH_MS)
    const canSend = options.canSend()
    if (canSend) attempts += 1
    attemptLater(Math.min(ATTEMPT_LONGEST_MS, ATTEMPT_MS * Math.max(1, attempts)))
    if (!canSend) return
    if (!options.isOfferer) options.send({ type: 'restart' })
    else if (connection.connectionState === 'closed' || attempts > RESTARTS_BEFORE_RENEWAL)
      renewAndOffer()
    else offer(true)
  }

  const readRemote = async (
    on: RTCPeerConnection,
    { type, sdp }: Description<'offer' | 'answer'>,
  ) => {
    await on.setRemoteDescription({ type, sdp: withSpeechSettings(withoutCandidates(sdp)) })
    otherEnd = fingerprintOf(sdp)
    const known = waiting.filter(({ usernameFragment }) => belongsTo(sdp, usernameFragment))
    waiting = waiting.filter((candidate) => !known.includes(candidate))
    for (const candidate of known) await addCandidate(on, candidate)
  }

  const addCandidate = (
    on: RTCPeerConnection,
    { candidate, sdpMid, sdpMLineIndex, usernameFragment }: Description<'candidate'>,
  ) =>
    // A candidate is a hint: one that can't be used leaves the others.
    on.addIceCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }).catch(() => {})

  const isOtherConnection = (sdp: string) => otherEnd !== null && fingerprintOf(sdp) !== otherEnd

  const receiveOffer = (description: Description<'offer' | 'answer'>) => {
    step(async (on) => {
      if (on.connectionState === 'closed' || isOtherConnection(description.sdp)) renew()
    })
    step(async (on) => {
      await readRemote(on, description)
      const [audio, video, ...more] = on.getTransceivers()
      if (audio?.receiver.track.kind !== 'audio' || video?.receiver.track.kind !== 'video')
        return renew()
      if (more.length > 0) return renew()
      for (const [kind, transceiver] of [
        ['audio', audio],
        ['video', video],
      ] as const) {
        adopt(kind, transceiver)
        transceiver.direction = 'sendrecv'
        await apply(kind)
      }
      options.onRemoteMedia()
      const answer = await on.createAnswer()
      await on.setLocalDescription(answer)
      options.send({ type: 'answer', sdp: withoutCandidates(answer.sdp ?? '') })
      await Promise.all([limitSender('audio', audio.sender), limitSender('video', video.sender)])
    })
  }

  const receiveAnswer = (description: Description<'offer' | 'answer'>) =>
    step(async (on) => {
      if (on.signalingState !== 'have-local-offer') return
      if (isOtherConnection(description.sdp)) return renewAndOffer()
      isUnanswered = false
      await readRemote(on, description)
      if (on.connectionState !== 'connected') attemptLater(ATTEMPT_MS)
      for (const kind of mediaKinds) {
        const transceiver = transceivers[kind]
        if (transceiver) await limitSender(kind, transceiver.sender)
      }
    })

  const receiveCandidate = (candidate: Description<'candidate'>) => {
    if (!options.acceptCandidate(candidate.candidate)) return
    step(async (on) => {
      const sdp = on.remoteDescription?.sdp
      if (sdp !== undefined && belongsTo(sdp, candidate.usernameFragment))
        return addCandidate(on, candidate)
      waiting = [...waiting, candidate].slice(-CANDIDATES_WAITING_MAX)
    })
  }

  const receiveRestart = () => {
    if (!options.isOfferer) return
    // From here all may look well: then the connection stays as it is until the other end has answered.
    if (connection.connectionState !== 'connected') attempt()
    else if (!isOffering()) offer(true)
  }

  listen(connection)
  loseConnection(ATTEMPT_MS)
  if (options.isOfferer) offer(false)
  // The other end may be left over from before; then it learns by this that there is a new one here.
  else options.send({ type: 'restart' })

  return {
    receive: (description) => {
      if (isClosed) return
      switch (description.type) {
        case 'offer':
          if (!options.isOfferer) receiveOffer(description)
          break
        case 'answer':
          if (options.isOfferer) receiveAnswer(description)
          break
        case 'candidate':
          receiveCandidate(description)
          break
        case 'restart':
          receiveRestart()
          break
      }
    },
    give: (kind, track) => {
      if (outgoing[kind] === track) return
      outgoing[kind] = track
      void apply(kind)
    },
    remote: (kind) => {
      const track = transceivers[kind]?.receiver.track
      return track ? { track, isFlowing: !track.muted } : null
    },
    audioLevel: () => {
      const [source] = transceivers.audio?.receiver.getSynchronizationSources?.() ?? []
      if (!source) return 0
      const ageMs = performance.timeOrigin + performance.now() - source.timestamp
      return ageMs < 1_000 ? (source.audioLevel ?? 0) : 0
    },
    nudge: () => {
      if (state === 'connected') return
      attempts = 0
      attempt()
    },
    close: () => {
      isClosed = true
      clearTimeout(attemptTimer)
      clearTimeout(failedTimer)
      connection.close()
    },
  }
}
