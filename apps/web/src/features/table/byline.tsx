import { Unplug } from 'lucide'
import type { PlayerView } from '@wordfare/contracts'
import { Icon } from '../../icon.tsx'
import { teamClass } from '../board/team-name.ts'
import { CallSlot } from '../call/call-slots.tsx'
import { initialsOf } from './initials.ts'
import '../../styles/byline.css'

interface BylineProps {
  readonly player: PlayerView
  readonly players: readonly PlayerView[]
  readonly isYou: boolean
  /** What stands after the name; the role, unless the page has something better to say. */
  readonly note?: string
}

function roleNote(player: PlayerView, isYou: boolean): string {
  if (!isYou) return player.role ?? 'gallery'
  return player.role === 'spymaster' ? 'you, spymaster' : 'you'
}

/** A player’s place at a desk: the picture, with name and role beneath. Without a camera the picture is initials. */
export function Byline({ player, players, isYou, note }: BylineProps) {
  const classes = [
    'by-t',
    player.team === null ? '' : teamClass[player.team],
    player.role === 'spymaster' ? 'spy' : '',
    player.isOnline ? '' : 'away',
  ]
  const initials = initialsOf(player, players)
  return (
    <li className={classes.filter(Boolean).join(' ')}>
      <div className="pic">
        <div className="nocam" aria-hidden="true">
          <span style={{ '--n': initials.length }}>{initials}</span>
        </div>
        <CallSlot of={player.playerId} />
        {!player.isOnline && (
          <span className="badtag">
            <Icon of={Unplug} />
            <span>Off the line</span>
          </span>
        )}
      </div>
      <div className="cap">
        <b title={player.name}>{player.name}</b>
        <span className="role">{note ?? roleNote(player, isYou)}</span>
      </div>
    </li>
  )
}
