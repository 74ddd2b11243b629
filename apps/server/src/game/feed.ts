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
  /**
   * Has what comes go straight to a watcher from now on, unless something waits already. What `direct` can't do comes to
   * the queue instead, and so does all that follows.
   */
  goDirect(direct: DirectFollower): void
  /** Whether the game itself is over and done with: expired, forgotten. */
  readonly isGone: boolean
}

/** Takes what it can; false for what has to wait for somebody who can do more. */
export interface DirectFollower {
  onCommits(commits: readonly Commit[]): boolean
  onPresence(): void
}

/** A queue of at most `maxEvents`; a reader that lags further behind has to look at the present state instead. */
export function createFeed(maxEvents: number): Feed {
  let commits: Commit[] = []
  let overflowed = false
  let presence = false
  let isGone = false
  let isStopped = false
  let direct: DirectFollower | null = null
  const bell = createDoorbell()

  const isReady = (): boolean => commits.length > 0 || overflowed || presence || isGone || isStopped

  return {
    onCommits(more) {
      if (direct?.onCommits(more)) return
      direct = null
      if (overflowed || commits.length + more.length > maxEvents) {
        overflowed = true
        commits = []
      } else {
        commits.push(...more)
      }
      bell.ring()
    },
    onPresence() {
      if (direct) {
        direct.onPresence()
        return
      }
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
    goDirect(follower) {
      if (!isReady()) direct = follower
    },
    get isGone() {
      return isGone
    },
  }
}
