import type { Command, GameView } from '@wordfare/contracts'
import { ArrowLeft, Shuffle } from 'lucide'
import type { ReactNode } from 'react'
import '../../styles/seating.css'
import type { ConnectionState } from '@wordfare/line'
import { Icon } from '../../icon.tsx'
import type { Play } from '../../trpc/play.ts'
import { useSender } from '../../use-sender.ts'
import { PageLink } from '../../page-link.tsx'
import { Wordmark } from '../../wordmark.tsx'
import { Brief } from './brief.tsx'
import { Invite } from './invite.tsx'
import { SeatingGallery } from './seating-gallery.tsx'
import { startObstacle } from './start-obstacle.ts'
import { TeamColumn } from './team-column.tsx'

interface SeatingProps {
  readonly view: GameView
  readonly play: Play
  readonly connection: ConnectionState
  /** The page’s own tools, at the end of the bar. */
  readonly tools?: ReactNode
  /** Back to where the seats were called up from; none before the first round. */
  readonly onClose?: () => void
}

/** Who sits where, before a round and between two. */
export function Seating({ view, play, connection, tools, onClose }: SeatingProps) {
  const { send, isSending } = useSender(play)
  const isDisabled = connection.status !== 'live' || isSending
  const seated = view.players.filter(({ team }) => team !== null).length
  const dispatch = (command: Command): void => void send(command)
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className="sheet seats-page">
        <header className="folio">
          <PageLink className="wm" to="/" aria-label="Code of Daily, to the lobby">
            <Wordmark />
          </PageLink>
          <span className="mid quiet">
            {view.settings.visibility === 'listed'
              ? 'Open to all, listed in the lobby'
              : 'By link only, not listed'}
          </span>
          <nav aria-label="Page">{tools}</nav>
        </header>
        <main id="main" data-connection={connection.status}>
          <div className="seat-h">
            <div>
              <p className="quiet">
                {view.phase === 'over' ? `Before round ${view.round + 1}` : 'Taking seats'},{' '}
                {seated} of {view.players.length} seated
              </p>
              <h1 className="head">{view.gameName}</h1>
            </div>
            <div className="seat-acts">
              {onClose && (
                <button className="btn" type="button" onClick={onClose}>
                  <Icon of={ArrowLeft} />
                  Front page
                </button>
              )}
              {view.you !== null && (
                <button
                  className="btn"
                  type="button"
                  disabled={isDisabled}
                  onClick={() => dispatch({ type: 'shuffleTeams' })}
                >
                  <Icon of={Shuffle} />
                  Shuffle teams
                </button>
              )}
            </div>
          </div>
          <div className="seating">
            <TeamColumn
              view={view}
              team="red"
              play={play}
              send={dispatch}
              isDisabled={isDisabled}
            />
            <TeamColumn
              view={view}
              team="blue"
              play={play}
              send={dispatch}
              isDisabled={isDisabled}
            />
            <aside className="aside" aria-label="Invitation and brief">
              <Invite gameId={view.gameId} joinCode={view.joinCode} />
              <Brief view={view} play={play} isDisabled={isDisabled} />
            </aside>
            <SeatingGallery view={view} play={play} send={dispatch} isDisabled={isDisabled} />
          </div>
          <StartBar view={view} send={dispatch} isDisabled={isDisabled} />
        </main>
      </div>
    </>
  )
}

interface StartBarProps {
  readonly view: GameView
  readonly send: (command: Command) => void
  readonly isDisabled: boolean
}

/** The way into the round, or what is still in it. */
function StartBar({ view, send, isDisabled }: StartBarProps) {
  const obstacle = startObstacle(view)
  const canStart = view.you !== null && view.you.team !== null
  return (
    <div className="startbar">
      <p id="start-why">
        {obstacle === null ? (
          <>
            <strong>All seats that count are filled.</strong>{' '}
            {canStart ? 'Start when everybody is ready.' : 'Anybody with a seat starts the round.'}
          </>
        ) : (
          <>
            <strong>{obstacle}</strong> A round starts with one spymaster and one operative on each
            side.
          </>
        )}
      </p>
      {canStart && (
        <button
          className="btn solid big"
          type="button"
          aria-describedby="start-why"
          disabled={obstacle !== null || isDisabled}
          onClick={() => send({ type: 'startRound' })}
        >
          Start the round
        </button>
      )}
    </div>
  )
}
