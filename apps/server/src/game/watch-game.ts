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
import { createFeed } from './feed.ts'
import type { GameCache } from './game-cache.ts'
import { AccessDenied, GameNotFound } from './game-errors.ts'
import type { Commit, LiveGame } from './live-game.ts'

/** A message for one watcher, and the number of the last event that the watcher knows of once it has it. */
export interface Sent {
  readonly seq: Version
  readonly message: WatchMessage
}

/**
 * Shows a game to one watcher for as long as `signal` allows. `after` is the last event that the watcher has
 * seen: what it missed since then comes first, or else a view of the present.
 *
 * A watcher is sent only what its audience may know, looked up anew after every event. The moment that changes,
 * a fresh view replaces everything.
 * @throws {GameNotFound} also later, when the game expires
 * @throws {AccessDenied} also later, when a round starts that strangers may not watch
 */
export async function* watchGame(
  deps: { readonly cache: GameCache; readonly store: EventStore },
  watcher: {
    readonly gameId: GameId
    readonly playerId: PlayerId | null
    readonly after: Version | null
    readonly signal: AbortSignal
    /** Whether messages after the first may go out on a direct line. */
    readonly isDirect: boolean
  },
): AsyncGenerator<Sent | Opening> {
  const { gameId, playerId, after, signal, isDirect } = watcher
  const feed = createFeed(WATCHER_QUEUE_MAX_EVENTS)
  // The feed is there before the log is read: whatever comes while it is read waits in the feed.
  const { game, from } = await deps.cache.withGame(gameId, (live) => {
    live.followers.add(feed)
    return { game: live, from: live.version }
  })
  let leave: (() => void) | null = null
  const stop = (): void => feed.stop()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) feed.stop()
  try {
    let audience = mustWatch(game.state, playerId)
    let cursor = from
    const view = (): Sent => {
      // The present holds all that still waited.
      feed.take()
      audience = mustWatch(game.state, playerId)
      cursor = game.version
      return {
        seq: cursor,
        message: { type: 'view', view: viewFor(game.state, audience, game.presence.online) },
      }
    }
    const presence = (): Sent => ({
      seq: cursor,
      message: { type: 'presence', online: onlineMembers(game) },
    })

    /** The last message of several that go out together: where nothing else waits, the rest goes directly. */
    const last = (sent: Sent): Sent | Opening =>
      isDirect ? { seq: sent.seq, first: sent.message, begin: goDirect } : sent
    const goDirect = (line: DirectLine): void =>
      feed.goDirect({
        onCommits(commits) {
          const seq = commits.at(-1)?.seq
          if (seq === undefined || !areFor(commits, playerId, audience)) return false
          cursor = seq
          line.send(seq, eventsFor(commits, audience))
          return true
        },
        onPresence() {
          const { seq, message } = presence()
          line.send(seq, payloadOf(message))
        },
      })

    leave = game.presence.arrive(playerId)
    const canResume =
      after !== null && after > 0 && after <= from && from - after <= RESUME_MAX_EVENTS
    const missed = canResume
      ? eventsMissed(await deps.store.read(gameId), after, from, playerId)
      : null
    if (missed === null) {
      yield last(view())
    } else {
      if (missed.length > 0) yield { seq: from, message: { type: 'events', events: missed } }
      // Who is here may have changed any number of times meanwhile.
      yield last(presence())
    }

    for (;;) {
      await feed.ready()
      if (signal.aborted) return
      if (feed.isGone) throw new GameNotFound(gameId)
      const waiting = feed.take()
      if (waiting.overflowed) {
        yield last(view())
        continue
      }
      const events: NumberedEvent[] = []
      let isOutOfDate = false
      for (const { seq, event, after: state } of waiting.commits) {
        if (!sameAudience(mustWatch(state, playerId), audience)) {
          isOutOfDate = true
          break
        }
        events.push({ seq, event: redact(event, audience) })
        cursor = seq
      }
      const sent: Sent[] = []
      if (events.length > 0) sent.push({ seq: cursor, message: { type: 'events', events } })
      if (isOutOfDate) sent.push(view())
      else if (waiting.presence) sent.push(presence())
      for (const [place, one] of sent.entries()) yield place < sent.length - 1 ? one : last(one)
    }
  } finally {
    leave?.()
    signal.removeEventListener('abort', stop)
    game.followers.delete(feed)
  }
}

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
