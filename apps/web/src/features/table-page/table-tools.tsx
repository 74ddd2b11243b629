import type { GameView } from '@wordfare/contracts'
import { LogOut } from 'lucide'
import { useState } from 'react'
import { IconButton } from '../../icon-button.tsx'
import { Icon } from '../../icon.tsx'
import type { Play } from '../../trpc/play.ts'
import { EditionButton } from '../edition/edition-button.tsx'
import { LeaveDialog } from '../people/leave-dialog.tsx'
import { PeopleDialog } from '../people/people-dialog.tsx'

interface TableToolsProps {
  readonly view: GameView
  readonly play: Play
  /** For somebody who only watches: back to the way in. */
  readonly onJoin: () => void
}

/** What every stage of a table has in its bar. */
export function TableTools({ view, play, onJoin }: TableToolsProps) {
  const [isLeaving, setIsLeaving] = useState(false)
  return (
    <>
      {view.you !== null && <PeopleDialog view={view} play={play} />}
      <EditionButton />
      {view.you === null ? (
        <button className="btn join-now" type="button" onClick={onJoin}>
          Join
        </button>
      ) : (
        <IconButton label="Leave the game" onClick={() => setIsLeaving(true)}>
          <Icon of={LogOut} />
        </IconButton>
      )}
      <LeaveDialog view={view} play={play} isOpen={isLeaving} onClose={() => setIsLeaving(false)} />
    </>
  )
}
