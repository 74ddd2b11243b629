import type { Guest } from './doors.ts'
import { openLine, type Line } from './line.ts'

/** The origin that the driver's browsers say they come from. */
export const ORIGIN = 'http://wordfare.test'
/** The id of the subscription on every line; commands take those after it. */
const WATCH_ID = 1
/** What the server asks when it has not heard anything for a while, and what it wants to hear. */
const PING = 'PING'
const PONG = 'PONG'
/** All that the driver reads of most frames stands within so many bytes. */
const HEAD_BYTES = 120

/** One window of a player: a line that watches a game, and may be acted on. */
export interface PlayerLine extends Pick<Line, 'close' | 'stopReading'> {
  mutate(path: string, input: unknown): void
}

/** Whose window it is, and who is told what comes in. */
export interface PlayerLineEnds {
  readonly port: number
  readonly guest: Guest
  readonly gameId: string
  /** A message of the subscription, with the number of the last event in it. The text is lent. */
  readonly onSeen: (seq: number, text: Buffer) => void
  /** The answer to a mutation, with the number of the event it caused; null where the answer does not tell. */
  readonly onAnswer: (seq: number | null) => void
  /** The line is lost, or something was refused. */
  readonly onFailed: (error: Error) => void
}

/** Resolves once the first view has come. */
export async function openPlayerLine(ends: PlayerLineEnds): Promise<PlayerLine> {
  const { guest } = ends
  const isInView = Promise.withResolvers<void>()
  let lastId = WATCH_ID

  function onText(text: Buffer): void {
    const head = text.toString('latin1', 0, HEAD_BYTES)
    if (head === PING) return line.send(PONG)
    const id = numberIn(/^\{"id":(\d+)/, head)
    if (id === null || head.includes('"error":')) {
      return ends.onFailed(new Error(`the server said: ${text.toString()}`))
    }
    if (id !== WATCH_ID) return ends.onAnswer(numberIn(/"seq":(\d+)/, head))
    const seq = numberIn(/"data":\{"id":"(\d+)"/, head)
    if (seq === null) return
    ends.onSeen(seq, text)
    isInView.resolve()
  }

  const line = await openLine({
    port: ends.port,
    path: '/trpc',
    headers: { cookie: guest.cookie, origin: ORIGIN, 'x-forwarded-for': guest.address },
    onText,
    onLost: ends.onFailed,
  })
  const call = (id: number, method: string, path: string, input: unknown): void =>
    line.send(JSON.stringify({ id, method, params: { path, input } }))

  call(WATCH_ID, 'subscription', 'watchGame', { gameId: ends.gameId })
  await isInView.promise
  return {
    mutate: (path, input) => call(++lastId, 'mutation', path, input),
    stopReading: () => line.stopReading(),
    close: () => line.close(),
  }
}

function numberIn(pattern: RegExp, text: string): number | null {
  const digits = pattern.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}
