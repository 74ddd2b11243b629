import { describe, expect, it } from 'vitest'
import { clientFrame, createFrameReader } from './frames.ts'

/** As a server sends it: like a client's, without the mask. */
function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload])
  if (payload.length <= 0xffff) {
    const header = Buffer.from([0x81, 126, 0, 0])
    header.writeUInt16BE(payload.length, 2)
    return Buffer.concat([header, payload])
  }
  const header = Buffer.alloc(10)
  header.set([0x81, 127])
  header.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([header, payload])
}

describe('what comes in', () => {
  const texts = ['', 'short', 'é'.repeat(100), 'x'.repeat(70_000), 'last']
  const bytes = Buffer.concat(texts.map(serverFrame))

  it.each([3, 1000, bytes.length])('is cut into texts, however it arrives: %i bytes', (size) => {
    const received: string[] = []
    const read = createFrameReader((text) => received.push(text.toString()))
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size))
    expect(received).toEqual(texts)
  })

  it('is kept although the chunk it came in is used again', () => {
    const received: string[] = []
    const read = createFrameReader((text) => received.push(text.toString()))
    const frame = serverFrame('kept')
    const chunk = Buffer.from(frame.subarray(0, 4))
    read(chunk)
    chunk.fill(0)
    read(frame.subarray(4))
    expect(received).toEqual(['kept'])
  })
})

it.each(['', 'a', 'x'.repeat(125), 'é'.repeat(63), 'x'.repeat(65_535)])(
  'sends a text whole and masked',
  (text) => {
    const frame = clientFrame(text)
    const isShort = Buffer.byteLength(text) < 126
    expect((frame[1] ?? 0) & 0x80).toBe(0x80)
    expect(frame.subarray(isShort ? 2 : 4, isShort ? 6 : 8)).toEqual(Buffer.alloc(4))
    expect(frame.subarray(isShort ? 6 : 8).toString()).toBe(text)
  },
)
