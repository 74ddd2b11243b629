import { TriangleAlert, X } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
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
            <TriangleAlert className="i" aria-hidden />
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
              <X className="i" aria-hidden />
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  )
}
