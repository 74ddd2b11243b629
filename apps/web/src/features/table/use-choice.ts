import { useEffect, useState } from 'react'
import type { GameView } from '@wordfare/contracts'

/** The card that the watcher is about to guess, and the turn that the guess would be meant for. */
export interface Choice {
  readonly card: number
  readonly turn: number
  /** Whether the card was chosen without a pointer, so that the focus should follow. */
  readonly byKeyboard: boolean
}

interface ChoiceOfCard {
  readonly choice: Choice | null
  readonly choose: (card: number, byKeyboard: boolean) => void
  readonly cancel: () => void
}

/** The first step of a guess. A choice ends with its turn, when its card is covered, and with Escape. */
export function useChoice(view: GameView, canGuess: boolean): ChoiceOfCard {
  const [last, setLast] = useState<Choice | null>(null)
  const isStanding =
    last !== null &&
    canGuess &&
    last.turn === view.turn?.number &&
    view.cards[last.card]?.covered === false
  const choice = isStanding ? last : null

  useEffect(() => {
    if (choice === null) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setLast(null)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [choice])

  return {
    choice,
    choose: (card, byKeyboard) => {
      if (view.turn !== null) setLast({ card, turn: view.turn.number, byKeyboard })
    },
    cancel: () => setLast(null),
  }
}
