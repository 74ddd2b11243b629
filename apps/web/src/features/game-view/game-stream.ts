import type { GameView, NumberedEvent, WatchMessage } from '@wordfare/contracts'
import { applyEvent, applyPresence } from '@wordfare/game/view'

/** A table as this browser knows it: the view, and the number of the last event in it. */
export interface GameStream {
  readonly view: GameView
  readonly seq: number
}

/** What a message did to the stream. `gap`: events are missing, and only a fresh view can help. */
export type Step =
  | { readonly type: 'next'; readonly stream: GameStream; readonly fresh: readonly NumberedEvent[] }
  | { readonly type: 'gap' }

/**
 * Folds one message of the server into the stream. Messages carry the number of the last event that they know
 * of, and may repeat what the stream has seen already.
 */
export function step(stream: GameStream | null, seq: number, message: WatchMessage): Step {
  if (message.type === 'view')
    return { type: 'next', stream: { view: message.view, seq }, fresh: [] }
  if (stream === null) return { type: 'gap' }
  if (message.type === 'presence')
    return {
      type: 'next',
      stream: { ...stream, view: applyPresence(stream.view, message.online) },
      fresh: [],
    }

  const fresh = message.events.filter((numbered) => numbered.seq > stream.seq)
  const isContiguous = fresh.every((numbered, index) => numbered.seq === stream.seq + index + 1)
  if (!isContiguous) return { type: 'gap' }
  const view = fresh.reduce((folded, { event }) => applyEvent(folded, event), stream.view)
  return { type: 'next', stream: { view, seq: stream.seq + fresh.length }, fresh }
}
