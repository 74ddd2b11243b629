import { PhoneOff } from 'lucide'
import type { ReactNode, Ref } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from '../../icon-button.tsx'
import { Icon } from '../../icon.tsx'
import { useCallPlaces } from './call-slots.tsx'
import { useLostFocus } from './use-lost-focus.ts'

/** Puts what one does in the call where the table has room for it. */
export function InCallPlace({ children }: { children: ReactNode }) {
  const place = useCallPlaces().get('controls')
  return place ? createPortal(children, place) : null
}

interface CallNoteProps {
  readonly text: string
  readonly onRetry?: (() => void) | null
  readonly onLeave: () => void
}

/** A line about the call that one is not in yet or no more, and what can be done. */
export function CallNote({ text, onRetry = null, onLeave }: CallNoteProps) {
  const leaveButton = useLostFocus()
  return (
    <InCallPlace>
      <output className="call-note">{text}</output>
      {onRetry && (
        <button className="btn" type="button" onClick={onRetry}>
          Try again
        </button>
      )}
      <LeaveCallButton ref={leaveButton} onLeave={onLeave} />
    </InCallPlace>
  )
}

interface LeaveCallButtonProps {
  readonly ref?: Ref<HTMLButtonElement>
  readonly onLeave: () => void
}

export function LeaveCallButton({ ref = null, onLeave }: LeaveCallButtonProps) {
  return (
    <IconButton className="leave" label="Leave the call" ref={ref} onClick={onLeave}>
      <Icon of={PhoneOff} />
    </IconButton>
  )
}
