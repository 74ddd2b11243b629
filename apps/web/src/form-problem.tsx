import type { Problem } from './problem-text.ts'
import { Fault } from './text-field.tsx'

/** Why a whole form came back. */
export function FormProblem({ problem }: { problem: Problem }) {
  return (
    <Fault>
      <b>{problem.title}</b> {problem.text}
    </Fault>
  )
}
