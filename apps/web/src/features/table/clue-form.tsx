import { TriangleAlert } from 'lucide'
import { useId, useState, type ReactNode, type SubmitEvent } from 'react'
import type { GameView, Team } from '@wordfare/contracts'
import { Icon } from '../../icon.tsx'
import { clueProblem, type Problem } from '../../problem-text.ts'
import type { Play } from '../../trpc/play.ts'
import { useClueVerdict } from '../../trpc/use-clue-verdict.ts'
import { teamClass } from '../board/team-name.ts'
import { CountStepper } from './count-stepper.tsx'
import type { ClueDraft } from './use-clue-draft.ts'
import '../../styles/clue.css'

/** Longer than any legal clue, so that the checker can say what is wrong with one that is too long. */
const INPUT_MAX = 64

interface ClueFormProps {
  readonly view: GameView
  readonly team: Team
  readonly draft: ClueDraft
  readonly play: Play
  readonly isLive: boolean
  /** The time that is left, where turns are timed. */
  readonly clock: ReactNode
}

/** The spymaster’s sheet: a word, a count, and what the checker says. A refusal leaves every word where it was. */
export function ClueForm({ view, team, draft, play, isLive, clock }: ClueFormProps) {
  const { verdict, isChecking } = useClueVerdict(view.gameId, draft.word)
  const [isSending, setIsSending] = useState(false)
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const wordId = useId()
  const lawId = useId()
  const name = view.players.find((player) => player.playerId === view.you?.playerId)?.name ?? ''

  const fault =
    verdict !== null && !verdict.legal && !isChecking
      ? clueProblem(verdict.reason, verdict.word)
      : null
  const problem = fault ?? refusal
  const isEmpty = draft.word.trim() === ''

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (isEmpty || isSending || fault !== null) return
    setIsSending(true)
    setRefusal(null)
    const result = await play({
      type: 'giveClue',
      word: draft.word.trim(),
      count: draft.count,
      ...(draft.targets.length > 0 && { targets: [...draft.targets] }),
    })
    setIsSending(false)
    if (result.ok) draft.clear()
    else setRefusal(result.problem)
  }

  return (
    <form
      className={`cf ${teamClass[team]}`}
      aria-label="Your clue"
      onSubmit={(event) => void send(event)}
    >
      <p className={`kick ${teamClass[team]}`}>
        <i className="mark" />
        <strong>Your clue, {name}.</strong>
        <span className="hide-s">Circle the words you mean. Only you see the circles.</span>
        {clock}
      </p>
      <div className="legal">
        <label htmlFor={wordId}>One word</label>
        <input
          id={wordId}
          className="field"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="send"
          maxLength={INPUT_MAX}
          value={draft.word}
          aria-invalid={problem !== null}
          aria-describedby={lawId}
          onChange={(event) => {
            setRefusal(null)
            draft.setWord(event.target.value)
          }}
        />
      </div>
      <div className="many">
        <span className="lab" aria-hidden="true">
          How many
        </span>
        <CountStepper count={draft.count} onChange={draft.setCount} />
      </div>
      <button
        className="btn team"
        type="submit"
        disabled={isEmpty || isSending || fault !== null || !isLive}
      >
        {isSending ? 'Sending' : 'Send clue'}
      </button>
      <output className="warn" id={lawId} htmlFor={wordId}>
        {problem !== null ? (
          <>
            <Icon of={TriangleAlert} />
            <span>
              <b>{problem.title}</b> {problem.text}
            </span>
          </>
        ) : (
          <span className="quiet">
            {isEmpty
              ? 'One word, and how many cards it is about.'
              : isChecking || verdict === null
                ? 'Checking the word.'
                : 'Nothing against it.'}
          </span>
        )}
      </output>
    </form>
  )
}
