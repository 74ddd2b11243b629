import type { GameService } from '../src/game/game-service.ts'
import type { Sent } from '../src/game/watch-game.ts'

/** The messages to a watcher until `signal` aborts, none of which goes out on a direct line. */
export async function* plainly(
  games: Pick<GameService, 'watch'>,
  {
    signal,
    ...watcher
  }: Omit<Parameters<GameService['watch']>[0], 'isDirect'> & { readonly signal: AbortSignal },
): AsyncGenerator<Sent> {
  const stream = games.watch({ ...watcher, isDirect: false })
  const stop = (): void => void stream.return?.()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const sent of stream) {
      if (!('message' in sent)) throw new Error('nobody asked for a direct line')
      yield sent
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
