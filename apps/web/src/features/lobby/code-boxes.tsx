import { JOIN_CODE_LENGTH } from '@wordfare/contracts/id-forms'
import { useId, useState } from 'react'

interface CodeBoxesProps {
  readonly symbols: string
  readonly hint: string
  readonly isInvalid: boolean
  readonly onText: (text: string) => void
}

const POSITIONS = Array.from({ length: JOIN_CODE_LENGTH }, (_, position) => position)

/** One input, printed as a box for each symbol of a code. */
export function CodeBoxes({ symbols, hint, isInvalid, onText }: CodeBoxesProps) {
  const [isFocused, setIsFocused] = useState(false)
  const hintId = useId()
  const cursor = Math.min(symbols.length, JOIN_CODE_LENGTH - 1)
  return (
    <>
      <div className={`boxes${isInvalid ? ' invalid' : ''}`}>
        {POSITIONS.map((position) => (
          <span
            key={position}
            className={isFocused && position === cursor ? 'cur' : undefined}
            aria-hidden="true"
          >
            {symbols[position]}
          </span>
        ))}
        <input
          aria-label={`Game code, ${JOIN_CODE_LENGTH} characters`}
          aria-describedby={hintId}
          aria-invalid={isInvalid}
          name="joinCode"
          value={symbols}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
          onFocus={() => setIsFocused(true)}
          onBlur={() => setIsFocused(false)}
        />
      </div>
      <p className="hint" id={hintId} aria-live="polite">
        {hint}
      </p>
    </>
  )
}
