import type { GameId, NumberedEvent, PlayerId, WatchMessage } from '@wordfare/contracts'
import type { EventStore, StoredEvent, Version } from '@wordfare/event-store'
import {
  audienceOf,
  evolve,
  eyesOn,
  initialState,
  redact,
  viewFor,
  type Audience,
  type GameState,
} from '@wordfare/game'
import { RESUME_MAX_EVENTS, WATCHER_QUEUE_MAX_EVENTS } from '../limits.ts'
import { payloadOf, type DirectLine, type Opening, type Payload } from './direct-line.ts'
import { createFeed, type DirectFollower } from './feed.ts'
import type { GameCache } from './game-cache.ts'
import { AccessDenied, GameNotFound } from './game-errors.ts'
import type { Commit, LiveGame } from './live-game.ts'

/** A message for one watcher, and the number of the last event that the watcher knows of once it has it. */
export interface Sent {
  readonly seq: Version
  readonly message: WatchMessage
}

/** Who wants to see what. */
export interface Watcher {
  readonly gameId: GameId
  readonly playerId: PlayerId | null
  readonly after: Version | null
  /** Whether messages after the first may go out on a direct line. */
  readonly isDirect: boolean
}

interface Deps {
  readonly cache: GameCache
  readonly store: EventStore
}

/**
 * Shows a game to one watcher until it is told to return. `after` is the last event that the watcher has
 * seen: what it missed since then comes first, or else a view of the present.
 *
 * A watcher is sent only what its audience may know, looked up anew after every event. The moment that changes,
 * a fresh view replaces everything.
 * @throws {GameNotFound} also later, when the game expires
 * @throws {AccessDenied} also later, when a round starts that strangers may not watch
 */
export const watchGame = (
  deps: Deps,
  watcher: Watcher,
): AsyncIterableIterator<Sent | Opening, void> => new Watch(deps, watcher)

/** Where a watcher is. */
interface Visit {
  readonly game: LiveGame
  /** Null until the others have been told. */
  leave: (() => void) | null
  audience: Audience
  /** The last event that the watcher knows of. */
  cursor: Version
}

/** Every window at a table has one, nearly always waiting: an async generator takes two kilobytes more for that. */
class Watch implements AsyncIterableIterator<Sent | Opening, void>, DirectFollower {
  readonly #deps: Deps
  readonly #watcher: Watcher
  readonly #feed = createFeed(WATCHER_QUEUE_MAX_EVENTS)
  #visit: Visit | null = null
  /** What goes out together, and has not been asked for yet. */
  #waiting: Sent[] = []
  #line: DirectLine | null = null
  #isOver = false

  constructor(deps: Deps, watcher: Watcher) {
    this.#deps = deps
    this.#watcher = watcher
  }

  async next(): Promise<IteratorResult<Sent | Opening, void>> {
    try {
      while (!this.#isOver) {
        const sent = this.#waiting.shift()
        if (sent) return { done: false, value: this.#waiting.length > 0 ? sent : this.#last(sent) }
        if (!this.#visit) {
          this.#waiting = await this.#arrive()
        } else {
          await this.#feed.ready()
          this.#waiting = this.#visit ? this.#news(this.#visit) : []
        }
      }
    } catch (error) {
      this.#end()
      throw error
    }
    return this.#end()
  }

  async return(): Promise<IteratorResult<Sent | Opening, void>> {
    return this.#end()
  }

  /** Whoever waits is let go. What arrives after this ends once it has. */
  #end(): IteratorReturnResult<void> {
    this.#isOver = true
    this.#visit?.leave?.()
    this.#visit?.game.followers.delete(this.#feed)
    this.#visit = null
    this.#feed.stop()
    return { done: true, value: undefined }
  }

  async #arrive(): Promise<Sent[]> {
    const { gameId, playerId, after } = this.#watcher
    const { cache, store } = this.#deps
    // The feed is there before the log is read: whatever comes while it is read waits in the feed.
    const { game, from } = await cache.withGame(gameId, (live) => {
      live.followers.add(this.#feed)
      return { game: live, from: live.version }
    })
    const visit: Visit = {
      game,
      audience: audienceOf(game.state, playerId),
      cursor: from,
      leave: null,
    }
    this.#visit = visit
    if (this.#isOver) return []
    mustWatch(game.state, playerId)
    visit.leave = game.presence.arrive(playerId)
    const canResume =
      after !== null && after > 0 && after <= from && from - after <= RESUME_MAX_EVENTS
    const missed = canResume ? eventsMissed(await store.read(gameId), after, from, playerId) : null
    if (missed === null) return [this.#view(visit)]
    const events: Sent[] =
      missed.length > 0 ? [{ seq: from, message: { type: 'events', events: missed } }] : []
    // Who is here may have changed any number of times meanwhile.
    return [...events, presenceTo(visit)]
  }

  /** What has come since. @throws {GameNotFound} {AccessDenied} */
  #news(visit: Visit): Sent[] {
    const { gameId, playerId } = this.#watcher
    if (this.#feed.isGone) throw new GameNotFound(gameId)
    const { commits, overflowed, presence } = this.#feed.take()
    if (overflowed) return [this.#view(visit)]
    const events: NumberedEvent[] = []
    let isOutOfDate = false
    for (const { seq, event, after: state } of commits) {
      if (!sameAudience(mustWatch(state, playerId), visit.audience)) {
        isOutOfDate = true
        break
      }
      events.push({ seq, event: redact(event, visit.audience) })
      visit.cursor = seq
    }
    const sent: Sent[] = []
    if (events.length > 0) sent.push({ seq: visit.cursor, message: { type: 'events', events } })
    if (isOutOfDate) sent.push(this.#view(visit))
    else if (presence) sent.push(presenceTo(visit))
    return sent
  }

  #view(visit: Visit): Sent {
    // The present holds all that still waited.
    this.#feed.take()
    const { state, version, presence } = visit.game
    visit.audience = mustWatch(state, this.#watcher.playerId)
    visit.cursor = version
    return {
      seq: version,
      message: { type: 'view', view: viewFor(state, visit.audience, presence.online) },
    }
  }

  /** The last message of several that go out together: where nothing else waits, the rest goes directly. */
  #last({ seq, message }: Sent): Sent | Opening {
    if (!this.#watcher.isDirect) return { seq, message }
    return {
      seq,
      first: message,
      begin: (line) => {
        this.#line = line
        this.#feed.goDirect(this)
      },
    }
  }

  onCommits(commits: readonly Commit[]): boolean {
    const visit = this.#visit
    const seq = commits.at(-1)?.seq
    if (!visit || seq === undefined) return false
    if (!areFor(commits, this.#watcher.playerId, visit.audience)) return false
    visit.cursor = seq
    this.#line?.send(seq, eventsFor(commits, visit.audience))
    return true
  }

  onPresence(): void {
    if (!this.#visit) return
    const { seq, message } = presenceTo(this.#visit)
    this.#line?.send(seq, payloadOf(message))
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

const presenceTo = ({ game, cursor }: Visit): Sent => ({
  seq: cursor,
  message: { type: 'presence', online: onlineMembers(game) },
})

/**
 * The events after `after` up to `upTo`, as a watcher may know them; null when what it may know has changed on
 * the way, so that only a view will do.
 */
function eventsMissed(
  log: readonly StoredEvent[],
  after: Version,
  upTo: Version,
  playerId: PlayerId | null,
): NumberedEvent[] | null {
  const seen = log.slice(0, after).reduce((state, { event }) => evolve(state, event), initialState)
  const audience = audienceOf(seen, playerId)
  const missed: NumberedEvent[] = []
  let state = seen
  for (const { seq, event } of log.slice(after, upTo)) {
    state = evolve(state, event)
    if (!isStillFor(state, playerId, audience)) return null
    missed.push({ seq, event: redact(event, audience) })
  }
  return missed
}

/** Whether a watcher may see all of these, and as the same audience. */
function areFor(
  commits: readonly Commit[],
  playerId: PlayerId | null,
  audience: Audience,
): boolean {
  return commits.every(
    ({ after, keepsAudiences }) => keepsAudiences || isStillFor(after, playerId, audience),
  )
}

/** Whether a watcher may see a table, and as the audience that it was. */
const isStillFor = (state: GameState, playerId: PlayerId | null, audience: Audience): boolean =>
  mayWatch(state, audience) && sameAudience(audienceOf(state, playerId), audience)

/** What is sent of the commits that came last, for each kind of eyes that look at them. */
let latest: { readonly commits: readonly Commit[]; readonly bySight: Map<string, Payload> } | null =
  null

/** The message that tells an audience of commits, made once for all who may see the same: they hear of it in a row. */
function eventsFor(commits: readonly Commit[], audience: Audience): Payload {
  if (latest?.commits !== commits) latest = { commits, bySight: new Map() }
  const { bySight } = latest
  const eyes = eyesOnAll(commits, audience)
  const known = bySight.get(eyes)
  if (known) return known
  const events = commits.map(({ seq, event }) => ({ seq, event: redact(event, audience) }))
  const payload = payloadOf({ type: 'events', events })
  bySight.set(eyes, payload)
  return payload
}

/** Nearly always there is one, and then there is nothing to join. */
function eyesOnAll(commits: readonly Commit[], audience: Audience): string {
  const [first, second] = commits
  if (first && !second) return eyesOn(first.event, audience)
  return commits.map(({ event }) => eyesOn(event, audience)).join()
}

function mustWatch(state: GameState, playerId: PlayerId | null): Audience {
  const audience = audienceOf(state, playerId)
  if (!mayWatch(state, audience)) {
    throw new AccessDenied('only players may watch a round at this table')
  }
  return audience
}

/** Whoever is at the table may watch it; a stranger may, unless the table shuts them out while a round is on. */
export function mayWatch(state: GameState, audience: Audience): boolean {
  if (audience.playerId !== null || state.settings.spectators) return true
  return state.phase === 'seating' || state.phase === 'over'
}

const sameAudience = (a: Audience, b: Audience): boolean =>
  a.playerId === b.playerId && a.seesKey === b.seesKey

const onlineMembers = ({ state, presence }: LiveGame): PlayerId[] =>
  [...presence.online].filter((playerId) => audienceOf(state, playerId).playerId !== null)
