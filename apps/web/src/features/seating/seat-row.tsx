import type { GameView, PlayerView, Role, Team } from '@wordfare/contracts'
import type { ReactNode } from 'react'
import { teamName } from '../board/team-name.ts'
import { CallSlot } from '../call/call-slots.tsx'
import { PlayerMenu } from '../people/player-menu.tsx'
import { remarksOn } from '../people/remarks-on.ts'
import type { Play } from '../../trpc/play.ts'

const roleTitle: Record<Role, string> = { spymaster: 'Spymaster', operative: 'Operative' }
const duty: Record<Role, string> = {
  spymaster: 'sees the key, gives the clues',
  operative: 'marks, argues, guesses',
}

export interface Seat {
  readonly team: Team
  readonly role: Role
}

interface TakenSeatProps {
  readonly view: GameView
  readonly player: PlayerView
  readonly seat: Seat
  readonly play: Play
  readonly isDisabled: boolean
  /** What the player can do here, if it is the watcher. */
  readonly children: ReactNode
}

/** A seat with somebody in it. */
export function TakenSeat({ view, player, seat, play, isDisabled, children }: TakenSeatProps) {
  return (
    <li className={rowClass(seat, player.isOnline ? '' : 'away')}>
      <div className="seat-pic">
        <span aria-hidden="true">{initialOf(player.name)}</span>
        <CallSlot of={player.playerId} />
      </div>
      <div>
        <b>{player.name}</b>
        <span className="quiet">
          {[roleTitle[seat.role], ...remarksOn(player, view)].join(', ')}
        </span>
      </div>
      <div className="row-acts">
        {children}
        <PlayerMenu view={view} player={player} play={play} isDisabled={isDisabled} />
      </div>
    </li>
  )
}

interface FreeSeatProps {
  readonly seat: Seat
  /** Null for somebody who can't sit down. */
  readonly onSit: (() => void) | null
  readonly isDisabled: boolean
}

/** A seat that waits for somebody. */
export function FreeSeat({ seat, onSit, isDisabled }: FreeSeatProps) {
  return (
    <li className={rowClass(seat, 'vac')}>
      <div className="hole" aria-hidden="true" />
      <div>
        <b>{roleTitle[seat.role]} wanted</b>
        <span className="quiet">{duty[seat.role]}</span>
      </div>
      {onSit && (
        <div className="row-acts">
          <button
            className="btn"
            type="button"
            aria-label={`Sit here as ${teamName[seat.team]} ${seat.role}`}
            disabled={isDisabled}
            onClick={onSit}
          >
            Sit here
          </button>
        </div>
      )}
    </li>
  )
}

const rowClass = ({ role }: Seat, more: string): string =>
  ['row', role === 'spymaster' ? 'spyrow' : '', more].filter(Boolean).join(' ')

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function initialOf(name: string): string {
  const [first] = graphemes.segment(name)
  return first?.segment.toLocaleUpperCase() ?? ''
}
