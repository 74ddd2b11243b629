import type { CardView } from '@wordfare/contracts'
import { spokenWord } from '../board/spoken-word.ts'

interface KeyLegendProps {
  readonly cards: readonly CardView[]
  /** What the watcher circled for the clue that they are working on. */
  readonly circled: readonly number[]
}

/** What the bands of the key stand for, and what is circled. */
export function KeyLegend({ cards, circled }: KeyLegendProps) {
  const words = circled.map((card) => spokenWord(cards[card]?.word ?? ''))
  return (
    <p className="legend">
      <span className="t-red">
        <i />
        Red
      </span>
      <span className="t-blue">
        <i />
        Blue
      </span>
      <span>
        <i className="kn" />
        Bystander
      </span>
      <span>
        <i className="kx" />
        Assassin
      </span>
      {words.length > 0 && (
        <span className="quiet">
          {words.length} circled: {words.join(', ')}
        </span>
      )}
    </p>
  )
}
