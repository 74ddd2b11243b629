import type {
  CallDescription,
  CallEpoch,
  CallMessage,
  CallPeer,
  MediaState,
  PlayerId,
} from '@wordfare/contracts'
import type { MediaKind } from './camera-error.ts'
import { createPeerLink, type PairState, type PeerLink, type RemoteMedia } from './peer-link.ts'

/** After an outage of the signalling, others have this long to come back before they count as gone. */
const ABSENCE_MS = 10_000

/** Another participant. */
export interface Peer {
  readonly playerId: PlayerId
  readonly name: string
  readonly media: MediaState
  readonly joinedAt: Date
  readonly pair: PairState
  readonly remote: (kind: MediaKind) => RemoteMedia | null
  readonly audioLevel: () => number
}

export interface MeshOptions {
  readonly playerId: PlayerId
  readonly epoch: CallEpoch
  /** How many others may be there; who comes later waits until somebody leaves. */
  readonly peersMax: number
  readonly createConnection: () => RTCPeerConnection
  readonly acceptCandidate: (candidate: string) => boolean
  /** What is to be sent to this participant now. */
  readonly outgoing: (kind: MediaKind, to: PlayerId) => MediaStreamTrack | null
  readonly canSend: () => boolean
  readonly send: (to: PlayerId, toEpoch: CallEpoch, description: CallDescription) => void
  readonly onJoined: (peer: Peer) => void
  readonly onUpdated: (peer: Peer) => void
  readonly onLeft: (peer: Peer) => void
  readonly onFault: (peer: Peer, error: unknown) => void
}

type Message<T extends CallMessage['type']> = Extract<CallMessage, { type: T }>

/** The others in a call, each with the connection to them. */
export interface Mesh {
  peers(): readonly Peer[]
  receive(message: Message<'roster' | 'joined' | 'left' | 'media' | 'signal'>): void
  /** Looks anew at what is to be sent to each. */
  giveAll(kind: MediaKind): void
  /** Ends all connections, without a word about it. */
  close(): void
}

interface Entry extends Peer {
  name: string
  media: MediaState
  pair: PairState
  readonly epoch: CallEpoch
  readonly link: PeerLink
  /** Set while the last roster does not name this participant. */
  absence: ReturnType<typeof setTimeout> | null
}

export function createMesh(options: MeshOptions): Mesh {
  const entries = new Map<PlayerId, Entry>()
  const waiting = new Map<PlayerId, CallPeer>()

  const admit = ({ playerId, name, epoch, media }: CallPeer) => {
    const link = createPeerLink({
      isOfferer: options.playerId < playerId,
      createConnection: options.createConnection,
      acceptCandidate: options.acceptCandidate,
      canSend: options.canSend,
      send: (description) => options.send(playerId, epoch, description),
      onState: (pair) => {
        entry.pair = pair
        options.onUpdated(entry)
        leaveIfLost(entry)
      },
      onRemoteMedia: () => options.onUpdated(entry),
      onFault: (error) => options.onFault(entry, error),
    })
    const entry: Entry = {
      playerId,
      name,
      epoch,
      media,
      joinedAt: new Date(),
      pair: 'connecting',
      link,
      absence: null,
      remote: (kind) => link.remote(kind),
      audioLevel: () => link.audioLevel(),
    }
    entries.set(playerId, entry)
    link.give('audio', options.outgoing('audio', playerId))
    link.give('video', options.outgoing('video', playerId))
    options.onJoined(entry)
  }

  const remove = (entry: Entry) => {
    if (entry.absence) clearTimeout(entry.absence)
    entries.delete(entry.playerId)
    entry.link.close()
    options.onLeft(entry)
  }

  const admitWaiting = () => {
    for (const [playerId, peer] of waiting) {
      if (entries.size >= options.peersMax) return
      waiting.delete(playerId)
      admit(peer)
    }
  }

  const leave = (playerId: PlayerId) => {
    waiting.delete(playerId)
    const entry = entries.get(playerId)
    if (entry) remove(entry)
  }

  /** Absent and not connected: gone. */
  const leaveIfLost = (entry: Entry) => {
    if (!entry.absence || entry.pair === 'connected') return
    remove(entry)
    admitWaiting()
  }

  const meet = (peer: CallPeer) => {
    if (peer.playerId === options.playerId) return
    const entry = entries.get(peer.playerId)
    if (entry?.epoch === peer.epoch) {
      if (entry.absence) clearTimeout(entry.absence)
      entry.absence = null
      entry.name = peer.name
      entry.media = peer.media
      options.onUpdated(entry)
      entry.link.nudge()
      return
    }
    if (entry) remove(entry)
    waiting.set(peer.playerId, peer)
  }

  /**
   * After an outage the first to return finds an empty room: whoever it was connected with is on the way
   * back too. Their media goes on meanwhile.
   */
  const miss = (entry: Entry) => {
    entry.absence ??= setTimeout(() => {
      remove(entry)
      admitWaiting()
    }, ABSENCE_MS)
    leaveIfLost(entry)
  }

  return {
    peers: () => [...entries.values()],
    receive: (message) => {
      switch (message.type) {
        case 'roster': {
          const named = new Set(message.peers.map(({ playerId }) => playerId))
          waiting.clear()
          for (const entry of entries.values()) if (!named.has(entry.playerId)) miss(entry)
          message.peers.forEach(meet)
          break
        }
        case 'joined':
          meet(message.peer)
          break
        case 'left':
          leave(message.playerId)
          break
        case 'media': {
          const entry = entries.get(message.playerId)
          const waits = waiting.get(message.playerId)
          if (waits) waiting.set(message.playerId, { ...waits, media: message.media })
          if (!entry) break
          entry.media = message.media
          options.onUpdated(entry)
          break
        }
        case 'signal': {
          const entry = entries.get(message.from)
          // Anything else is from, or meant for, a stay that is over.
          if (entry?.epoch === message.fromEpoch && message.toEpoch === options.epoch)
            entry.link.receive(message.description)
          break
        }
      }
      admitWaiting()
    },
    giveAll: (kind) => {
      for (const { playerId, link } of entries.values())
        link.give(kind, options.outgoing(kind, playerId))
    },
    close: () => {
      for (const { absence, link } of entries.values()) {
        if (absence) clearTimeout(absence)
        link.close()
      }
      entries.clear()
      waiting.clear()
    },
  }
}
