import { randomUUID } from 'node:crypto'
import {
  callMessageSchema,
  callPeerSchema,
  playerIdSchema,
  type CallEpoch,
  type CallMessage,
  type CallPeer,
  type GameId,
  type MediaState,
  type PlayerId,
  type SignalInput,
} from '@wordfare/contracts'
import type { Gathering, Stay, Switchboard } from '@wordfare/switchboard'
import * as z from 'zod'
import type { GameCache } from '../game/game-cache.ts'
import { AccessDenied } from '../game/game-errors.ts'
import type { Follower, LiveGame } from '../game/live-game.ts'
import * as limits from '../limits.ts'
import { createRateWindow, type RateWindow } from '../rate-window.ts'
import { createOutbox, type Outbox } from './outbox.ts'

/** A participant sends more than a call has need of. */
export class TooManySignals extends Error {
  override readonly name = 'TooManySignals'
}

/** Who is in the calls between the browsers, for the moment alone: after a restart all of them come in again. */
export interface PeerCalls {
  /**
   * Brings a player into the table's call for as long as `signal` allows, and tells them of the others: a roster
   * first, then what changes. The stream ends when the visit does. When `signal` aborts, `hasLeft` tells whether
   * the player meant it; one whose line was cut has a while to come back with the same `epoch`.
   * @throws {AccessDenied} for anyone who is not at the table
   * @throws {GameNotFound}
   * @throws {SwitchboardUnavailable}
   */
  enter(guest: {
    readonly gameId: GameId
    readonly playerId: PlayerId
    readonly epoch: CallEpoch
    readonly media: MediaState
    readonly signal: AbortSignal
    readonly hasLeft: () => boolean
  }): AsyncGenerator<CallMessage>
  /**
   * Passes on what a participant says. What is meant for a visit that is over is lost without a word.
   * @throws {AccessDenied} from a visit that is not on
   * @throws {TooManySignals}
   */
  send(sent: SignalInput & { readonly playerId: PlayerId }): void
  /** Those in all calls whose line is with this server. */
  readonly participants: number
}

/** What servers know of a participant: coming in again makes another visit, also with the same epoch. */
const presentSchema = z.strictObject({ visitId: z.string(), peer: callPeerSchema })
type Present = z.infer<typeof presentSchema>

/** What one server passes to another for a participant. */
const passedSchema = z.strictObject({ to: playerIdSchema, message: callMessageSchema })

/** Somebody whose line is with this server. */
interface Visit {
  readonly visitId: string
  readonly game: LiveGame
  readonly outbox: Outbox<CallMessage>
  readonly follower: Follower
  /** Null until the others know of it. */
  stay: Stay | null
  /** What the others see, or are about to. */
  peer: CallPeer
  /** Set while the line is cut. */
  leaving: NodeJS.Timeout | null
  isOver: boolean
}

/** A table's call, as far as it concerns this server. */
interface Call {
  readonly gathering: Promise<Gathering>
  /** Everybody in it. */
  readonly roster: Map<PlayerId, Present>
  /** Those of them who are here. */
  readonly visits: Map<PlayerId, Visit>
  /** What they have sent; coming in anew allows nobody more. */
  readonly signals: Map<PlayerId, RateWindow>
  /** Those who are here or on their way. */
  users: number
}

export function createPeerCalls(deps: {
  readonly cache: Pick<GameCache, 'withGame'>
  readonly switchboard: Pick<Switchboard, 'gather'>
  readonly now: () => number
}): PeerCalls {
  const calls = new Map<GameId, Call>()

  function callOf(gameId: GameId): Call {
    const known = calls.get(gameId)
    if (known) return known
    const call: Call = {
      gathering: deps.switchboard.gather(`call/${gameId}`, {
        onEntered: (_member, value) => entered(call, presentSchema.parse(JSON.parse(value))),
        onLeft: (member) => left(call, member),
        onSaid(text) {
          const { to, message } = passedSchema.parse(JSON.parse(text))
          const visit = call.visits.get(to)
          if (visit) tell(visit, message)
        },
      }),
      roster: new Map(),
      visits: new Map(),
      signals: new Map(),
      users: 0,
    }
    calls.set(gameId, call)
    return call
  }

  async function release(gameId: GameId, call: Call): Promise<void> {
    call.users -= 1
    if (call.users > 0) return
    if (calls.get(gameId) === call) calls.delete(gameId)
    const [gathered] = await Promise.allSettled([call.gathering])
    if (gathered.status === 'fulfilled') gathered.value.leave()
  }

  function entered({ roster, visits }: Call, present: Present): void {
    const { visitId, peer } = present
    const before = roster.get(peer.playerId)
    roster.set(peer.playerId, present)
    const visit = visits.get(peer.playerId)
    if (visit && visit.visitId !== visitId) end(visit, reasonFor(visit, peer))
    const message: CallMessage =
      before?.visitId === visitId
        ? { type: 'media', playerId: peer.playerId, media: peer.media }
        : { type: 'joined', peer }
    tellOthers(visits, peer.playerId, message)
  }

  function left({ roster, visits }: Call, member: string): void {
    const playerId = playerIdSchema.parse(member)
    roster.delete(playerId)
    tellOthers(visits, playerId, { type: 'left', playerId })
  }

  function tell(visit: Visit, message: CallMessage): void {
    if (!visit.outbox.put(message)) end(visit)
  }

  function tellOthers(visits: Call['visits'], of: PlayerId, message: CallMessage): void {
    for (const visit of Array.from(visits.values())) {
      if (visit.peer.playerId !== of) tell(visit, message)
    }
  }

  function end(visit: Visit, reason: 'elsewhere' | 'removed' | null = null): void {
    if (visit.isOver) return
    visit.isOver = true
    const { game, peer, outbox } = visit
    const visits = calls.get(game.gameId)?.visits
    if (visits?.get(peer.playerId) === visit) visits.delete(peer.playerId)
    game.followers.delete(visit.follower)
    if (visit.leaving) clearTimeout(visit.leaving)
    if (reason) outbox.put({ type: 'ended', reason })
    outbox.close()
    visit.stay?.end()
  }

  function begin(game: LiveGame, peer: CallPeer): Visit {
    const { playerId } = peer
    const visit: Visit = {
      visitId: randomUUID(),
      game,
      peer,
      outbox: createOutbox(limits.PEER_CALL_QUEUE_MAX_MESSAGES),
      follower: {
        onCommits(commits) {
          if (commits.some(({ after }) => !playerIn(after, playerId))) end(visit, 'removed')
        },
        onPresence() {},
        onGone: () => end(visit, 'removed'),
      },
      stay: null,
      leaving: null,
      isOver: false,
    }
    game.followers.add(visit.follower)
    return visit
  }

  /** A player who is in already gives up that visit for this one. False where no place is free. */
  async function admit(call: Call, visit: Visit): Promise<boolean> {
    const { peer } = visit
    const { playerId } = peer
    const gathering = await call.gathering
    visit.stay = await gathering.enter(playerId, presenceOf(visit), limits.PEER_CALL_MAX)
    if (!visit.stay) return false
    if (visit.isOver) {
      visit.stay.end()
      return true
    }
    const earlier = call.visits.get(playerId)
    if (earlier) end(earlier, reasonFor(earlier, peer))
    call.visits.set(playerId, visit)
    const others = [...call.roster.values()].flatMap((present) =>
      present.peer.playerId === playerId ? [] : [present.peer],
    )
    tell(visit, { type: 'roster', you: playerId, peers: others })
    return true
  }

  function signalsOf({ signals }: Call, playerId: PlayerId): RateWindow {
    const known = signals.get(playerId)
    if (known) return known
    const window = createRateWindow({
      max: limits.SOCKET_MESSAGES_MAX,
      windowMs: limits.SOCKET_WINDOW_MS,
      now: deps.now,
    })
    signals.set(playerId, window)
    return window
  }

  return {
    get participants() {
      return [...calls.values()].reduce((sum, { visits }) => sum + visits.size, 0)
    },

    async *enter({ gameId, playerId, epoch, media, signal, hasLeft }) {
      const visit = await deps.cache.withGame(gameId, (game) => {
        const player = playerIn(game.state, playerId)
        if (!player) throw new AccessDenied('only players may join the call')
        return begin(game, { playerId, name: player.name, epoch, media })
      })
      const call = callOf(gameId)
      call.users += 1
      const stop = () => visit.outbox.close()
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) end(visit)
      try {
        if (!visit.isOver && !(await admit(call, visit))) {
          yield { type: 'ended', reason: 'full' }
          end(visit)
          return
        }
        yield* visit.outbox.read()
      } finally {
        signal.removeEventListener('abort', stop)
        const lets = async () => {
          end(visit)
          await release(gameId, call)
        }
        if (visit.isOver || hasLeft() || !visit.stay) await lets()
        else {
          visit.leaving = setTimeout(() => void lets(), limits.PEER_CALL_GRACE_MS)
          visit.leaving.unref()
        }
      }
    },

    send({ gameId, playerId, epoch, message }) {
      const call = calls.get(gameId)
      const visit = call?.visits.get(playerId)
      if (!call || visit?.peer.epoch !== epoch) {
        throw new AccessDenied('only who is in the call may signal')
      }
      if (!signalsOf(call, playerId).spend(1)) throw new TooManySignals('too many signals')
      switch (message.type) {
        case 'media': {
          visit.peer = { ...visit.peer, media: message.media }
          visit.stay?.change(presenceOf(visit))
          break
        }
        case 'signal': {
          const { to, toEpoch, description } = message
          if (call.roster.get(to)?.peer.epoch !== toEpoch) break
          const passed: z.infer<typeof passedSchema> = {
            to,
            message: { type: 'signal', from: playerId, fromEpoch: epoch, toEpoch, description },
          }
          void call.gathering.then((gathering) => gathering.say(JSON.stringify(passed)))
          break
        }
      }
    },
  }
}

const presenceOf = ({ visitId, peer }: Visit): string =>
  JSON.stringify({ visitId, peer } satisfies Present)

const playerIn = ({ players }: LiveGame['state'], playerId: PlayerId) =>
  players.find((player) => player.playerId === playerId)

/** What a browser is told whose visit another one takes over; nothing if it is the same browser. */
const reasonFor = (visit: Visit, peer: CallPeer): 'elsewhere' | null =>
  visit.peer.epoch === peer.epoch ? null : 'elsewhere'
