import type { GameId, PlayerId } from '@wordfare/contracts'
import type { FastifyRequest } from 'fastify'
import { networkOf } from './network.ts'
import { playerIdOf, sessionKeyOf, type SessionId, type Sessions } from './session.ts'
import { NoSession } from './trpc/access-errors.ts'
import type { Caller } from './trpc/context.ts'

/**
 * Who a request's cookie and address say that the caller is. `onNewSession` tells the browser of a session that was
 * started on the way; null where there is no way to tell it.
 */
export function createCaller(
  sessions: Sessions,
  request: Pick<FastifyRequest, 'headers' | 'ip'>,
  onNewSession: ((session: SessionId) => void) | null,
): Caller {
  let session = sessions.read(request.headers.cookie)
  /** Whoever calls again calls about the same game, as a rule. */
  let lastAt: { readonly gameId: GameId; readonly playerId: PlayerId } | null = null

  function start(): SessionId {
    if (!onNewSession) throw new NoSession('a socket can not start a session')
    const started = sessions.create()
    onNewSession(started)
    return started
  }

  function playerAt(of: SessionId, gameId: GameId): PlayerId {
    if (lastAt?.gameId !== gameId) lastAt = { gameId, playerId: playerIdOf(of, gameId) }
    return lastAt.playerId
  }

  return {
    network: networkOf(request.ip),
    get sessionKey() {
      return session && sessionKeyOf(session)
    },
    playerAt: (gameId) => session && playerAt(session, gameId),
    playerAtOrNew(gameId) {
      session ??= start()
      return playerAt(session, gameId)
    },
  }
}
