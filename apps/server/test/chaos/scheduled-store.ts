import type { GameId } from '@wordfare/contracts'
import { VersionConflict, type EventStore } from '@wordfare/event-store'
import type { Scheduler } from 'fast-check'

/** A store that answers when, and in which order, a scheduler says. */
export interface ScheduledStore {
  readonly store: EventStore
  /** What is asked about this game from now on has to wait for the scheduler. */
  follow(gameId: GameId, scheduler: Scheduler): void
  /** What is asked from now on is answered at once. */
  letGo(): void
  /** Resolves as soon as something waits for the scheduler. */
  waits(): Promise<void>
  /** How many appends have come too late for the version that they were decided on. */
  readonly conflicts: () => number
}

/** A read waits before it is made, an append also between being made and being answered. */
export function scheduledStore(inner: EventStore): ScheduledStore {
  let followed: { readonly gameId: GameId; readonly scheduler: Scheduler } | null = null
  let ring = Promise.withResolvers<void>()
  let conflicts = 0

  async function turn(gameId: GameId, label: string): Promise<void> {
    if (followed?.gameId !== gameId) return
    const scheduled = followed.scheduler.schedule(Promise.resolve(), label)
    ring.resolve()
    ring = Promise.withResolvers<void>()
    await scheduled
  }

  return {
    store: {
      ...inner,
      async read(gameId, after) {
        await turn(gameId, 'the log is read')
        return inner.read(gameId, after)
      },
      async append(gameId, expected, append) {
        await turn(gameId, 'events are appended')
        const [outcome] = await Promise.allSettled([inner.append(gameId, expected, append)])
        await turn(gameId, 'the append is answered')
        if (outcome.status === 'fulfilled') return outcome.value
        if (outcome.reason instanceof VersionConflict) conflicts += 1
        throw outcome.reason
      },
    },
    follow(gameId, scheduler) {
      followed = { gameId, scheduler }
    },
    letGo() {
      followed = null
    },
    waits: () => (followed && followed.scheduler.count() > 0 ? Promise.resolve() : ring.promise),
    conflicts: () => conflicts,
  }
}
