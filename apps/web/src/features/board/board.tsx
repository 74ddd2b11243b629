import {
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react'
import type { CardView, Team } from '@wordfare/contracts'
import { Card, cardElementId, type CardAction } from './card.tsx'
import type { Mark } from './marks.tsx'
import '../../styles/card.css'

const COLUMNS = 5

/** How far each key moves on the board, in cards. */
const STEPS: Record<string, { readonly rows: number; readonly columns: number }> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
  Home: { rows: 0, columns: -COLUMNS },
  End: { rows: 0, columns: COLUMNS },
}

export interface BoardProps {
  /** Row by row. */
  readonly cards: readonly CardView[]
  /** By the card’s position. */
  readonly marks: readonly (readonly Mark[])[]
  readonly marksRoom: number
  /** The team whose turn it is. */
  readonly team: Team | null
  readonly actionOn: (position: number) => CardAction | null
  readonly circled: ReadonlySet<number>
  readonly chosen: number | null
  readonly onPress: (position: number, byKeyboard: boolean) => void
  /** Marks the card, or takes the mark away; null where the watcher may not mark. */
  readonly onMark: ((position: number) => void) | null
  /** Printed over the foot of the chosen card. */
  readonly foot: ReactNode
}

/** Puts the focus on a card, where the board is on the page. */
export function focusCard(position: number): void {
  document.getElementById(cardElementId(position))?.focus()
}

/** Of the card whose button it is, or is part of. */
function positionOf(target: EventTarget): number | null {
  const button = target instanceof Element && target.closest<HTMLElement>('button[data-position]')
  return button ? Number(button.dataset.position) : null
}

const clamp = (value: number, last: number): number => Math.min(last, Math.max(0, value))

/** The five by five. One stop for Tab; arrow keys walk, Enter and Space press, M marks. Give it a key per round. */
export function Board(props: BoardProps) {
  const { cards, onMark } = props
  const [coveredAtFirst] = useState(() => cards.map((card) => card.covered))
  const [tabStop, setTabStop] = useState(0)
  const rows = Array.from({ length: Math.ceil(cards.length / COLUMNS) }, (_, row) =>
    cards.slice(row * COLUMNS, (row + 1) * COLUMNS),
  )

  function press(event: MouseEvent): void {
    const position = positionOf(event.target)
    if (position === null || props.actionOn(position) === null) return
    // A click that no pointer made comes from Enter, Space or a reader.
    props.onPress(position, event.detail === 0)
  }

  function stopAt(event: FocusEvent): void {
    const position = positionOf(event.target)
    if (position !== null) setTabStop(position)
  }

  function walk(event: KeyboardEvent): void {
    const position = positionOf(event.target)
    if (position === null) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.toLowerCase() === 'm' && onMark !== null) {
      event.preventDefault()
      if (!event.repeat) onMark(position)
      return
    }
    // A key that is held down must not choose a card and then guess it.
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const row = clamp(Math.floor(position / COLUMNS) + step.rows, rows.length - 1)
    const column = clamp((position % COLUMNS) + step.columns, COLUMNS - 1)
    focusCard(row * COLUMNS + column)
  }

  return (
    // A table of which each cell is a button is a grid; no tag says that by itself.
    <table
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
      role="grid"
      aria-label="Board"
      className="board"
      tabIndex={-1}
      onClick={press}
      onFocus={stopAt}
      onKeyDown={walk}
    >
      <tbody>
        {rows.map((row, rowIndex) => (
          <tr key={row[0]?.word}>
            {row.map((card, column) => {
              const position = rowIndex * COLUMNS + column
              return (
                <Card
                  key={card.word}
                  card={card}
                  position={position}
                  marks={props.marks[position] ?? []}
                  marksRoom={props.marksRoom}
                  team={props.team}
                  action={props.actionOn(position)}
                  isCircled={props.circled.has(position)}
                  isChosen={props.chosen === position}
                  isFresh={card.covered && coveredAtFirst[position] === false}
                  isTabStop={tabStop === position}
                  foot={props.chosen === position ? props.foot : null}
                />
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
