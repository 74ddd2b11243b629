import { createContext, use } from 'react'
import type { Problem } from '../../problem-text.ts'

interface Toast {
  /** Shows a problem in place of the one that is on show. */
  readonly show: (problem: Problem) => void
  readonly close: () => void
}

export const ToastContext = createContext<Toast | null>(null)

export function useToast(): Toast {
  const toast = use(ToastContext)
  if (!toast) throw new Error('useToast needs a Toaster above it')
  return toast
}
