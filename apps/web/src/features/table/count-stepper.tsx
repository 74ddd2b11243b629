import { Infinity as Unlimited, Minus, Plus } from 'lucide'
import type { Count } from '@wordfare/contracts'
import { Icon } from '../../icon.tsx'

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
        <Icon of={Minus} />
      </button>
      <output>
        {isUnlimited ? (
          <>
            <Icon of={Unlimited} />
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
        <Icon of={Plus} />
      </button>
      <button
        type="button"
        aria-label="No limit"
        aria-pressed={isUnlimited}
        onClick={() => onChange(isUnlimited ? 1 : 'unlimited')}
      >
        <Icon of={Unlimited} />
      </button>
    </fieldset>
  )
}
