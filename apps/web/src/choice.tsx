import { useId } from 'react'

interface ChoiceProps<Value extends string> {
  readonly legend: string
  readonly value: Value
  /** What each value is called, in the order in which they stand. */
  readonly options: readonly (readonly [value: Value, name: string])[]
  readonly hint?: string
  readonly onChange: (value: Value) => void
}

/** One of a few, side by side. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { legend, value, options, hint, onChange } = props
  const name = useId()
  return (
    <fieldset aria-describedby={hint === undefined ? undefined : `${name}-hint`}>
      <legend className="lab">{legend}</legend>
      <div className="seg">
        {options.map(([option, optionName]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {optionName}
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}
