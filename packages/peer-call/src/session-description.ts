/** Codecs that every browser has and that are cheap enough to encode once for each participant. */
const codecs = ['audio/opus', 'video/VP8', 'video/H264', 'video/rtx']

/** What speech asks of Opus: one channel, next to nothing sent in silence, repair of what gets lost. */
const speech = { stereo: 0, 'sprop-stereo': 0, usedtx: 1, useinbandfec: 1 }

/** Offers only what is needed, which also keeps the description small; all there is where a browser can't choose. */
export function preferCodecs(transceiver: RTCRtpTransceiver, kind: 'audio' | 'video'): void {
  const known = globalThis.RTCRtpReceiver?.getCapabilities?.(kind)?.codecs ?? []
  const wanted = codecs.flatMap((mimeType) =>
    known.filter((codec) => codec.mimeType.toLowerCase() === mimeType.toLowerCase()),
  )
  if (wanted.length > 0) transceiver.setCodecPreferences?.(wanted)
}

/**
 * Without its candidates. They travel one by one, so that one place decides about each, and a
 * description stays small.
 */
export function withoutCandidates(sdp: string): string {
  return sdp.replaceAll(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, '')
}

/** The other's description, saying that Opus is to be sent as speech: a sender follows what it reads. */
export function withSpeechSettings(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\//im.exec(sdp)?.[1]
  if (payload === undefined) return sdp
  const settings = new Map<string, string>()
  const format = new RegExp(`^a=fmtp:${payload} (.*)$`, 'm')
  for (const setting of format.exec(sdp)?.[1]?.trim().split(/;\s*/) ?? []) {
    const [name = '', value = ''] = setting.split('=')
    if (name) settings.set(name, value)
  }
  for (const [name, value] of Object.entries(speech)) settings.set(name, String(value))
  const line = `a=fmtp:${payload} ${[...settings].map(([name, value]) => `${name}=${value}`).join(';')}`
  return format.test(sdp)
    ? sdp.replace(format, line)
    : sdp.replace(/^a=rtpmap:\d+ opus\/.*$/im, (mapping) => `${mapping}\r\n${line}`)
}

/** Names the connection at the other end: each has a certificate of its own. */
export function fingerprintOf(sdp: string): string {
  return /^a=fingerprint:(.+)$/m.exec(sdp)?.[1] ?? ''
}

/** Whether a candidate belongs to this description, and not to one before or after an ICE restart. */
export function belongsTo(sdp: string, usernameFragment: string | null): boolean {
  if (usernameFragment === null) return true
  return sdp.split(/\r?\n/).includes(`a=ice-ufrag:${usernameFragment}`)
}
