import { TriangleAlert } from 'lucide'
import '../../styles/device-check.css'
import { Icon } from '../../icon.tsx'
import type { DeviceProblem } from './device-problem.ts'

/** What keeps devices from the player, said aloud as it comes up. */
export function DeviceProblems({ problems }: { problems: readonly DeviceProblem[] }) {
  return (
    <output className="device-remarks">
      {problems.map(({ title, help }) => (
        <span key={title}>
          <Icon of={TriangleAlert} />
          <span>
            <b>{title}</b> <span className="quiet">{help}</span>
          </span>
        </span>
      ))}
    </output>
  )
}
