import { useId } from 'react'

interface EndTurnButtonProps {
  /** Whether a guess must come first (G2). */
  readonly isGuessDue: boolean
  readonly isSending: boolean
  readonly onEnd: () => void
}

/** Ends the turn by hand. Where that is not allowed yet it says why, to the eye and to the ear. */
export function EndTurnButton({ isGuessDue, isSending, onEnd }: EndTurnButtonProps) {
  const reasonId = useId()
  return (
    <div className="endturn">
      <button
        type="button"
        className="btn"
        aria-disabled={isGuessDue || isSending}
        aria-describedby={isGuessDue ? reasonId : undefined}
        onClick={() => {
          if (!isGuessDue && !isSending) onEnd()
        }}
      >
        End turn
      </button>
      {isGuessDue && (
        <span className="due" id={reasonId}>
          One guess is due first
        </span>
      )}
    </div>
  )
}
