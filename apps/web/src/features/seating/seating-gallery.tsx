import type { Command, GameView } from '@wordfare/contracts'
import type { Play } from '../../trpc/play.ts'
import { PlayerMenu } from '../people/player-menu.tsx'
import { remarksOn } from '../people/remarks-on.ts'

interface SeatingGalleryProps {
  readonly view: GameView
  readonly play: Play
  readonly send: (command: Command) => void
  readonly isDisabled: boolean
}

/** Everybody without a seat. */
export function SeatingGallery({ view, play, send, isDisabled }: SeatingGalleryProps) {
  const people = view.players.filter(({ team }) => team === null)
  const isSeated = view.you !== null && view.you.team !== null
  return (
    <section className="gal" aria-labelledby="gallery">
      <h2 id="gallery">In the gallery</h2>
      {people.length === 0 ? (
        <p>nobody.</p>
      ) : (
        <ul>
          {people.map((player) => (
            <li key={player.playerId} className={player.isOnline ? undefined : 'away'}>
              <span>{[player.name, ...remarksOn(player, view)].join(', ')}</span>
              <PlayerMenu view={view} player={player} play={play} isDisabled={isDisabled} />
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">
        {view.settings.spectators
          ? 'Whoever is here can watch, or take a free seat.'
          : 'A round starts when everybody has a seat.'}
      </p>
      {isSeated && (
        <button
          className="btn plain"
          type="button"
          disabled={isDisabled}
          onClick={() => send({ type: 'leaveSeat' })}
        >
          Move to the gallery
        </button>
      )}
    </section>
  )
}
