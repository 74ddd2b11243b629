/** The parts of RFC 6455 that a client of our own server needs: whole text frames, nothing compressed. */
const TEXT_FRAME = 0x81
const CLOSE = 0x8
const MASKED = 0x80
const TWO_BYTE_LENGTH = 126
const EIGHT_BYTE_LENGTH = 127

/** A text as a client sends it. Its mask is all zeros, which changes nothing and costs nothing. */
export function clientFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  if (length > 0xffff) throw new Error('too long for a frame of the driver')
  const isShort = length < TWO_BYTE_LENGTH
  const start = isShort ? 6 : 8
  const frame = Buffer.alloc(start + length)
  frame[0] = TEXT_FRAME
  frame[1] = MASKED | (isShort ? length : TWO_BYTE_LENGTH)
  if (!isShort) frame.writeUInt16BE(length, 2)
  frame.write(text, start)
  return frame
}

/**
 * Cuts what comes in over a socket into texts. A text is lent: it is valid only until `onText` returns.
 * A close frame is passed over; the end of the socket tells the same.
 */
export function createFrameReader(onText: (text: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer | null = null

  return (chunk) => {
    const bytes: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    for (;;) {
      const frame = frameAt(bytes, at)
      if (frame === null) break
      at = frame.end
      if (!frame.isClose) onText(bytes.subarray(frame.start, frame.end))
    }
    // A copy, since the chunk is lent as well.
    rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : null
  }
}

/** Where the payload of the frame at `at` starts and ends; null while some of it is missing. */
function frameAt(
  bytes: Buffer,
  at: number,
): { readonly start: number; readonly end: number; readonly isClose: boolean } | null {
  const first = bytes[at]
  const size = bytes[at + 1]
  if (first === undefined || size === undefined) return null
  const isClose = (first & 0xf) === CLOSE
  if (first !== TEXT_FRAME && !isClose) throw new Error('a frame that the driver does not know')
  const header = { [TWO_BYTE_LENGTH]: 4, [EIGHT_BYTE_LENGTH]: 10 }[size] ?? 2
  const start = at + header
  if (start > bytes.length) return null
  let length = size
  if (size === TWO_BYTE_LENGTH) length = bytes.readUInt16BE(at + 2)
  if (size === EIGHT_BYTE_LENGTH) length = Number(bytes.readBigUInt64BE(at + 2))
  const end = start + length
  return end > bytes.length ? null : { start, end, isClose }
}
