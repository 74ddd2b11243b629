import { memo, type ReactNode } from 'react'
import type { CardView, Team } from '@wordfare/contracts'
import { CardFace, wordStyle } from './card-face.tsx'
import { cardLook } from './card-look.ts'
import { cardName } from './card-name.ts'
import { Marks, type Mark } from './marks.tsx'
import { teamClass } from './team-name.ts'

/** What a press on a card does for the watcher: choose it for a guess, or draw a ring around it. */
export type CardAction = 'choose' | 'circle'

interface CardProps {
  readonly card: CardView
  readonly position: number
  readonly marks: readonly Mark[]
  readonly marksRoom: number
  /** The team whose turn it is: its ink is on marks and on the chosen card. */
  readonly team: Team | null
  readonly action: CardAction | null
  readonly isCircled: boolean
  readonly isChosen: boolean
  /** Whether the card was covered while the watcher looked on. */
  readonly isFresh: boolean
  /** Whether this is the card that Tab leads to. */
  readonly isTabStop: boolean
  /** Printed over the foot of the card, once it is chosen. */
  readonly foot: ReactNode
}

/** The id of the card’s button, for whoever must bring the focus back to it. */
export const cardElementId = (position: number): string => `card-${position}`

/**
 * A clipping with a word. Always a button, so that a reader can walk the whole board, covered cards included. The
 * board hears its presses: with no handler of its own a card is drawn anew only when it looks different.
 */
export const Card = memo(function Card(props: CardProps) {
  const { card, position, team, action, isChosen, isCircled } = props
  const look = [
    cardLook(card),
    isCircled && !card.covered ? 'tg' : '',
    isChosen && team !== null ? `mine ${teamClass[team]}` : '',
    props.foot ? 'asked' : '',
    team !== null && props.marks.length > 0 ? 'marked' : '',
    props.isFresh ? 'just' : '',
    action === null ? '' : 'can',
  ]
  return (
    <td
      className={look.filter(Boolean).join(' ')}
      aria-selected={action === 'choose' ? isChosen : undefined}
    >
      <button
        type="button"
        id={cardElementId(position)}
        className="card"
        style={wordStyle(card.word)}
        aria-label={cardName(card, {
          isCircled: isCircled && !card.covered,
          markedBy: props.marks.map((mark) => mark.name),
        })}
        aria-pressed={action === null ? undefined : action === 'choose' ? isChosen : isCircled}
        aria-disabled={action === null}
        tabIndex={props.isTabStop ? 0 : -1}
        data-position={position}
      >
        <CardFace card={card} position={position} isCircled={isCircled} />
      </button>
      {team !== null && <Marks marks={props.marks} team={team} room={props.marksRoom} />}
      {props.foot}
    </td>
  )
})
