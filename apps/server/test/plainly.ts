import type { GameService } from '../src/game/game-service.ts'
import type { Sent } from '../src/game/watch-game.ts'

/** The messages to a watcher, none of which goes out on a direct line. */
export async function* plainly(
  games: Pick<GameService, 'watch'>,
  watcher: Omit<Parameters<GameService['watch']>[0], 'isDirect'>,
): AsyncGenerator<Sent> {
  for await (const sent of games.watch({ ...watcher, isDirect: false })) {
    if (!('message' in sent)) throw new Error('nobody asked for a direct line')
    yield sent
  }
}
