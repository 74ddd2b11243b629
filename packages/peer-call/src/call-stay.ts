import type { CallEpoch, CallMessage, PlayerId } from '@wordfare/contracts'
import { createCallSession } from './call-session.ts'
import type { MediaKind } from './camera-error.ts'
import { endedBy, noConnection, notAllowed, type FatalError } from './fatal-error.ts'
import type { LocalMedia } from './local-media.ts'
import { createMesh, type MeshOptions, type Peer } from './mesh.ts'
import { randomId } from './random-id.ts'
import type { Signalling } from './signalling.ts'

/** After this long without an answer to joining the call is unreachable. */
const JOIN_TIMEOUT_MS = 20_000

type FromMesh = Pick<
  MeshOptions,
  | 'playerId'
  | 'peersMax'
  | 'createConnection'
  | 'acceptCandidate'
  | 'onJoined'
  | 'onUpdated'
  | 'onLeft'
  | 'onFault'
>

export interface CallStayOptions extends FromMesh {
  readonly signalling: Signalling
  readonly media: LocalMedia
  /** Whether this participant's voice is meant for that one. */
  readonly isHeardBy: (playerId: PlayerId) => boolean
  /** In the call for the first time. */
  readonly onArrived: () => void
  /** The signalling is there, at first or again. */
  readonly onUp: () => void
  readonly onDown: () => void
  readonly onFatal: (error: FatalError) => void
}

/** One stay in a call: the way to the others, and the others. */
export interface CallStay {
  peers(): readonly Peer[]
  /** Sends to each what is to be sent to them now. */
  giveAll(kind: MediaKind): void
  /** Tells all what is sent now. */
  tellMedia(): void
  /** Leaves. None of the callbacks is called afterwards. */
  close(): void
}

export function createCallStay(options: CallStayOptions): CallStay {
  const { media } = options
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only place where a stay gets its name
  const epoch = randomId() as CallEpoch
  let hasArrived = false

  const mesh = createMesh({
    playerId: options.playerId,
    epoch,
    peersMax: options.peersMax,
    createConnection: options.createConnection,
    acceptCandidate: options.acceptCandidate,
    outgoing: (kind, to) =>
      kind === 'audio' && !options.isHeardBy(to) ? null : media.outgoing(kind),
    canSend: () => session.isUp(),
    send: (to, toEpoch, description) => session.signal(to, toEpoch, description),
    onJoined: options.onJoined,
    onUpdated: options.onUpdated,
    onLeft: options.onLeft,
    onFault: options.onFault,
  })

  const receive = (message: CallMessage) => {
    if (message.type === 'ended') return options.onFatal(endedBy(message.reason))
    if (message.type !== 'roster') return mesh.receive(message)
    if (message.you !== options.playerId)
      return options.onFatal(notAllowed('the server takes the player for another one'))
    mesh.receive(message)
    if (!hasArrived) {
      hasArrived = true
      clearTimeout(timeout)
      options.onArrived()
    }
    options.onUp()
  }

  const session = createCallSession({
    signalling: options.signalling,
    epoch,
    media: () => media.state(),
    onMessage: receive,
    onDown: options.onDown,
    onError: (reason) =>
      options.onFatal(
        reason === 'forbidden'
          ? notAllowed('the player is not allowed into the call')
          : noConnection(hasArrived ? 'reconnect' : 'join', 'the call can not be reached'),
      ),
  })

  const timeout = setTimeout(
    () => options.onFatal(noConnection('join', 'the call did not answer')),
    JOIN_TIMEOUT_MS,
  )

  return {
    peers: () => mesh.peers(),
    giveAll: (kind) => mesh.giveAll(kind),
    tellMedia: () => session.tellMedia(),
    close: () => {
      clearTimeout(timeout)
      session.close()
      mesh.close()
    },
  }
}
