import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useCallPlaces } from './call-slots.tsx'

/** Puts what one does in the call where the table has room for it. */
export function InCallPlace({ children }: { children: ReactNode }) {
  const place = useCallPlaces().get('controls')
  return place ? createPortal(children, place) : null
}

interface CallNoteProps {
  readonly text: string
  readonly onRetry?: (() => void) | null
}

/** A line about the call, and what can be done. */
export function CallNote({ text, onRetry = null }: CallNoteProps) {
  return (
    <>
      <output className="call-note">{text}</output>
      {onRetry && (
        <button className="btn" type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </>
  )
}
