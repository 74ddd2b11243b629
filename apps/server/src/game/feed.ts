import { createDoorbell, type Doorbell } from '../doorbell.ts'
import type { Commit, Follower } from './live-game.ts'

/** What came for one watcher and has not been sent yet. */
export interface Feed extends Follower {
  /** Resolves when there is something to see, or when it has been stopped. */
  ready(): Promise<void>
  /** Lets whoever waits go. */
  stop(): void
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
export const createFeed = (maxEvents: number): Feed => new QueueingFeed(maxEvents)

/** Everybody who watches has one: a class, since a dozen closures and an accessor of its own take ten times as much. */
class QueueingFeed implements Feed {
  readonly #maxEvents: number
  readonly #bell: Doorbell = createDoorbell()
  #commits: Commit[] = []
  #overflowed = false
  #presence = false
  #isGone = false
  #isStopped = false
  #direct: DirectFollower | null = null

  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents
  }

  onCommits(more: readonly Commit[]): void {
    if (this.#direct?.onCommits(more)) return
    this.#direct = null
    if (this.#overflowed || this.#commits.length + more.length > this.#maxEvents) {
      this.#overflowed = true
      this.#commits = []
    } else {
      this.#commits.push(...more)
    }
    this.#bell.ring()
  }

  onPresence(): void {
    if (this.#direct) {
      this.#direct.onPresence()
      return
    }
    this.#presence = true
    this.#bell.ring()
  }

  onGone(): void {
    this.#isGone = true
    this.#bell.ring()
  }

  ready(): Promise<void> {
    return this.#isReady() ? Promise.resolve() : this.#bell.rung()
  }

  stop(): void {
    this.#isStopped = true
    this.#bell.ring()
  }

  take(): ReturnType<Feed['take']> {
    const taken = {
      commits: this.#commits,
      overflowed: this.#overflowed,
      presence: this.#presence,
    }
    this.#commits = []
    this.#overflowed = false
    this.#presence = false
    return taken
  }

  goDirect(direct: DirectFollower): void {
    if (!this.#isReady()) this.#direct = direct
  }

  get isGone(): boolean {
    return this.#isGone
  }

  #isReady(): boolean {
    return (
      this.#commits.length > 0 ||
      this.#overflowed ||
      this.#presence ||
      this.#isGone ||
      this.#isStopped
    )
  }
}
