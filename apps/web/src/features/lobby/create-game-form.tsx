import type { Visibility } from '@wordfare/contracts'
import { defaultSettings } from '@wordfare/contracts/default-settings'
import { Scissors } from 'lucide'
import { useRef, useState, type SubmitEvent } from 'react'
import { Choice } from '../../choice.tsx'
import { readNameField, serverFaults, type FieldFaults } from '../../field-faults.ts'
import { Icon } from '../../icon.tsx'
import { problemOf } from '../../problem-text.ts'
import { remember } from '../../remembered.ts'
import { tablePath } from '../../table-path.ts'
import { TextField } from '../../text-field.tsx'
import type { RouterInputs } from '../../trpc/trpc.ts'
import { useClient } from '../../trpc/use-client.ts'
import { useAddress } from '../../use-address.ts'
import { FormProblem } from '../../form-problem.tsx'
import { lazyTablePage } from '../table-page/lazy-table-page.ts'
import { weekday } from './nameplate.tsx'
import { useRequest } from './use-request.ts'

const FIELDS = ['gameName', 'playerName'] as const
type Field = (typeof FIELDS)[number]

export interface NameProps {
  readonly playerName: string
  readonly onPlayerName: (name: string) => void
}

/** The coupon: fill in two names, cut along the line, and the table is open. */
export function CreateGameForm({ playerName, onPlayerName }: NameProps) {
  const { goTo } = useAddress()
  const form = useRef<HTMLFormElement>(null)
  const [gameName, setGameName] = useState(() => `${weekday()} desk`)
  const [visibility, setVisibility] = useState<Visibility>(defaultSettings.visibility)
  const [faults, setFaults] = useState<FieldFaults<Field>>({})
  const client = useClient()
  const createGame = useRequest((input: RouterInputs['createGame']) =>
    client.createGame.mutate(input),
  )

  function show(next: FieldFaults<Field>): void {
    setFaults(next)
    const first = FIELDS.find((field) => next[field] !== undefined)
    if (first) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (createGame.isSending) return
    const game = readNameField(gameName)
    const player = readNameField(playerName)
    show({ ...faultOf('gameName', game.fault), ...faultOf('playerName', player.fault) })
    if (game.fault !== null || player.fault !== null) return
    lazyTablePage.prefetch()
    void createGame.send(
      {
        gameName: game.name,
        playerName: player.name,
        settings: { visibility },
      },
      {
        onAnswer({ gameId }) {
          remember('name', playerName.trim())
          goTo(tablePath(gameId))
        },
        onFailure: (error) => show(serverFaults(error, FIELDS)),
      },
    )
  }

  return (
    <form ref={form} className="coupon" aria-labelledby="create-game" noValidate onSubmit={submit}>
      <span className="cutmark" aria-hidden="true">
        <Icon of={Scissors} />
      </span>
      <h2 id="create-game">Start a game</h2>
      <div className="form">
        <div className="two">
          <TextField
            label="Name of the game"
            name="gameName"
            value={gameName}
            fault={faults.gameName}
            autoComplete="off"
            onChange={(event) => setGameName(event.target.value)}
          />
          <TextField
            label="Your name"
            name="playerName"
            value={playerName}
            fault={faults.playerName}
            autoComplete="nickname"
            onFocus={lazyTablePage.prefetch}
            onChange={(event) => onPlayerName(event.target.value)}
          />
        </div>
        <Choice
          legend="Who may sit down"
          value={visibility}
          options={[
            ['listed', 'Open to all'],
            ['link', 'By link only'],
          ]}
          hint="Open games are listed on this page. Link games are not, and only people with the link find them."
          onChange={setVisibility}
        />
        {createGame.error !== null && Object.keys(faults).length === 0 && (
          <FormProblem problem={problemOf(createGame.error)} />
        )}
        <button className="btn solid big" type="submit" aria-disabled={createGame.isSending}>
          {createGame.isSending ? 'Opening the table…' : 'Open the table'}
        </button>
      </div>
    </form>
  )
}

const faultOf = (field: Field, fault: string | null): FieldFaults<Field> =>
  fault === null ? {} : { [field]: fault }
