let made = 0

/** The parts of a track that a call uses, as the browser's type. */
export const fakeTrack = (kind: 'audio' | 'video'): MediaStreamTrack =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  new FakeTrack(kind) as unknown as MediaStreamTrack

/** A track that is live until it is stopped or pulled out. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video'
  readonly id = `track-${++made}`
  readonly deviceId: string
  enabled = true
  muted = false
  contentHint = ''
  readyState: 'live' | 'ended' = 'live'

  constructor(kind: 'audio' | 'video', deviceId = '') {
    super()
    this.kind = kind
    this.deviceId = deviceId
  }

  getSettings = () => ({ deviceId: this.deviceId, height: 480 })

  stop() {
    this.readyState = 'ended'
  }

  pullOut() {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}
