import type { CardView, GameView, PlayerId } from '@wordfare/contracts'
import { useMemo } from 'react'
import type { Mark } from '../board/marks.tsx'
import { initialsOf } from './initials.ts'

/** One and the same, so that a card without marks is not drawn anew. */
const NO_MARKS: Mark[] = []

/** The marks on each card, by its position. */
export function useMarks(
  cards: readonly CardView[],
  { players, you }: GameView,
): readonly Mark[][] {
  const marksOf = useMemo(
    () =>
      new Map(
        players.map((player): [PlayerId, Mark] => [
          player.playerId,
          {
            playerId: player.playerId,
            name: player.name,
            initials: initialsOf(player, players),
            isYours: player.playerId === you?.playerId,
          },
        ]),
      ),
    [players, you?.playerId],
  )
  return useMemo(
    () =>
      cards.map(({ marks }) =>
        marks.length === 0 ? NO_MARKS : marks.flatMap((playerId) => marksOf.get(playerId) ?? []),
      ),
    [cards, marksOf],
  )
}
