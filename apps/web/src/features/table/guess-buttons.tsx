import { Pencil } from 'lucide'
import { useLayoutEffect, useRef } from 'react'
import { Icon } from '../../icon.tsx'
import { focusCard } from '../board/board.tsx'
import { fitLine } from '../board/copyfit.ts'
import { spokenWord } from '../board/spoken-word.ts'
import type { InlineStyle } from '../board/inline-style.ts'

interface GuessButtonsProps {
  readonly word: string
  readonly card: number
  readonly isMarked: boolean
  readonly isSending: boolean
  /** Whether the focus goes to the guess at once: for those who chose the card by keyboard. */
  readonly takesFocus: boolean
  /** `card`: on the card’s foot. `bar`: below the board. */
  readonly place: 'card' | 'bar'
  readonly onMark: () => void
  readonly onGuess: () => void
}

/** The measure of the guess button in em of its size, and how wide its letters may run. */
const BUTTON_FIT = { measure: 6.6, weight: 740, widest: 76 } as const

function buttonStyle(text: string): InlineStyle {
  const fit = fitLine(text, BUTTON_FIT)
  return { fontStretch: `${fit.wdth.toFixed(1)}%`, '--fs': fit.scale.toFixed(3) }
}

/** The second step of a guess, and the way to mark the card instead. */
export function GuessButtons(props: GuessButtonsProps) {
  const { word, card, place, isMarked } = props
  const group = useRef<HTMLDivElement>(null)
  const guess = useRef<HTMLButtonElement>(null)
  const { takesFocus } = props
  useLayoutEffect(() => {
    const buttons = group.current
    if (takesFocus) guess.current?.focus()
    return () => {
      // The buttons go while they hold the focus: it returns to where it came from.
      if (buttons?.contains(document.activeElement)) focusCard(card)
    }
  }, [card, takesFocus])
  const label = `Guess ${spokenWord(word)}`
  const isOnCard = place === 'card'
  return (
    <div className={isOnCard ? 'confirm' : 'choice'} ref={group}>
      <button
        type="button"
        className={isOnCard ? 'pencil' : 'btn pencil'}
        aria-label={isMarked ? `Unmark ${spokenWord(word)}` : `Mark ${spokenWord(word)}`}
        aria-pressed={isMarked}
        title="Mark (M)"
        onClick={props.onMark}
      >
        <Icon of={Pencil} />
        {!isOnCard && <span>{isMarked ? 'Unmark' : 'Mark'}</span>}
      </button>
      <button
        type="button"
        ref={guess}
        className={isOnCard ? 'guess' : 'btn team guess'}
        style={isOnCard ? buttonStyle(label) : undefined}
        disabled={props.isSending}
        onClick={props.onGuess}
        onKeyDown={(event) => {
          // The Enter that chose the card must not go on to guess it while it is held.
          if (event.repeat) event.preventDefault()
        }}
      >
        {label}
      </button>
    </div>
  )
}
