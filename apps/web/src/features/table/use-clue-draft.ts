import { useState } from 'react'
import type { Count } from '@wordfare/contracts'

const COUNT_MAX = 9

/** A clue that the spymaster is working on. */
export interface ClueDraft {
  readonly word: string
  readonly count: Count
  /** The circled cards, in the order of the board. */
  readonly targets: readonly number[]
  readonly setWord: (word: string) => void
  readonly setCount: (count: Count) => void
  readonly toggleTarget: (card: number) => void
  readonly clear: () => void
}

interface Draft {
  readonly turn: number
  readonly word: string
  /** Null until it is changed by hand: it follows the circles till then. */
  readonly count: Count | null
  readonly targets: ReadonlySet<number>
}

const blank = (turn: number): Draft => ({ turn, word: '', count: null, targets: new Set() })

/** The draft of this turn’s clue; a new turn starts with an empty sheet. */
export function useClueDraft(turn: number): ClueDraft {
  const [last, setLast] = useState(() => blank(turn))
  const draft = last.turn === turn ? last : blank(turn)
  const targets = [...draft.targets].toSorted((a, b) => a - b)
  return {
    word: draft.word,
    count: draft.count ?? Math.min(COUNT_MAX, Math.max(1, targets.length)),
    targets,
    setWord: (word) => setLast({ ...draft, word }),
    setCount: (count) => setLast({ ...draft, count }),
    toggleTarget: (card) => {
      const next = new Set(draft.targets)
      if (!next.delete(card)) next.add(card)
      setLast({ ...draft, targets: next })
    },
    clear: () => setLast(blank(turn)),
  }
}
