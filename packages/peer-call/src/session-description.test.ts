import { describe, expect, it } from 'vitest'
import {
  belongsTo,
  fingerprintOf,
  withSpeechSettings,
  withoutCandidates,
} from './session-description.ts'

const sdp = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('')

describe('descriptions', () => {
  it('lose their candidates and nothing else', () => {
    expect(
      withoutCandidates(
        sdp(
          'v=0',
          'm=audio 9',
          'a=candidate:1 1 udp 1 10.0.0.1 9 typ host',
          'a=end-of-candidates',
          'a=mid:0',
        ),
      ),
    ).toBe(sdp('v=0', 'm=audio 9', 'a=mid:0'))
  })

  it('ask for speech where they have settings for Opus', () => {
    expect(
      withSpeechSettings(
        sdp(
          'a=rtpmap:63 red/48000/2',
          'a=rtpmap:111 opus/48000/2',
          'a=fmtp:111 minptime=10;stereo=1',
          'a=fmtp:63 111/111',
        ),
      ),
    ).toBe(
      sdp(
        'a=rtpmap:63 red/48000/2',
        'a=rtpmap:111 opus/48000/2',
        'a=fmtp:111 minptime=10;stereo=0;sprop-stereo=0;usedtx=1;useinbandfec=1',
        'a=fmtp:63 111/111',
      ),
    )
  })

  it('ask for speech where they have no settings yet', () => {
    expect(withSpeechSettings(sdp('a=rtpmap:111 opus/48000/2', 'a=mid:0'))).toBe(
      sdp(
        'a=rtpmap:111 opus/48000/2',
        'a=fmtp:111 stereo=0;sprop-stereo=0;usedtx=1;useinbandfec=1',
        'a=mid:0',
      ),
    )
  })

  it('stay as they are without Opus', () => {
    expect(withSpeechSettings(sdp('m=video 9', 'a=rtpmap:96 VP8/90000'))).toBe(
      sdp('m=video 9', 'a=rtpmap:96 VP8/90000'),
    )
  })

  it('name the connection that they come from', () => {
    expect(fingerprintOf(sdp('v=0', 'a=fingerprint:sha-256 AB:CD', 'm=audio'))).toBe(
      'sha-256 AB:CD',
    )
  })

  it('know their candidates by the fragment, and by the whole of it', () => {
    const description = sdp('v=0', 'a=ice-ufrag:abcd')
    expect([
      belongsTo(description, 'abcd'),
      belongsTo(description, 'abc'),
      belongsTo(description, null),
    ]).toEqual([true, false, true])
  })
})
