import { useState } from 'react'
import type { Play } from '../../trpc/play.ts'
import { teamClass, teamName } from '../board/team-name.ts'
import type { OpenSeat } from './turn-rights.ts'

interface EmptySeatProps {
  readonly seat: OpenSeat
  /** Null where the watcher may not sit down. */
  readonly play: Play | null
}

/** A free chair at a desk, with the way to take it in mid-round where there is one (R6). */
export function EmptySeat({ seat, play }: EmptySeatProps) {
  const [isSending, setIsSending] = useState(false)
  const sit = async (): Promise<void> => {
    if (play === null) return
    setIsSending(true)
    await play({ type: 'takeSeat', ...seat })
    setIsSending(false)
  }
  return (
    <li className={`by-t vacant ${teamClass[seat.team]}`}>
      <div className="pic">
        <div className="nocam">
          {play !== null && (
            <button
              type="button"
              className="btn"
              aria-label={`Sit here as ${teamName[seat.team]} ${seat.role}`}
              disabled={isSending}
              onClick={() => void sit()}
            >
              Sit here
            </button>
          )}
        </div>
      </div>
      <div className="cap">
        <b>Free</b>
        <span className="role">{seat.role}</span>
      </div>
    </li>
  )
}
