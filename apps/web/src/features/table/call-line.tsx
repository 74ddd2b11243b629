import type { GameView } from '@wordfare/contracts'
import { CallSlot } from '../call/call-slots.tsx'

const statusText: Record<GameView['call']['status'], string> = {
  pending: 'The line for pictures is being laid.',
  ready: '',
  unavailable: 'No pictures at this table. The game goes on without.',
}

/** The call’s place at the table, or why there is none. */
export function CallLine({ view: { call, you } }: { view: Pick<GameView, 'call' | 'you'> }) {
  if (call.status === 'ready' && you !== null)
    return (
      <div className="foot-call has-call">
        <CallSlot of="controls" />
      </div>
    )
  return <p className="foot-call quiet">{statusText[call.status]}</p>
}
