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
export const createCaller = (
  sessions: Sessions,
  request: Pick<FastifyRequest, 'headers' | 'ip'>,
  onNewSession: ((session: SessionId) => void) | null,
): Caller => new RequestCaller(sessions, request, onNewSession)

/** Every socket has one for as long as it is open: a class, since closures and accessors of its own take ten times as much. */
class RequestCaller implements Caller {
  readonly network: string
  readonly #sessions: Sessions
  readonly #onNewSession: ((session: SessionId) => void) | null
  #session: SessionId | null
  /** Whoever calls again calls about the same game, as a rule. */
  #lastGame: GameId | null = null
  #lastPlayer: PlayerId | null = null

  constructor(...[sessions, { headers, ip }, onNewSession]: Parameters<typeof createCaller>) {
    this.network = networkOf(ip)
    this.#sessions = sessions
    this.#onNewSession = onNewSession
    this.#session = sessions.read(headers.cookie)
  }

  get sessionKey(): string | null {
    return this.#session && sessionKeyOf(this.#session)
  }

  playerAt(gameId: GameId): PlayerId | null {
    return this.#session && this.#playerAt(this.#session, gameId)
  }

  playerAtOrNew(gameId: GameId): PlayerId {
    this.#session ??= this.#start()
    return this.#playerAt(this.#session, gameId)
  }

  #playerAt(session: SessionId, gameId: GameId): PlayerId {
    if (this.#lastPlayer === null || this.#lastGame !== gameId) {
      this.#lastGame = gameId
      this.#lastPlayer = playerIdOf(session, gameId)
    }
    return this.#lastPlayer
  }

  #start(): SessionId {
    if (!this.#onNewSession) throw new NoSession('a socket can not start a session')
    const started = this.#sessions.create()
    this.#onNewSession(started)
    return started
  }
}
