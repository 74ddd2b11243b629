import type { CardView } from '@wordfare/contracts'
import { fitWord } from './copyfit.ts'
import { Stamp } from './stamp.tsx'
import { TargetRing } from './target-ring.tsx'
import type { InlineStyle } from './inline-style.ts'

/** The custom properties by which the style sheet sets a card’s word to its measure. */
export function wordStyle(word: string): InlineStyle {
  const fit = fitWord(word)
  return {
    '--w': `${fit.wdth.toFixed(1)}%`,
    '--wt': fit.weight,
    '--fs': fit.scale.toFixed(3),
  }
}

interface CardFaceProps {
  readonly card: CardView
  /** Position on the board, row by row; 0 is top left. */
  readonly position: number
  readonly isCircled: boolean
}

/** What is printed on a card: its word, then the plate and stamp, or the key for those who may see it. */
export function CardFace({ card, position, isCircled }: CardFaceProps) {
  const word = <span className="w">{card.word}</span>
  if (card.kind === null) return word
  if (card.covered)
    return (
      <>
        <span className="tex" />
        {word}
        <Stamp kind={card.kind} card={position} />
      </>
    )
  return (
    <>
      {word}
      {card.kind === 'assassin' && <span className="key" data-imprint="ASSASSIN" />}
      {(card.kind === 'red' || card.kind === 'blue') && (
        <>
          <span className="key" />
          <span className="km">
            <i className={`mark m-${card.kind}`} />
          </span>
        </>
      )}
      {isCircled && <TargetRing />}
    </>
  )
}
