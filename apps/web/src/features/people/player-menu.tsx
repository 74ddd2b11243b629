import { Menu } from '@base-ui/react/menu'
import type { GameView, PlayerView } from '@wordfare/contracts'
import { Crown, Ellipsis, LogOut, Pencil, UserMinus } from 'lucide'
import { useState } from 'react'
import '../../styles/dialog.css'
import { Icon } from '../../icon.tsx'
import type { Play } from '../../trpc/play.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

interface PlayerMenuProps {
  readonly view: GameView
  readonly player: PlayerView
  readonly play: Play
  readonly isDisabled: boolean
}

type Open = 'rename' | 'leave' | 'remove' | null

/** What the watcher can do about one player: oneself, or as the host anybody else. Nothing otherwise. */
export function PlayerMenu({ view, player, play, isDisabled }: PlayerMenuProps) {
  const [open, setOpen] = useState<Open>(null)
  const close = (): void => setOpen(null)
  const isYou = view.you?.playerId === player.playerId
  if (!isYou && !view.you?.isHost) return null

  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          className="ib"
          aria-label={isYou ? 'Your options' : `Options for ${player.name}`}
          disabled={isDisabled}
        >
          <Icon of={Ellipsis} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4}>
            <Menu.Popup className="slip-menu">
              {isYou ? (
                <>
                  <Menu.Item onClick={() => setOpen('rename')}>
                    <Icon of={Pencil} />
                    Rename yourself
                  </Menu.Item>
                  <Menu.Item onClick={() => setOpen('leave')}>
                    <Icon of={LogOut} />
                    Leave the game
                  </Menu.Item>
                </>
              ) : (
                <>
                  <Menu.Item
                    onClick={() => void play({ type: 'makeHost', playerId: player.playerId })}
                  >
                    <Icon of={Crown} />
                    Make host
                  </Menu.Item>
                  <Menu.Item onClick={() => setOpen('remove')}>
                    <Icon of={UserMinus} />
                    Remove from the table
                  </Menu.Item>
                </>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <RenameDialog name={player.name} play={play} isOpen={open === 'rename'} onClose={close} />
      <LeaveDialog view={view} play={play} isOpen={open === 'leave'} onClose={close} />
      <ConfirmDialog
        isOpen={open === 'remove'}
        title={`Remove ${player.name}?`}
        confirm="Remove"
        cancel="Keep"
        onConfirm={() => void play({ type: 'removePlayer', playerId: player.playerId })}
        onClose={close}
      >
        {player.name} loses the seat and can’t come back to this table.
      </ConfirmDialog>
    </>
  )
}
