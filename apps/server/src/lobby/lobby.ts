import { isDeepStrictEqual } from 'node:util'
import type { ListedGame } from '@wordfare/contracts'
import type { EventStore } from '@wordfare/event-store'
import { createDoorbell } from '../doorbell.ts'
import { LOBBY_MAX_GAMES } from '../limits.ts'

/** The games that are listed, newest first. */
export interface Lobby {
  list(): Promise<ListedGame[]>
  /** The list at once, and again whenever it has changed, until `signal` aborts. */
  watch(signal: AbortSignal): AsyncGenerator<ListedGame[]>
  /** Has the list looked at again: games have been forgotten. */
  refresh(): void
  close(): void
}

/** Changes are gathered for `pauseMs`, so that a busy hour costs the lobby no more than a quiet one. */
export function createLobby(deps: {
  readonly store: EventStore
  readonly pauseMs: number
  readonly onReadFailed: (error: unknown) => void
}): Lobby {
  const { store } = deps
  const watchers = new Set<(games: ListedGame[]) => void>()
  let timer: NodeJS.Timeout | null = null

  const list = async (): Promise<ListedGame[]> => (await store.listed()).slice(0, LOBBY_MAX_GAMES)

  function refresh(): void {
    if (timer || watchers.size === 0) return
    timer = setTimeout(() => {
      timer = null
      showToAll().catch(deps.onReadFailed)
    }, deps.pauseMs)
    timer.unref()
  }

  async function showToAll(): Promise<void> {
    const games = await list()
    for (const show of watchers) show(games)
  }

  const unsubscribe = store.subscribe(refresh)
  const stopListening = store.onOutage((isOut) => {
    // A reading that failed meanwhile is not asked for again by anybody else.
    if (!isOut) refresh()
  })

  return {
    list,
    refresh,

    async *watch(signal) {
      const bell = createDoorbell()
      const news: { latest: ListedGame[] | null } = { latest: null }
      const show = (games: ListedGame[]): void => {
        news.latest = games
        bell.ring()
      }
      // Before the first read, so that no change falls between the two.
      watchers.add(show)
      const stop = (): void => bell.ring()
      signal.addEventListener('abort', stop, { once: true })
      try {
        let shown = await list()
        yield shown
        while (!signal.aborted) {
          const { latest } = news
          news.latest = null
          if (latest === null || isDeepStrictEqual(latest, shown)) {
            await bell.rung()
          } else {
            shown = latest
            yield shown
          }
        }
      } finally {
        watchers.delete(show)
        signal.removeEventListener('abort', stop)
      }
    },

    close() {
      unsubscribe()
      stopListening()
      if (timer) clearTimeout(timer)
    },
  }
}
