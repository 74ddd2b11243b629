import type { GameView } from '@wordfare/contracts'
import type { Play } from '../../trpc/play.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

interface LeaveDialogProps {
  readonly view: GameView
  readonly play: Play
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Asks before the player gives up their place at the table. */
export function LeaveDialog({ view, play, isOpen, onClose }: LeaveDialogProps) {
  const isHost = view.you?.isHost === true && view.players.length > 1
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title="Leave the game?"
      confirm="Leave"
      cancel="Stay"
      onConfirm={() => void play({ type: 'leaveGame' })}
      onClose={onClose}
    >
      Your seat is free for others at once.
      {isHost && ' Somebody else becomes the host.'} You can come back with the link or the code.
    </ConfirmDialog>
  )
}
