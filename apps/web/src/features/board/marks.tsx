import type { Team } from '@wordfare/contracts'
import { teamClass } from './team-name.ts'

/** Somebody’s mark on a card, as it is printed: initials, solid where it is the watcher’s own. */
export interface Mark {
  readonly playerId: string
  readonly initials: string
  readonly name: string
  readonly isYours: boolean
}

interface MarksProps {
  readonly marks: readonly Mark[]
  readonly team: Team
  /** How many chips fit on a card; the rest become a number. */
  readonly room: number
}

/** The initials of those who think of a card. Their names are in the card’s own name. */
export function Marks({ marks, team, room }: MarksProps) {
  if (marks.length === 0) return null
  const yoursFirst = marks.toSorted((a, b) => Number(b.isYours) - Number(a.isYours))
  const shown = marks.length > room ? yoursFirst.slice(0, room - 1) : yoursFirst
  const hidden = marks.length - shown.length
  return (
    <span className="marks" aria-hidden="true">
      {shown.map((mark) => (
        <span
          key={mark.playerId}
          className={`chip ${teamClass[team]}${mark.isYours ? '' : ' out'}`}
        >
          {mark.initials}
        </span>
      ))}
      {hidden > 0 && <span className={`chip out ${teamClass[team]}`}>+{hidden}</span>}
    </span>
  )
}
