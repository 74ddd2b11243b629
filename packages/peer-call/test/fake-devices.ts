import { FakeTrack } from './fake-track.ts'

type Kind = 'audio' | 'video'
type Asked = Partial<Record<Kind, MediaTrackConstraints>>

/** Two cameras, two microphones and a way to refuse them. */
export class FakeDevices extends EventTarget {
  readonly asked: Asked[] = []
  readonly tracks: FakeTrack[] = []
  refusals: Partial<Record<Kind, Error>> = {}
  gone = new Set<string>()
  /** Answers are held back while this is set. */
  hold: Promise<void> | null = null

  enumerateDevices = async () =>
    ['cam-1', 'cam-2', 'mic-1', 'mic-2', 'default'].map((deviceId) => ({
      deviceId,
      kind: { c: 'videoinput', m: 'audioinput', d: 'audiooutput' }[deviceId[0] ?? ''],
      label: deviceId,
      groupId: '',
    }))

  getUserMedia = async (asked: Asked) => {
    this.asked.push(asked)
    await this.hold
    const kinds = (['audio', 'video'] as const).filter((kind) => asked[kind])
    for (const kind of kinds) {
      const refusal = this.refusals[kind]
      if (refusal) throw refusal
    }
    const tracks = kinds.map((kind) => {
      const exact = asked[kind]?.deviceId
      const deviceId =
        typeof exact === 'object' && 'exact' in exact
          ? String(exact.exact)
          : { audio: 'mic-1', video: 'cam-1' }[kind]
      if (this.gone.has(deviceId)) throw new DOMException('gone', 'OverconstrainedError')
      return new FakeTrack(kind, deviceId)
    })
    this.tracks.push(...tracks)
    return { getTracks: () => tracks }
  }
}
