import type { CallView } from '@wordfare/contracts'

const statusText: Record<CallView['status'], string> = {
  pending: 'The line for pictures is being laid.',
  ready: '',
  unavailable: 'No pictures at this table. The game goes on without.',
}

/** How the table’s call stands, where there is something to say about it. */
export function CallLine({ call }: { call: CallView }) {
  const text = statusText[call.status]
  return <p className="foot-call quiet">{text}</p>
}
