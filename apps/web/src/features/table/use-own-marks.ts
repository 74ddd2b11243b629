import type { CardView, GameView, PlayerId } from '@wordfare/contracts'
import { useMemo, useState } from 'react'
import type { Play } from '../../trpc/play.ts'

type Wishes = ReadonlyMap<number, boolean>
const none: Wishes = new Map()

interface Seen {
  readonly cards: readonly CardView[]
  readonly turn: number | null
}

const isMarkedBy = (you: PlayerId | undefined, card: CardView | undefined): boolean =>
  you !== undefined && card !== undefined && card.marks.includes(you)

/**
 * The cards with the player's own marks as they want them: at once, and not only when the desk has heard of it (G9). What
 * the desk refuses is taken back.
 */
export function useOwnMarks(
  view: GameView,
  play: Play,
): { readonly cards: readonly CardView[]; readonly mark: (card: number) => void } {
  const you = view.you?.playerId
  const turn = view.turn?.number ?? null
  const [wishes, setWishes] = useState(none)
  const [seen, setSeen] = useState<Seen>({ cards: view.cards, turn })
  if (seen.cards !== view.cards || seen.turn !== turn) {
    setSeen({ cards: view.cards, turn })
    const open = [...wishes].filter(([card, wish]) => {
      const present = view.cards[card]
      return present && !present.covered && isMarkedBy(you, present) !== wish
    })
    setWishes(seen.turn === turn ? new Map(open) : none)
  }

  const cards = useMemo(
    () =>
      view.cards.map((card, position) => {
        const wish = wishes.get(position)
        if (you === undefined || wish === undefined || wish === isMarkedBy(you, card)) return card
        const others = card.marks.filter((playerId) => playerId !== you)
        return { ...card, marks: wish ? [...others, you] : others }
      }),
    [view.cards, wishes, you],
  )

  async function mark(card: number): Promise<void> {
    const wish = !isMarkedBy(you, cards[card])
    setWishes((before) => new Map(before).set(card, wish))
    const { ok } = await play({ type: 'mark', card })
    if (!ok) setWishes((before) => new Map([...before].filter(([other]) => other !== card)))
  }

  return { cards, mark: (card) => void mark(card) }
}
