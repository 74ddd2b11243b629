import { FakeTrack } from './fake-track.ts'

type Kind = 'audio' | 'video'

class FakeSender {
  track: MediaStreamTrack | null = null
  encodings: RTCRtpEncodingParameters[] = [{}]
  async replaceTrack(track: MediaStreamTrack | null) {
    this.track = track
    this.onReplaced()
  }
  onReplaced: () => void = () => {}
  getParameters = () => ({ encodings: structuredClone(this.encodings) })
  async setParameters({ encodings }: { encodings: RTCRtpEncodingParameters[] }) {
    this.encodings = encodings
  }
}

export class FakeTransceiver {
  readonly sender = new FakeSender()
  readonly receiver: { track: FakeTrack; getSynchronizationSources: () => unknown[] }
  direction: RTCRtpTransceiverDirection
  constructor(kind: Kind, direction: RTCRtpTransceiverDirection) {
    this.receiver = { track: new FakeTrack(kind), getSynchronizationSources: () => [] }
    this.receiver.track.muted = true
    this.direction = direction
  }
}

interface Described {
  readonly type: 'offer' | 'answer'
  readonly sdp: string
}

const ufragOf = (description: Described | null) =>
  /^a=ice-ufrag:(\S+)/m.exec(description?.sdp ?? '')?.[1]

/**
 * A connection that negotiates by the rules of the real one, and connects once both ends have described
 * themselves to each other and the network between them is there.
 */
export class FakeConnection extends EventTarget {
  readonly id: string
  readonly configuration: RTCConfiguration
  readonly candidates: string[] = []
  connectionState: RTCPeerConnectionState = 'new'
  signalingState: RTCSignalingState = 'stable'
  localDescription: Described | null = null
  remoteDescription: Described | null = null
  readonly #transceivers: FakeTransceiver[] = []
  readonly #network: FakeNetwork
  #generation = 0

  constructor(id: string, configuration: RTCConfiguration, network: FakeNetwork) {
    super()
    this.id = id
    this.configuration = configuration
    this.#network = network
  }

  addTransceiver(kind: Kind, { direction }: { direction: RTCRtpTransceiverDirection }) {
    const transceiver = new FakeTransceiver(kind, direction)
    transceiver.sender.onReplaced = () => this.#network.update()
    this.#transceivers.push(transceiver)
    return transceiver
  }

  getTransceivers = () => [...this.#transceivers]

  #describe(type: Described['type']): Described {
    const media = this.#transceivers.map(({ receiver }) =>
      receiver.track.kind === 'audio'
        ? 'm=audio 9\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10\r\n'
        : 'm=video 9\r\na=rtpmap:96 VP8/90000\r\n',
    )
    const head = `v=0\r\na=fingerprint:sha-256 ${this.id}\r\na=ice-ufrag:${this.id}.${this.#generation}\r\n`
    return { type, sdp: `${head}${media.join('')}a=candidate:1 udp 10.0.0.1\r\n` }
  }

  async createOffer({ iceRestart }: { iceRestart: boolean }) {
    this.#refuseIf(this.connectionState === 'closed')
    if (iceRestart) this.#generation += 1
    return this.#describe('offer')
  }

  async createAnswer() {
    this.#refuseIf(this.signalingState !== 'have-remote-offer')
    return this.#describe('answer')
  }

  async setLocalDescription(description: Described) {
    const isOffer = description.type === 'offer'
    this.#refuseIf(this.signalingState === (isOffer ? 'have-remote-offer' : 'have-local-offer'))
    this.localDescription = description
    this.signalingState = isOffer ? 'have-local-offer' : 'stable'
    queueMicrotask(() => {
      const ufrag = ufragOf(description)
      for (const address of ['127.0.0.1', '10.0.0.1'])
        this.dispatchEvent(
          Object.assign(new Event('icecandidate'), {
            candidate: {
              candidate: `candidate:1 udp ${address}`,
              sdpMid: '0',
              sdpMLineIndex: 0,
              usernameFragment: ufrag,
            },
          }),
        )
    })
    this.#network.update()
  }

  async setRemoteDescription(description: Described) {
    const isOffer = description.type === 'offer'
    this.#refuseIf(this.signalingState !== (isOffer ? 'stable' : 'have-local-offer'))
    // A connection is tied to the certificate that it met first.
    const before = this.remoteDescription && FakeConnection.idIn(this.remoteDescription)
    this.#refuseIf(before !== null && before !== FakeConnection.idIn(description))
    if (isOffer && ufragOf(description) !== ufragOf(this.remoteDescription)) this.#generation += 1
    this.remoteDescription = description
    this.signalingState = isOffer ? 'have-remote-offer' : 'stable'
    for (const [, kind] of isOffer ? description.sdp.matchAll(/^m=(audio|video)/gm) : [])
      if (this.#transceivers.length < description.sdp.match(/^m=/gm)!.length)
        this.addTransceiver(kind === 'audio' ? 'audio' : 'video', { direction: 'recvonly' })
    this.#network.update()
  }

  async addIceCandidate({ candidate, usernameFragment }: RTCIceCandidateInit) {
    this.#refuseIf(!this.remoteDescription || ufragOf(this.remoteDescription) !== usernameFragment)
    this.candidates.push(candidate ?? '')
  }

  close() {
    this.connectionState = 'closed'
    this.signalingState = 'closed'
    this.#network.update()
  }

  /** What the network makes of it. */
  become(state: RTCPeerConnectionState) {
    if (this.connectionState === state) return
    this.connectionState = state
    this.dispatchEvent(new Event('connectionstatechange'))
  }

  #refuseIf(isWrong: boolean) {
    if (isWrong || this.connectionState === 'closed')
      throw new DOMException(`not in ${this.signalingState}`, 'InvalidStateError')
  }

  static idIn = ({ sdp }: Described) => /^a=fingerprint:sha-256 (\S+)/m.exec(sdp)?.[1] ?? ''

  isMetBy(other: FakeConnection): boolean {
    return (
      this.localDescription !== null &&
      ufragOf(this.localDescription) === ufragOf(other.remoteDescription) &&
      ufragOf(other.localDescription) === ufragOf(this.remoteDescription)
    )
  }
}

/** All connections, and whether they can reach each other. */
export class FakeNetwork {
  readonly connections: FakeConnection[] = []
  isUp = true

  connect = (configuration: RTCConfiguration): FakeConnection => {
    const connection = new FakeConnection(`c${this.connections.length}`, configuration, this)
    this.connections.push(connection)
    return connection
  }

  /** Connections that are in use. */
  live = () => this.connections.filter(({ connectionState }) => connectionState !== 'closed')

  set(isUp: boolean, state: RTCPeerConnectionState = 'failed') {
    this.isUp = isUp
    for (const connection of this.live())
      if (!isUp && connection.connectionState === 'connected') connection.become(state)
    this.update()
  }

  update() {
    if (!this.isUp) return
    for (const one of this.live())
      for (const other of this.live()) {
        if (one === other || !one.isMetBy(other)) continue
        if (one.signalingState !== 'stable' || other.signalingState !== 'stable') continue
        one.become('connected')
        this.#flow(one, other)
      }
  }

  #flow(from: FakeConnection, to: FakeConnection) {
    from.getTransceivers().forEach(({ sender }, index) => {
      const arriving = to.getTransceivers()[index]?.receiver.track
      if (!sender.track || !arriving?.muted) return
      arriving.muted = false
      arriving.dispatchEvent(new Event('unmute'))
    })
  }
}
