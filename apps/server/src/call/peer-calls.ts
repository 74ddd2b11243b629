import type {
  CallEpoch,
  CallMessage,
  CallPeer,
  GameId,
  MediaState,
  PlayerId,
  SignalInput,
} from '@wordfare/contracts'
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

/** Who is in the calls between the browsers, in memory alone: after a restart all of them come in again. */
export interface PeerCalls {
  /**
   * Brings a player into the table's call for as long as `signal` allows, and tells them of the others: a roster
   * first, then what changes. The stream ends when the stay does. When `signal` aborts, `hasLeft` tells whether
   * the player meant it; one whose line was cut has a while to come back with the same `epoch`.
   * @throws {AccessDenied} for anyone who is not at the table
   * @throws {GameNotFound}
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
   * Passes on what a participant says. What is meant for a stay that is over is lost without a word.
   * @throws {AccessDenied} from a stay that is not on
   * @throws {TooManySignals}
   */
  send(sent: SignalInput & { readonly playerId: PlayerId }): void
}

interface Stay {
  readonly playerId: PlayerId
  readonly epoch: CallEpoch
  media: MediaState
  readonly game: LiveGame
  readonly outbox: Outbox<CallMessage>
  readonly follower: Follower
  /** Set while the line is cut. */
  leaving: NodeJS.Timeout | null
  readonly signals: RateWindow
}

/** The stays that are on, by player. */
type Call = Map<PlayerId, Stay>

export function createPeerCalls(deps: {
  readonly cache: Pick<GameCache, 'withGame'>
  readonly now: () => number
}): PeerCalls {
  const calls = new Map<GameId, Call>()

  function tell(to: Stay, message: CallMessage): void {
    if (!to.outbox.put(message)) leave(to)
  }

  function tellOthers(of: Stay, message: CallMessage): void {
    for (const stay of calls.get(of.game.gameId)?.values() ?? []) {
      if (stay.playerId !== of.playerId) tell(stay, message)
    }
  }

  const isOn = (stay: Stay): boolean => calls.get(stay.game.gameId)?.get(stay.playerId) === stay

  /** Ends a stay without a word to the others. */
  function end(stay: Stay, reason: 'elsewhere' | 'removed' | null): void {
    const { game, playerId, outbox } = stay
    const call = calls.get(game.gameId)
    call?.delete(playerId)
    if (call?.size === 0) calls.delete(game.gameId)
    game.followers.delete(stay.follower)
    if (stay.leaving) clearTimeout(stay.leaving)
    if (reason) outbox.put({ type: 'ended', reason })
    outbox.close()
  }

  function leave(stay: Stay, reason: 'removed' | null = null): void {
    if (!isOn(stay)) return
    end(stay, reason)
    tellOthers(stay, { type: 'left', playerId: stay.playerId })
  }

  /** A player who is in already gives up that stay for this one. Null where no place is free. */
  function admit(
    game: LiveGame,
    { playerId, epoch, media }: Pick<Stay, 'playerId' | 'epoch' | 'media'>,
  ): Stay | null {
    if (!playerIn(game.state, playerId)) throw new AccessDenied('only players may join the call')
    const earlier = calls.get(game.gameId)?.get(playerId)
    if (!earlier && (calls.get(game.gameId)?.size ?? 0) >= limits.PEER_CALL_MAX) return null
    if (earlier) end(earlier, earlier.epoch === epoch ? null : 'elsewhere')

    const stay: Stay = {
      playerId,
      epoch,
      media,
      game,
      outbox: createOutbox(limits.PEER_CALL_QUEUE_MAX_MESSAGES),
      follower: {
        onCommits(commits) {
          if (commits.some(({ after }) => !playerIn(after, playerId))) leave(stay, 'removed')
        },
        onPresence() {},
        onGone: () => leave(stay, 'removed'),
      },
      leaving: null,
      // Coming in anew allows nobody more.
      signals:
        earlier?.signals ??
        createRateWindow({
          max: limits.SOCKET_MESSAGES_MAX,
          windowMs: limits.SOCKET_WINDOW_MS,
          now: deps.now,
        }),
    }
    game.followers.add(stay.follower)
    const call = calls.get(game.gameId) ?? new Map<PlayerId, Stay>()
    const peers = [...call.values()].map(peerOf)
    calls.set(game.gameId, call.set(playerId, stay))
    tell(stay, { type: 'roster', you: playerId, peers })
    tellOthers(stay, { type: 'joined', peer: peerOf(stay) })
    return stay
  }

  return {
    async *enter({ gameId, signal, hasLeft, ...guest }) {
      const stay = await deps.cache.withGame(gameId, (game) =>
        signal.aborted ? null : admit(game, guest),
      )
      if (!stay) {
        yield { type: 'ended', reason: 'full' }
        return
      }
      signal.addEventListener('abort', stay.outbox.close, { once: true })
      if (signal.aborted) stay.outbox.close()
      try {
        yield* stay.outbox.read()
      } finally {
        signal.removeEventListener('abort', stay.outbox.close)
        if (hasLeft()) leave(stay)
        else if (isOn(stay)) {
          stay.leaving = setTimeout(() => leave(stay), limits.PEER_CALL_GRACE_MS)
          stay.leaving.unref()
        }
      }
    },

    send({ gameId, playerId, epoch, message }) {
      const call = calls.get(gameId)
      const stay = call?.get(playerId)
      if (stay?.epoch !== epoch) throw new AccessDenied('only who is in the call may signal')
      if (!stay.signals.spend(1)) throw new TooManySignals('too many signals')
      switch (message.type) {
        case 'media':
          stay.media = message.media
          tellOthers(stay, { type: 'media', playerId, media: message.media })
          break
        case 'signal': {
          const { to, toEpoch, description } = message
          const target = call?.get(to)
          if (target?.epoch !== toEpoch) break
          tell(target, { type: 'signal', from: playerId, fromEpoch: epoch, toEpoch, description })
          break
        }
      }
    },
  }
}

const playerIn = ({ players }: LiveGame['state'], playerId: PlayerId) =>
  players.find((player) => player.playerId === playerId)

const peerOf = ({ game, playerId, epoch, media }: Stay): CallPeer => ({
  playerId,
  name: playerIn(game.state, playerId)?.name ?? '',
  epoch,
  media,
})
