import type { CardView, Kind } from '@wordfare/contracts'
import { CardFace, wordStyle } from '../board/card-face.tsx'
import { cardLook } from '../board/card-look.ts'
import { Marks, type Mark } from '../board/marks.tsx'
import '../../styles/card.css'

const words: readonly { readonly word: string; readonly kind: Kind }[] = [
  { word: 'ANCHOR', kind: 'red' },
  { word: 'SIREN', kind: 'assassin' },
  { word: 'OWL', kind: 'blue' },
  { word: 'LANTERN', kind: 'bystander' },
  { word: 'FERRY', kind: 'red' },
  { word: 'CANAL', kind: 'bystander' },
]
const CIRCLED = new Set(['ANCHOR', 'FERRY'])
const UNCOVERED_IN_THE_END = new Set(['LANTERN', 'FERRY'])

const cy: Mark = { playerId: 'cy', initials: 'C', name: 'Cy', isYours: true }
const bob: Mark = { playerId: 'bob', initials: 'B', name: 'Bob', isYours: false }
const marks: Record<string, readonly Mark[]> = { ANCHOR: [bob], SIREN: [bob], FERRY: [cy, bob] }

const key: readonly CardView[] = words.map((card) => ({ ...card, covered: false, marks: [] }))
const operatives: readonly CardView[] = key.map((card) => ({ ...card, kind: null }))
const end: readonly CardView[] = key.map((card) =>
  UNCOVERED_IN_THE_END.has(card.word) ? { ...card, kind: null } : { ...card, covered: true },
)

/** A round in three pictures. */
export function HowToPlay() {
  return (
    <section className="howto" aria-label="How a round runs">
      <ol className="how">
        <li>
          <SmallBoard cards={key} circled={CIRCLED} />
          <h2>Two people know</h2>
          <p>
            Each team’s spymaster sees who every word belongs to: Red, Blue, a bystander, or the
            assassin.
          </p>
        </li>
        <li>
          <SmallBoard cards={operatives} marks={marks} />
          <h2>One word goes out</h2>
          <p>“Harbour, 3.” One word, one number. The rest of the team argues it out on camera.</p>
        </li>
        <li>
          <SmallBoard cards={end} />
          <h2>Find yours. Avoid one.</h2>
          <p>
            First side to uncover all its words wins. Touch the assassin and you are tomorrow’s
            front page.
          </p>
        </li>
      </ol>
    </section>
  )
}

interface SmallBoardProps {
  readonly cards: readonly CardView[]
  readonly circled?: ReadonlySet<string>
  readonly marks?: Record<string, readonly Mark[]>
}

/** A corner of a board, as a picture: the words beside it say the same. */
function SmallBoard({ cards, circled, marks: marksOf }: SmallBoardProps) {
  return (
    <div className="mini board" aria-hidden="true">
      {cards.map((card, position) => {
        const isCircled = circled?.has(card.word) ?? false
        return (
          <div key={card.word} className={`${cardLook(card)}${isCircled ? ' tg' : ''}`}>
            <div className="card" style={wordStyle(card.word)}>
              <CardFace card={card} position={position} isCircled={isCircled} />
            </div>
            <Marks marks={marksOf?.[card.word] ?? []} team="red" room={2} />
          </div>
        )
      })}
    </div>
  )
}
