import { Dialog } from '@base-ui/react/dialog'
import {
  CUSTOM_WORDS_MAX,
  CUSTOM_WORDS_MIN,
  type Settings,
  type SettingsChange,
} from '@wordfare/contracts'
import { X } from 'lucide'
import { useId, useRef, useState, type SubmitEvent } from 'react'
import '../../styles/dialog.css'
import type { FieldFaults } from '../../field-faults.ts'
import { FormProblem } from '../../form-problem.tsx'
import { Icon } from '../../icon.tsx'
import type { Problem } from '../../problem-text.ts'
import { Fault } from '../../text-field.tsx'
import type { Play } from '../../trpc/play.ts'
import { useSender } from '../../use-sender.ts'
import { readCustomWords } from './custom-words.ts'
import { draftOf, LIMITS, readTimer, type Limit } from './timer-draft.ts'
import { TimerFields } from './timer-fields.tsx'
import { Choice } from '../../choice.tsx'

interface BriefDialogProps {
  readonly settings: Settings
  readonly play: Play
  readonly isDisabled: boolean
}

/** Lets the host change the settings of the table. */
export function BriefDialog({ settings, play, isDisabled }: BriefDialogProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger className="btn plain" aria-label="Change the brief" disabled={isDisabled}>
        Change
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="leaf">
          <Dialog.Title className="head">The brief</Dialog.Title>
          <Dialog.Close className="ib leaf-close" aria-label="Close">
            <Icon of={X} />
          </Dialog.Close>
          <BriefForm settings={settings} play={play} onClose={() => setIsOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type WordSource = 'pack' | 'both' | 'own'

const sourceOf = ({ packs, custom }: Settings['words']): WordSource =>
  custom.length === 0 ? 'pack' : packs.length === 0 ? 'own' : 'both'

interface BriefFormProps {
  readonly settings: Settings
  readonly play: Play
  readonly onClose: () => void
}

function BriefForm({ settings, play, onClose }: BriefFormProps) {
  const [visibility, setVisibility] = useState(settings.visibility)
  const [clueCheck, setClueCheck] = useState(settings.clueCheck)
  const [spymasterRotation, setSpymasterRotation] = useState(settings.spymasterRotation)
  const [spectators, setSpectators] = useState(settings.spectators)
  const [straightFace, setStraightFace] = useState(settings.straightFace)
  const [teamTalk, setTeamTalk] = useState(settings.teamTalk)
  const [timerDraft, setTimerDraft] = useState(() => draftOf(settings.timer))
  const [timerFaults, setTimerFaults] = useState<FieldFaults<Limit>>({})
  const [source, setSource] = useState(sourceOf(settings.words))
  const [text, setText] = useState(settings.words.custom.join('\n'))
  const [wordFault, setWordFault] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { send, isSending } = useSender(play)
  const form = useRef<HTMLFormElement>(null)
  const wordsId = useId()

  const own = readCustomWords(text)
  const words: Settings['words'] = {
    packs: source === 'own' ? [] : ['en'],
    custom: source === 'pack' ? [] : [...own.words],
  }

  async function save(): Promise<void> {
    const read = readTimer(timerDraft, settings.timer)
    const faults = read.ok ? {} : read.faults
    const fault = source === 'pack' ? null : own.fault
    setTimerFaults(faults)
    setWordFault(fault)
    setProblem(null)
    if (!read.ok) {
      const first = LIMITS.find(([limit]) => faults[limit] !== undefined)?.[0]
      form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
      return
    }
    if (fault !== null) {
      document.getElementById(wordsId)?.focus()
      return
    }
    const change = changesIn(settings, {
      visibility,
      clueCheck,
      spymasterRotation,
      spectators,
      straightFace,
      teamTalk,
      timer: read.timer,
      words,
    })
    if (Object.keys(change).length === 0) {
      onClose()
      return
    }
    const result = await send({ type: 'changeSettings', settings: change })
    if (result === null) return
    if (result.ok) onClose()
    else setProblem(result.problem)
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    void save()
  }

  return (
    <form ref={form} className="leaf-form" noValidate onSubmit={submit}>
      <Choice
        legend="Who may sit down"
        value={visibility}
        options={[
          ['listed', 'Open to all'],
          ['link', 'By link only'],
        ]}
        onChange={setVisibility}
      />
      <Choice
        legend="Visitors"
        value={spectators ? 'yes' : 'no'}
        options={[
          ['yes', 'May watch'],
          ['no', 'Players only'],
        ]}
        onChange={(value) => setSpectators(value === 'yes')}
      />
      <Choice
        legend="Clue check"
        value={clueCheck}
        options={[
          ['strict', 'Strict'],
          ['table', 'The table judges'],
        ]}
        hint="Strict also refuses forms and parts of words on the board, and clues that were used before."
        onChange={setClueCheck}
      />
      <Choice
        legend="Spymasters"
        value={spymasterRotation ? 'yes' : 'no'}
        options={[
          ['no', 'Keep their seats'],
          ['yes', 'Take turns by round'],
        ]}
        onChange={(value) => setSpymasterRotation(value === 'yes')}
      />
      <TimerFields
        draft={timerDraft}
        faults={timerFaults}
        onChange={(draft) => {
          setTimerDraft(draft)
          setTimerFaults({})
        }}
      />
      <OnOff
        legend="Straight face"
        isOn={straightFace}
        hint="A spymaster’s voice can give words away. On: from the clue to the end of the turn both spymasters’ microphones are off."
        onChange={setStraightFace}
      />
      <OnOff
        legend="Team talk"
        isOn={teamTalk}
        hint="The other team listens in. On: from the clue to the end of the turn those who guess are heard by their own team alone."
        onChange={setTeamTalk}
      />
      <Choice
        legend="Words"
        value={source}
        options={[
          ['pack', 'English'],
          ['both', 'Both'],
          ['own', 'Your own'],
        ]}
        onChange={(value) => {
          setSource(value)
          setWordFault(null)
        }}
      />
      {source !== 'pack' && (
        <div>
          <label htmlFor={wordsId}>Your own words</label>
          <textarea
            id={wordsId}
            className="field"
            rows={6}
            value={text}
            spellCheck={false}
            aria-invalid={wordFault !== null}
            aria-describedby={`${wordsId}-hint`}
            onChange={(event) => {
              setText(event.target.value)
              setWordFault(null)
            }}
          />
          {wordFault !== null && <Fault>{wordFault}</Fault>}
          <p className="hint" id={`${wordsId}-hint`}>
            {CUSTOM_WORDS_MIN} to {CUSTOM_WORDS_MAX} different words, a line each or with commas in
            between. {own.words.length} so far.
          </p>
        </div>
      )}
      {problem && <FormProblem problem={problem} />}
      <div className="leaf-acts">
        <Dialog.Close className="btn">Leave as it is</Dialog.Close>
        <button className="btn solid" type="submit" aria-disabled={isSending}>
          {isSending ? 'Saving…' : 'Save the brief'}
        </button>
      </div>
    </form>
  )
}

interface OnOffProps {
  readonly legend: string
  readonly isOn: boolean
  readonly hint: string
  readonly onChange: (isOn: boolean) => void
}

function OnOff({ legend, isOn, hint, onChange }: OnOffProps) {
  return (
    <Choice
      legend={legend}
      value={isOn ? 'yes' : 'no'}
      options={[
        ['no', 'Off'],
        ['yes', 'On'],
      ]}
      hint={hint}
      onChange={(value) => onChange(value === 'yes')}
    />
  )
}

/** Only what differs, so that two people who change two things don't undo each other. */
function changesIn(before: Settings, after: Settings): SettingsChange {
  const known = new Map(
    Object.entries(before).map(([name, value]) => [name, JSON.stringify(value)]),
  )
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== known.get(name)),
  )
}
