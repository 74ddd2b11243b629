import { JOIN_CODE_LENGTH } from '@wordfare/contracts/id-forms'
import { useRef, useState, type SubmitEvent } from 'react'
import { readNameField, serverFaults } from '../../field-faults.ts'
import { FormProblem } from '../../form-problem.tsx'
import { errorData, problemOf, type Problem } from '../../problem-text.ts'
import { remember } from '../../remembered.ts'
import { tablePath } from '../../table-path.ts'
import { TextField } from '../../text-field.tsx'
import type { RouterInputs } from '../../trpc/trpc.ts'
import { useClient } from '../../trpc/use-client.ts'
import { useAddress } from '../../use-address.ts'
import { lazyTablePage } from '../table-page/lazy-table-page.ts'
import { CodeBoxes } from './code-boxes.tsx'
import type { NameProps } from './create-game-form.tsx'
import { readCodeEntry, type CodeEntry } from './join-code.ts'
import { useRequest } from './use-request.ts'

const NUMBERS = ['Eight', 'Seven', 'Six', 'Five', 'Four', 'Three', 'Two', 'One'] as const

/** Joins a table by the code that somebody has read out. */
export function JoinByCodeForm({ playerName, onPlayerName }: NameProps) {
  const { goTo } = useAddress()
  const form = useRef<HTMLFormElement>(null)
  const [entry, setEntry] = useState<Extract<CodeEntry, { type: 'code' }>>(emptyEntry)
  const [fault, setFault] = useState<string | null>(null)
  const client = useClient()
  const joinGame = useRequest((input: RouterInputs['joinGame']) => client.joinGame.mutate(input))
  const isCodeWrong = errorData(joinGame.error)?.code === 'NOT_FOUND'

  function read(text: string): void {
    joinGame.reset()
    const next = readCodeEntry(text)
    if (next.type === 'link') goTo(tablePath(next.gameId))
    else setEntry(next)
  }

  function showFault(next: string | null): void {
    setFault(next)
    if (next !== null) form.current?.querySelector<HTMLInputElement>('[name="playerName"]')?.focus()
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (joinGame.isSending || entry.code === null) return
    const player = readNameField(playerName)
    showFault(player.fault)
    if (player.fault !== null) return
    lazyTablePage.prefetch()
    void joinGame.send(
      { joinCode: entry.code, playerName: player.name },
      {
        onAnswer({ gameId }) {
          remember('name', playerName.trim())
          goTo(tablePath(gameId))
        },
        onFailure: (error) => showFault(serverFaults(error, ['playerName']).playerName ?? null),
      },
    )
  }

  return (
    <form ref={form} className="bycode" aria-labelledby="join-by-code" noValidate onSubmit={submit}>
      <h2 className="sec-h" id="join-by-code">
        Got a code? <small>eight letters and figures</small>
      </h2>
      <CodeBoxes
        symbols={entry.symbols}
        hint={hintFor(entry)}
        isInvalid={isCodeWrong}
        onText={read}
      />
      <div className="joinrow">
        <TextField
          label="Your name"
          name="playerName"
          value={playerName}
          fault={fault ?? undefined}
          autoComplete="nickname"
          onFocus={lazyTablePage.prefetch}
          onChange={(event) => onPlayerName(event.target.value)}
        />
        <button
          className="btn"
          type="submit"
          disabled={entry.code === null}
          aria-disabled={joinGame.isSending}
        >
          {joinGame.isSending ? 'Joining…' : 'Join'}
        </button>
      </div>
      {joinGame.error !== null && fault === null && (
        <FormProblem problem={isCodeWrong ? wrongCode : problemOf(joinGame.error)} />
      )}
    </form>
  )
}

const emptyEntry = { type: 'code', symbols: '', code: null, strays: '' } as const

const wrongCode: Problem = {
  title: 'No table has that code.',
  text: 'Check it with whoever read it out. Tables close when nobody plays for a day.',
}

function hintFor({ symbols, strays }: Extract<CodeEntry, { type: 'code' }>): string {
  if (strays !== '') return `No code has ${Array.from(strays).join(' or ')} in it.`
  if (symbols === '') return 'You can paste the whole link, too.'
  const missing = NUMBERS[symbols.length]
  if (missing === undefined || symbols.length === JOIN_CODE_LENGTH) return 'That is all of it.'
  return `${missing} more to go. You can paste the whole link, too.`
}
