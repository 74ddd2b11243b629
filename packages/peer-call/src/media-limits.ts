import type { MediaKind } from './camera-error.ts'

/** A thumbnail and a voice: what one pair may use. */
const limits = {
  audio: { maxBitrate: 32_000 },
  video: { maxBitrate: 150_000, maxFramerate: 15 },
} as const satisfies Record<MediaKind, RTCRtpEncodingParameters>
/** Cameras that only deliver larger pictures are scaled down to this. */
const VIDEO_HEIGHT = 240

/** Sets what a pair may use. A browser that refuses sends more than it need, and is no worse otherwise. */
export async function limitSender(kind: MediaKind, sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  if (!encoding) return
  Object.assign(encoding, limits[kind])
  const height = sender.track?.getSettings().height
  if (kind === 'video' && height !== undefined)
    encoding.scaleResolutionDownBy = Math.max(1, height / VIDEO_HEIGHT)
  await sender.setParameters(parameters).catch(() => {})
}
