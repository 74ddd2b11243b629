import { Infinity as Unlimited, Minus, Plus } from 'lucide-react'
import type { Count } from '@wordfare/contracts'

const MAX = 9

interface CountStepperProps {
  readonly count: Count
  readonly onChange: (count: Count) => void
}

/** How many cards a clue is about: 0 to 9, or no limit (C1). */
export function CountStepper({ count, onChange }: CountStepperProps) {
  const isUnlimited = count === 'unlimited'
  return (
    <fieldset className="step" aria-label="How many">
      <button
        type="button"
        aria-label="One fewer"
        disabled={count === 0}
        onClick={() => onChange(isUnlimited ? MAX : count - 1)}
      >
        <Minus className="i" aria-hidden />
      </button>
      <output>
        {isUnlimited ? (
          <>
            <Unlimited className="i" aria-hidden />
            <span className="vh">no limit</span>
          </>
        ) : (
          count
        )}
      </output>
      <button
        type="button"
        aria-label="One more"
        disabled={isUnlimited || count === MAX}
        onClick={() => onChange(isUnlimited ? MAX : count + 1)}
      >
        <Plus className="i" aria-hidden />
      </button>
      <button
        type="button"
        aria-label="No limit"
        aria-pressed={isUnlimited}
        onClick={() => onChange(isUnlimited ? 1 : 'unlimited')}
      >
        <Unlimited className="i" aria-hidden />
      </button>
    </fieldset>
  )
}
