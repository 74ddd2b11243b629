import { Dialog } from '@base-ui/react/dialog'
import type { GameView, PlayerView } from '@wordfare/contracts'
import { Users, X } from 'lucide'
import '../../styles/dialog.css'
import { Icon } from '../../icon.tsx'
import type { Play } from '../../trpc/play.ts'
import { teamName } from '../board/team-name.ts'
import { PlayerMenu } from './player-menu.tsx'
import { remarksOn } from './remarks-on.ts'

interface PeopleDialogProps {
  readonly view: GameView
  readonly play: Play
}

/** Everybody at the table, with what the watcher can do about them. */
export function PeopleDialog({ view, play }: PeopleDialogProps) {
  return (
    <Dialog.Root>
      <Dialog.Trigger className="ib" aria-label="People at the table" title="People at the table">
        <Icon of={Users} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="leaf">
          <Dialog.Title className="head">People at the table</Dialog.Title>
          <Dialog.Close className="ib leaf-close" aria-label="Close">
            <Icon of={X} />
          </Dialog.Close>
          <ul className="people">
            {view.players.map((player) => (
              <li key={player.playerId}>
                <span>
                  <b>{player.name}</b>
                  <span className="quiet">{placeOf(player, view)}</span>
                </span>
                <PlayerMenu view={view} player={player} play={play} isDisabled={false} />
              </li>
            ))}
          </ul>
          {view.you?.isHost && view.call.status === 'ready' && (
            <div className="leaf-acts">
              <button className="btn" type="button" onClick={() => void play({ type: 'muteAll' })}>
                Mute everybody
              </button>
            </div>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Where somebody sits, and what else there is to know of them. */
function placeOf(player: PlayerView, view: GameView): string {
  const { team, role } = player
  const place = team && role ? `${teamName[team]} ${role}` : 'In the gallery'
  return [place, ...remarksOn(player, view)].join(', ')
}
