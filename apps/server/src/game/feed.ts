import { createDoorbell } from '../doorbell.ts'
import type { Commit, Follower } from './live-game.ts'

/** What came for one watcher and has not been sent yet. */
export interface Feed extends Follower {
  /** Resolves when there is something to see, or when it has been stopped. */
  ready(): Promise<void>
  /** Lets whoever waits go. */
  readonly stop: () => void
  /** Takes what waits, oldest first; `overflowed` when some of it was dropped. */
  take(): {
    readonly commits: readonly Commit[]
    readonly overflowed: boolean
    readonly presence: boolean
  }
  /** Whether the game itself is over and done with: expired, forgotten. */
  readonly isGone: boolean
}

/** A queue of at most `maxEvents`; a reader that lags further behind has to look at the present state instead. */
export function createFeed(maxEvents: number): Feed {
  let commits: Commit[] = []
  let overflowed = false
  let presence = false
  let isGone = false
  let isStopped = false
  const bell = createDoorbell()

  const isReady = (): boolean => commits.length > 0 || overflowed || presence || isGone || isStopped

  return {
    onCommits(more) {
      if (overflowed || commits.length + more.length > maxEvents) {
        overflowed = true
        commits = []
      } else {
        commits.push(...more)
      }
      bell.ring()
    },
    onPresence() {
      presence = true
      bell.ring()
    },
    onGone() {
      isGone = true
      bell.ring()
    },
    async ready() {
      if (!isReady()) await bell.rung()
    },
    stop() {
      isStopped = true
      bell.ring()
    },
    take() {
      const taken = { commits, overflowed, presence }
      commits = []
      overflowed = false
      presence = false
      return taken
    },
    get isGone() {
      return isGone
    },
  }
}
