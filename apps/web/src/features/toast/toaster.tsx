import { TriangleAlert, X } from 'lucide'
import { useMemo, useState, type ReactNode } from 'react'
import { Icon } from '../../icon.tsx'
import type { Problem } from '../../problem-text.ts'
import { ToastContext } from './use-toast.ts'

/**
 * Shows one problem at a time at the foot of the page, where it covers the wire and nothing else. It stays
 * until it is closed, or until the player does the next thing: nobody has to read against a clock.
 */
export function Toaster({ children }: { children: ReactNode }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const toast = useMemo(() => ({ show: setProblem, close: () => setProblem(null) }), [])
  return (
    <ToastContext value={toast}>
      {children}
      <div className="toasts" role="alert">
        {problem && (
          <div className="toast">
            <Icon of={TriangleAlert} />
            <div>
              <b>{problem.title}</b>
              {problem.text}
            </div>
            <button
              className="ib"
              type="button"
              aria-label="Close this message"
              onClick={toast.close}
            >
              <Icon of={X} />
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  )
}
