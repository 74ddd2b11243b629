import { test as it } from '@fast-check/vitest'
import type { Command, GameView } from '@wordfare/contracts'
import { audienceOf, evolve, initialState, viewFor, type GameState } from '@wordfare/game'
import { applyEvent, applyPresence } from '@wordfare/game/view'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Sent } from '../src/game/watch-game.ts'
import { createGames } from './games.ts'
import { plainly } from './plainly.ts'
import { moveOf, people, playAtRandom, stranger, takeSeat, type Move } from './random-game.ts'

const simple = fc.constantFrom<Command>(
  { type: 'leaveSeat' },
  { type: 'shuffleTeams' },
  { type: 'startRound' },
  { type: 'seeKey' },
  { type: 'leaveGame' },
  { type: 'giveClue', word: 'zyxqa', count: 'unlimited' },
  { type: 'giveClue', word: 'zyxqb', count: 2, targets: [] },
)
const onCard = fc
  .record({ isGuess: fc.boolean(), card: fc.nat(24), turn: fc.integer({ min: 1, max: 4 }) })
  .map(({ isGuess, card, turn }): Command =>
    isGuess ? { type: 'guess', card, turn } : { type: 'mark', card },
  )
const move = moveOf(fc.oneof(takeSeat, simple, simple, onCard))

async function tableAfter(moves: readonly Move[]) {
  const { store, games } = createGames()
  const gameId = await playAtRandom(games, moves)
  const states = (await store.read(gameId)).reduce<GameState[]>(
    (past, { event }) => [...past, evolve(past.at(-1) ?? initialState, event)],
    [initialState],
  )
  return { games, gameId, states }
}

const fold = (view: GameView, { message }: Sent): GameView => {
  switch (message.type) {
    case 'view':
      return message.view
    case 'events':
      return message.events.reduce((now, { event }) => applyEvent(now, event), view)
    case 'presence':
      return applyPresence(view, message.online)
  }
}

describe('whoever comes back', () => {
  it.prop([fc.array(move, { maxLength: 25 }), fc.constantFrom(...people, stranger)], {
    numRuns: 40,
  })('sees the present, whatever they missed and whenever they left', async (moves, playerId) => {
    const { games, gameId, states } = await tableAfter(moves)
    const now = states.length - 1
    for (const [after, state] of states.entries()) {
      if (after === 0) continue
      const known = viewFor(state, audienceOf(state, playerId), new Set())
      const stop = new AbortController()
      const stream = plainly(games, { gameId, playerId, after, signal: stop.signal })
      let view = known
      let seq = after
      // The last thing that comes by itself is who is here, or a view, which says that as well.
      for await (const sent of stream) {
        if (sent.message.type === 'events') {
          expect(sent.message.events.map((event) => event.seq)).toEqual(
            Array.from({ length: now - seq }, (_, i) => seq + i + 1),
          )
        }
        view = fold(view, sent)
        seq = sent.seq
        if (sent.message.type !== 'events') break
      }
      stop.abort()
      const present = states[now] ?? state
      const online = new Set([playerId])
      expect(seq).toBe(now)
      expect(view).toEqual(viewFor(present, audienceOf(present, playerId), online))
    }
  })
})
