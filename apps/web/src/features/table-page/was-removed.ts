import type { GameView } from '@wordfare/contracts'

/** Whether the last thing that the wire says of somebody is that the host took them off the table. */
export function wasRemoved(view: GameView, name: string): boolean {
  const last = view.log.findLast((entry) => 'name' in entry && entry.name === name)
  return last?.type === 'removed'
}
