import type { GameId, GameView } from '@wordfare/contracts'
import { PLAYERS_MAX } from '@wordfare/contracts/limits'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import '../../styles/join.css'
import { readNameField, serverFaults } from '../../field-faults.ts'
import { FormProblem } from '../../form-problem.tsx'
import { problemOf } from '../../problem-text.ts'
import { recall, remember } from '../../remembered.ts'
import { TextField } from '../../text-field.tsx'
import { trpc } from '../../trpc/trpc.ts'
import { teamName } from '../board/team-name.ts'
import { NoticePage } from '../notice/notice-page.tsx'

interface JoinGateProps {
  readonly gameId: GameId
  /** Null where a stranger may not even see the table. */
  readonly view: GameView | null
  /** Called once the server has let the player in. */
  readonly onJoined: () => void
  /** Null where nobody may watch. */
  readonly onWatch: (() => void) | null
}

const list = new Intl.ListFormat('en-GB')

/** What somebody sees who opens a table's link without being a player: whose table it is, and the way in. */
export function JoinGate({ gameId, view, onJoined, onWatch }: JoinGateProps) {
  const isFull = view !== null && view.players.length >= PLAYERS_MAX
  return (
    <NoticePage
      kicker={view === null ? 'A round is on, behind closed doors' : standing(view)}
      headline={view === null ? 'Players only.' : view.gameName}
    >
      {view === null ? (
        <p className="deck">This table has no gallery while a round is on. Join it to see more.</p>
      ) : (
        <p className="deck">{whoIsHere(view)}</p>
      )}
      {isFull ? (
        <p>
          <strong>The table is full.</strong> {PLAYERS_MAX} people are the most that fit. Somebody
          has to leave first.
        </p>
      ) : (
        <JoinForm gameId={gameId} onJoined={onJoined}>
          {onWatch && (
            <button className="btn plain" type="button" onClick={onWatch}>
              Just watch
            </button>
          )}
        </JoinForm>
      )}
      {isFull && onWatch && (
        <p>
          <button className="btn" type="button" onClick={onWatch}>
            Just watch
          </button>
        </p>
      )}
    </NoticePage>
  )
}

interface JoinFormProps {
  readonly gameId: GameId
  readonly onJoined: () => void
  readonly children: ReactNode
}

function JoinForm({ gameId, onJoined, children }: JoinFormProps) {
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(() => recall('name') ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const joinGame = trpc.joinGame.useMutation()

  function show(next: string | null): void {
    setFault(next)
    if (next !== null) input.current?.focus()
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (joinGame.isPending) return
    const player = readNameField(name)
    show(player.fault)
    if (player.fault !== null) return
    joinGame.mutate(
      { gameId, playerName: player.name },
      {
        onSuccess() {
          remember('name', name.trim())
          onJoined()
        },
        onError: (error) => show(serverFaults(error, ['playerName']).playerName ?? null),
      },
    )
  }

  return (
    <form className="gate" aria-label="Join the table" noValidate onSubmit={submit}>
      <TextField
        label="Your name"
        name="playerName"
        ref={input}
        value={name}
        fault={fault ?? undefined}
        autoComplete="nickname"
        onChange={(event) => setName(event.target.value)}
      />
      {joinGame.error && fault === null && <FormProblem problem={problemOf(joinGame.error)} />}
      <div className="actions">
        <button className="btn solid big" type="submit" aria-disabled={joinGame.isPending}>
          {joinGame.isPending ? 'Joining…' : 'Join the table'}
        </button>
        {children}
      </div>
    </form>
  )
}

function standing({ phase, round }: GameView): string {
  switch (phase) {
    case 'seating':
      return 'Taking seats'
    case 'over':
      return `Between rounds, ${round} played`
    case 'clue':
    case 'guess':
      return `Round ${round} under way`
  }
}

function whoIsHere(view: GameView): string {
  const host = view.players.find((player) => player.isHost)
  const others = view.players.filter((player) => !player.isHost)
  const hosted = host ? `${host.name} is the host.` : 'There is no host.'
  if (others.length === 0) return `${hosted} Nobody else is here yet.`
  return `${hosted} Also here: ${list.format(others.map(described))}.`
}

function described({ name, team, role }: GameView['players'][number]): string {
  if (!team || !role) return name
  return role === 'spymaster'
    ? `${name} (${teamName[team]}’s spymaster)`
    : `${name} (${teamName[team]})`
}
