import { Printer } from 'lucide'
import { useState } from 'react'
import type { GameView } from '@wordfare/contracts'
import { Icon } from '../../icon.tsx'
import type { Play } from '../../trpc/play.ts'
import { nextSpymasters } from './next-spymasters.ts'

interface NextRoundProps {
  readonly view: GameView
  readonly play: Play
  readonly onChangeSeats: () => void
}

/** What can be done once the page is out: keep it, change seats, play on. */
export function NextRound({ view, play, onChangeSeats }: NextRoundProps) {
  const [isSending, setIsSending] = useState(false)

  async function start(): Promise<void> {
    setIsSending(true)
    await play({ type: 'startRound' })
    setIsSending(false)
  }

  return (
    <div className="next">
      <p>{nextSpymasters(view)}</p>
      <button type="button" className="btn" onClick={() => window.print()}>
        <Icon of={Printer} />
        Keep this page
      </button>
      {view.you !== null && (
        <button type="button" className="btn" onClick={onChangeSeats}>
          Change seats
        </button>
      )}
      {view.you !== null && view.you.team !== null && (
        <button
          type="button"
          className="btn solid"
          disabled={isSending}
          onClick={() => void start()}
        >
          Play round {view.round + 1}
        </button>
      )}
    </div>
  )
}
