import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { CallMessage, ListedGame, Rejection, WatchMessage } from '@wordfare/contracts'
import type { AppRouter } from '@wordfare/server'
import type { RouterInputs, RouterOutputs } from '../src/trpc/trpc.ts'

type Subscription = 'watchGame' | 'watchLobby' | 'watchCall'
type Procedure = Exclude<keyof RouterInputs, Subscription>
type Answers = { [P in Procedure]: (input: RouterInputs[P]) => RouterOutputs[P] }
type ErrorData = NonNullable<TRPCClientError<AppRouter>['data']>

/** What a procedure answers; a method, so that each may take the input that is its own. */
interface Answer {
  to(input: unknown): unknown
}

/** What a subscription has open, as the server sees it. */
interface Watcher {
  readonly path: string
  readonly input: unknown
  readonly next: (result: { id?: string; data: unknown }) => void
  readonly fail: (error: TRPCClientError<AppRouter>) => void
  readonly complete: () => void
}

/** Stands in for the server: answers as it is told, and sends to whoever watches. */
export interface FakeServer {
  readonly link: TRPCLink<AppRouter>
  /** Every request to a procedure, in order. */
  readonly asked: { readonly path: string; readonly input: unknown }[]
  answer<P extends Procedure>(path: P, answer: Answers[P]): void
  /** The subscriptions that are open now. */
  watchers(path: Subscription): readonly Watcher[]
  /** What every watcher of the lobby sees from now on. */
  listGames(games: readonly ListedGame[]): void
  /** Sends to everyone who watches a game, and greets those who come later with the last view. */
  sendGame(seq: number, message: WatchMessage): void
  /** Sends to everyone who is in a call between browsers. */
  sendCall(message: CallMessage): void
  /** Ends every subscription to a game with an error, and refuses those that come later. */
  refuseGame(error: TRPCClientError<AppRouter>): void
}

/** A refusal as it arrives in a browser. */
export function refusal(
  code: ErrorData['code'],
  more: {
    rejection?: Rejection
    issues?: NonNullable<ErrorData['issues']>
    retryAfterMs?: number
  } = {},
): TRPCClientError<AppRouter> {
  return TRPCClientError.from<AppRouter>({
    error: {
      code: -32_600,
      message: code,
      data: {
        code,
        httpStatus: 400,
        rejection: more.rejection ?? null,
        issues: more.issues ?? null,
        retryAfterMs: more.retryAfterMs ?? null,
      },
    },
  })
}

/** What a browser makes of a line that broke before the answer. */
export const brokenLine = (): TRPCClientError<AppRouter> =>
  TRPCClientError.from<AppRouter>(new Error('WebSocket closed'))

export function createFakeServer(): FakeServer {
  const answers = new Map<string, Answer>()
  const asked: FakeServer['asked'] = []
  const watchers = new Set<Watcher>()
  let games: readonly ListedGame[] = []
  let lastView: { id: string; data: WatchMessage } | null = null
  let gameRefusal: TRPCClientError<AppRouter> | null = null

  const ofPath = (path: string): Watcher[] =>
    [...watchers].filter((watcher) => watcher.path === path)

  const link: TRPCLink<AppRouter> = () => (hop) =>
    observable((observer) => {
      const { type, path, input } = hop.op
      if (type === 'subscription') {
        const watcher: Watcher = {
          path,
          input,
          next: (result) => observer.next({ result: { type: 'data', ...result } }),
          fail: (error) => observer.error(error),
          complete: () => observer.complete(),
        }
        watchers.add(watcher)
        queueMicrotask(() => {
          if (path === 'watchCall') return
          if (path === 'watchLobby') watcher.next({ data: games })
          else if (gameRefusal) watcher.fail(gameRefusal)
          else if (lastView) watcher.next({ id: lastView.id, data: lastView })
        })
        return () => watchers.delete(watcher)
      }
      asked.push({ path, input })
      const answer = answers.get(path)
      if (!answer) throw new Error(`the test has no answer for ${path}`)
      queueMicrotask(() => {
        try {
          observer.next({ result: { type: 'data', data: answer.to(input) } })
          observer.complete()
        } catch (error) {
          if (!(error instanceof TRPCClientError)) throw error
          observer.error(error)
        }
      })
      return () => undefined
    })

  return {
    link,
    asked,
    answer: (path, to) => void answers.set(path, { to }),
    watchers: ofPath,
    listGames(next) {
      games = next
      for (const watcher of ofPath('watchLobby')) watcher.next({ data: games })
    },
    sendGame(seq, message) {
      gameRefusal = null
      const tracked = { id: String(seq), data: message }
      if (message.type === 'view') lastView = tracked
      for (const watcher of ofPath('watchGame')) watcher.next({ id: tracked.id, data: tracked })
    },
    sendCall(message) {
      for (const watcher of ofPath('watchCall')) watcher.next({ data: message })
    },
    refuseGame(error) {
      gameRefusal = error
      for (const watcher of ofPath('watchGame')) watcher.fail(error)
    },
  }
}
