import type { DirectLine, Opening, Payload } from '../game/direct-line.ts'
import { textFrame, type FrameLine } from './frame-line.ts'

const ID = '@@id@@'
const DATA = '@@data@@'

/** tRPC's own text of a message of one subscription, cut where its id and its data go. */
interface Template {
  readonly text: string
  /** Its pieces of text, and between them `ID` or `DATA`. */
  readonly parts: readonly string[]
}

/** A tracked message of a subscription, as tRPC hands it to the encoder; the id is in it twice. */
interface DataMessage {
  readonly result: {
    readonly id: string
    readonly data: { readonly id: string; readonly data: unknown }
  }
}

/**
 * Travels through tRPC in place of the first message of a subscription. The encoder puts that message in its stead, and
 * from then on the watcher's messages go out as frames that are built once for all who may see the same.
 *
 * tRPC's adapter keeps the protocol: what is started, stopped, ended, refused. Only the data messages in between
 * are written past it, cut from its own text.
 */
export class Handover {
  /** Null once it was taken: tRPC keeps what passed through it until something else does. */
  #opening: Opening | null

  constructor(opening: Opening) {
    this.#opening = opening
  }

  /** With any encoder but the one below, or none, the subscription would go silent. */
  toJSON(): never {
    throw new Error('a subscription was handed over to an encoder that does not know what to do')
  }

  /** The message to send now. Everything that comes after it goes out on `line`. */
  take(message: DataMessage, line: FrameLine): DataMessage {
    if (!this.#opening) throw new Error('a subscription was handed over twice')
    const template = templateOf(JSON.stringify(withData(message, ID, DATA)))
    const { first } = this.#opening
    this.#opening.begin(directLine(template, line))
    this.#opening = null
    return withData(message, message.result.data.id, first)
  }
}

/** The message that is handed over, if it is one. */
export function handoverIn(
  message: unknown,
): { readonly handover: Handover; readonly message: DataMessage } | null {
  if (!isDataMessage(message)) return null
  const { data } = message.result.data
  return data instanceof Handover ? { handover: data, message } : null
}

function isDataMessage(message: unknown): message is DataMessage {
  if (!isRecord(message) || !isRecord(message['result'])) return false
  const { id, data } = message['result']
  return typeof id === 'string' && isRecord(data) && 'data' in data
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const withData = (message: DataMessage, id: string, data: unknown): DataMessage => ({
  ...message,
  result: { ...message.result, id, data: { ...message.result.data, id, data } },
})

/** Browsers number their requests alike, so that most watchers have the same one. */
const templates = new Map<string, Template>()
/** As many as come to be alive at the same time where browsers behave; others go without sharing for a while. */
const TEMPLATES_MAX = 100

function templateOf(text: string): Template {
  const known = templates.get(text)
  if (known) return known
  if (templates.size >= TEMPLATES_MAX) templates.clear()
  const template = cut(text)
  templates.set(text, template)
  return template
}

/** @throws {Error} when tRPC's message holds something else than its id twice and its data once */
function cut(text: string): Template {
  const parts = text.split(/"(@@id@@|@@data@@)"/)
  const holes = parts.filter((part) => part === ID || part === DATA)
  if (holes.toSorted().join() !== [DATA, ID, ID].join()) {
    throw new Error('a message of a subscription has another shape than it had')
  }
  return { text, parts }
}

const directLine = (template: Template, line: FrameLine): DirectLine => ({
  send: (seq, payload) => line.write(frameOf(template, seq, payload)),
})

/** Most of those who may see the same get the same frame. */
function frameOf(template: Template, seq: number, payload: Payload): Buffer {
  const known = payload.frames.get(template.text)
  if (known) return known
  const filled = template.parts.map((part) =>
    part === ID ? `"${seq}"` : part === DATA ? payload.json : part,
  )
  const frame = textFrame(filled.join(''))
  payload.frames.set(template.text, frame)
  return frame
}
