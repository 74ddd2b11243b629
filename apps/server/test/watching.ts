import {
  watchMessageSchema,
  type GameId,
  type GameView,
  type WatchMessage,
} from '@wordfare/contracts'
import { applyEvent, applyPresence } from '@wordfare/game/view'
import type { Browser } from './browser.ts'

/** A message of the stream, and the id that it was tracked by. */
export interface Received {
  readonly id: string
  readonly message: WatchMessage
}

/** A browser's view of a table, kept up to date as the web app does it. */
export interface Watching {
  readonly received: readonly Received[]
  readonly view: GameView
  /** Resolves with the view once the predicate holds for it. */
  until(predicate: (view: GameView) => boolean): Promise<GameView>
  /** Resolves once a message has come for which the predicate holds. */
  untilReceived(predicate: (received: Received) => boolean): Promise<Received>
  /** Resolves with the code of the error that ended the stream. */
  readonly failed: Promise<string | undefined>
  stop(): void
}

/** How long a watcher waits before it asks again at a server that could not serve it. */
const AGAIN_MS = 50

/**
 * Resolves with the first view, or rejects with the error that came instead. With `again`, the stream is asked for again,
 * from where it ended, whenever the server could not serve it for the moment.
 */
export async function watch(
  browser: Browser,
  gameId: GameId,
  { again = false }: { readonly again?: boolean } = {},
): Promise<Watching> {
  const received: Received[] = []
  const listeners = new Set<() => void>()
  let view: GameView | null = null
  const failed = Promise.withResolvers<string | undefined>()
  const begun = Promise.withResolvers<void>()
  let isStopped = false
  const subscribe = (last?: string) =>
    browser.api.watchGame.subscribe(
      { gameId, ...(last !== undefined && { lastEventId: last }) },
      {
        onData({ id, data }) {
          const parsed = watchMessageSchema.safeParse(data)
          if (!parsed.success) {
            begun.reject(parsed.error)
            throw parsed.error
          }
          const message = parsed.data
          received.push({ id, message })
          view = fold(view, message)
          begun.resolve()
          for (const listener of listeners) listener()
        },
        onError(error) {
          // The line is being built up again: asking once more is what waits for it.
          if (!error.data && received.length === 0) {
            subscription = subscribe()
            return
          }
          if (again && (!error.data || error.data.code === 'SERVICE_UNAVAILABLE')) {
            setTimeout(() => {
              if (!isStopped) subscription = subscribe(received.at(-1)?.id)
            }, AGAIN_MS)
            return
          }
          failed.resolve(error.data?.code)
          begun.reject(error)
        },
      },
    )
  let subscription = subscribe()
  begun.promise.catch(() => {})
  await begun.promise

  /** Looks now and after every message, until `find` gives something. */
  const eventually = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          const found = find()
          if (found === undefined) return
          listeners.delete(look)
          resolve(found)
        } catch (error) {
          reject(error)
        }
      }
      listeners.add(look)
      look()
    })
  const present = (): GameView => {
    if (!view) throw new Error('no view has come: the stream was resumed')
    return view
  }

  return {
    received,
    get view() {
      return present()
    },
    until: (predicate) => eventually(() => (predicate(present()) ? present() : undefined)),
    untilReceived: (predicate) => eventually(() => received.find(predicate)),
    failed: failed.promise,
    stop() {
      isStopped = true
      subscription.unsubscribe()
    },
  }
}

function fold(view: GameView | null, message: WatchMessage): GameView | null {
  switch (message.type) {
    case 'view':
      return message.view
    case 'events':
      return view && message.events.reduce((now, { event }) => applyEvent(now, event), view)
    case 'presence':
      return view && applyPresence(view, message.online)
  }
}
