import type { CardView } from '@wordfare/contracts'
import { CardFace, wordStyle } from './card-face.tsx'
import { cardLook } from './card-look.ts'
import { cardName } from './card-name.ts'
import '../../styles/card.css'

/** The board as a picture on a page: nothing to press, every word with what it was. */
export function PrintedBoard({ cards }: { cards: readonly CardView[] }) {
  return (
    <ol className="board minib" aria-label="The board, all words shown">
      {cards.map((card, position) => (
        <li key={card.word} className={cardLook(card)}>
          <span className="vh">{cardName(card, { isCircled: false, markedBy: [] })}</span>
          <div className="card" style={wordStyle(card.word)} aria-hidden="true">
            <CardFace card={card} position={position} isCircled={false} />
          </div>
        </li>
      ))}
    </ol>
  )
}
