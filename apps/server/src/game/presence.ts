import type { PlayerId } from '@wordfare/contracts'

/** Who watches a game right now. */
export interface Presence {
  readonly online: ReadonlySet<PlayerId>
  /** One more browser of the player watches; call what it returns, once, when that one is gone. */
  arrive(playerId: PlayerId): () => void
}

interface Here {
  streams: number
  leaving: NodeJS.Timeout | null
}

/** A player who vanished stays online for `graceMs`; `onChange` is called when the set has changed. */
export function createPresence(options: {
  readonly graceMs: number
  readonly onChange: () => void
}): Presence {
  const here = new Map<PlayerId, Here>()
  const online = new Set<PlayerId>()

  function depart(playerId: PlayerId, entry: Here): void {
    entry.streams -= 1
    if (entry.streams > 0) return
    entry.leaving = setTimeout(() => {
      here.delete(playerId)
      online.delete(playerId)
      options.onChange()
    }, options.graceMs)
    entry.leaving.unref()
  }

  return {
    online,
    arrive(playerId) {
      const entry = here.get(playerId) ?? { streams: 0, leaving: null }
      entry.streams += 1
      if (entry.leaving) clearTimeout(entry.leaving)
      entry.leaving = null
      here.set(playerId, entry)
      if (!online.has(playerId)) {
        online.add(playerId)
        options.onChange()
      }
      return () => depart(playerId, entry)
    },
  }
}
