import { randomUUID } from 'node:crypto'
import type { PlayerId } from '@wordfare/contracts'
import type { Gathering, Listener, Stay } from '@wordfare/switchboard'

/** Who is at a game right now: players of whom at least one browser watches, through whichever server. */
export interface Presence {
  readonly online: ReadonlySet<PlayerId>
  /** Streams of anybody's through this server. */
  readonly watchers: number
  /** Whether a browser of that person's is at this server. */
  isHere(playerId: PlayerId): boolean
  /** Call when a stream starts, null for a stranger's, and what it returns, once, when that one is gone. */
  arrive(playerId: PlayerId | null): () => void
}

/** A player whose browsers are at this server. */
interface Here {
  streams: number
  leaving: NodeJS.Timeout | null
  /** What the other servers know of it; null while they could not be told. */
  stay: Stay | null
}

/**
 * A player who vanished stays online for `graceMs`; `onChange` is called when the set has changed. While the other
 * servers can't be reached, those who are here are all that is known; they are asked for again every `retryMs`.
 */
export function createPresence(options: {
  readonly graceMs: number
  readonly retryMs: number
  readonly onChange: () => void
  readonly gather: (listener: Listener) => Promise<Gathering>
}): Presence {
  const ownId = randomUUID()
  const here = new Map<PlayerId, Here>()
  const online = new Set<PlayerId>()
  let gathering: Gathering | null = null
  let isMeeting = false
  let isChanged = false

  function elsewhere(): PlayerId[] {
    const members = [...(gathering?.members ?? [])].filter(([member]) => !member.startsWith(ownId))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- other servers say what this one says
    return members.map(([, playerId]) => playerId as PlayerId)
  }

  function update(): void {
    const now = new Set([...here.keys(), ...elsewhere()])
    if (now.size === online.size && [...now].every((playerId) => online.has(playerId))) return
    online.clear()
    for (const playerId of now) online.add(playerId)
    options.onChange()
  }

  /** Tells the other servers who is here, and learns who is there, until both are so. */
  async function meet(): Promise<void> {
    isChanged = true
    if (isMeeting) return
    isMeeting = true
    try {
      while (isChanged) {
        isChanged = false
        await meetOnce()
      }
    } catch {
      setTimeout(() => void meet(), options.retryMs).unref()
    } finally {
      isMeeting = false
    }
  }

  async function meetOnce(): Promise<void> {
    if (presence.watchers === 0 && here.size === 0) {
      gathering?.leave()
      gathering = null
      update()
      return
    }
    gathering ??= await options.gather({ onEntered: update, onLeft: update, onSaid() {} })
    for (const [playerId, entry] of here) {
      if (entry.stay) continue
      entry.stay = await gathering.enter(`${ownId}/${playerId}`, playerId)
      if (here.get(playerId) !== entry) entry.stay?.end()
    }
    update()
  }

  function depart(playerId: PlayerId, entry: Here): void {
    entry.streams -= 1
    if (entry.streams > 0) return
    entry.leaving = setTimeout(() => {
      here.delete(playerId)
      entry.stay?.end()
      update()
      void meet()
    }, options.graceMs)
    entry.leaving.unref()
  }

  // A plain property: an object with accessors of its own is kept as a table, of half a kilobyte.
  const presence: Presence & { watchers: number } = {
    online,
    watchers: 0,
    isHere: (playerId) => here.has(playerId),
    arrive(playerId) {
      presence.watchers += 1
      const entry = playerId === null ? null : (here.get(playerId) ?? newcomer())
      if (playerId !== null && entry) {
        entry.streams += 1
        if (entry.leaving) clearTimeout(entry.leaving)
        entry.leaving = null
        here.set(playerId, entry)
        update()
      }
      void meet()
      return () => {
        presence.watchers -= 1
        if (playerId !== null && entry) depart(playerId, entry)
        else void meet()
      }
    },
  }
  return presence
}

const newcomer = (): Here => ({ streams: 0, leaving: null, stay: null })
