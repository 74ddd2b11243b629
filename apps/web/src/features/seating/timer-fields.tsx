import { TIME_LIMIT_MAX_SECONDS } from '@wordfare/contracts'
import { Choice } from '../../choice.tsx'
import type { FieldFaults } from '../../field-faults.ts'
import { TextField } from '../../text-field.tsx'
import { LIMITS, paceOf, paces, type Limit, type TimerDraft } from './timer-draft.ts'

interface TimerFieldsProps {
  readonly draft: TimerDraft
  readonly faults: FieldFaults<Limit>
  readonly onChange: (draft: TimerDraft) => void
}

const names: Record<Limit, string> = {
  clueSeconds: 'Seconds for a clue',
  guessSeconds: 'Seconds for the guesses',
  firstClueExtraSeconds: 'More for the first clue',
  bonusSeconds: 'More for each right guess',
}

/** Whether turns are timed, and how long they may take. */
export function TimerFields({ draft, faults, onChange }: TimerFieldsProps) {
  return (
    <>
      <Choice
        legend="Clock"
        value={draft.mode}
        options={[
          ['off', 'Off'],
          ['soft', 'Soft'],
          ['hard', 'Hard'],
        ]}
        hint="Soft: the clock goes on at zero, and the table decides. Hard: at zero the turn is over."
        onChange={(mode) => onChange({ ...draft, mode })}
      />
      {draft.mode !== 'off' && (
        <>
          <Choice
            legend="Pace"
            value={paceOf(draft.typed)}
            options={[
              ['brisk', 'Brisk'],
              ['steady', 'Steady'],
              ['patient', 'Patient'],
            ]}
            onChange={(pace) => {
              if (pace !== 'own') onChange({ ...draft, typed: paces[pace] })
            }}
          />
          <div className="limits">
            {LIMITS.map(([limit, least]) => (
              <TextField
                key={limit}
                label={names[limit]}
                name={limit}
                type="number"
                min={least}
                max={TIME_LIMIT_MAX_SECONDS}
                value={draft.typed[limit]}
                fault={faults[limit]}
                onChange={(event) =>
                  onChange({ ...draft, typed: { ...draft.typed, [limit]: event.target.value } })
                }
              />
            ))}
          </div>
        </>
      )}
    </>
  )
}
