import type { GameView } from '@wordfare/contracts'
import type { Play } from '../../trpc/play.ts'
import { SeeKeyDialog } from './see-key-dialog.tsx'
import { seesKey, type TurnRights } from './turn-rights.ts'

/** How many spectators are named; the rest are counted. */
const NAMED = 5

const list = new Intl.ListFormat('en-GB')

function namesOf(names: readonly string[]): string {
  if (names.length <= NAMED) return list.format(names)
  return list.format([...names.slice(0, NAMED), `${names.length - NAMED} more`])
}

/** Who watches, and who of them has seen the key (R5). */
function galleryLine(view: GameView): string {
  const spectators = view.players.filter((player) => player.team === null)
  if (spectators.length === 0) return ''
  const seers = view.players.filter((player) => player.hasSeenKey && player.role === null)
  const here = `In the gallery: ${namesOf(spectators.map((player) => player.name))}.`
  if (seers.length === 0)
    return `${here} ${seesKey(view) && view.phase !== 'over' ? 'They don’t see the key.' : 'They see what operatives see.'}`
  if (seers.length === spectators.length) return `${here} The key is known there.`
  return `${here} ${namesOf(seers.map((player) => player.name))} ${seers.length === 1 ? 'has' : 'have'} seen the key.`
}

interface GalleryProps {
  readonly view: GameView
  readonly rights: TurnRights
  readonly play: Play
}

/** The gallery’s line and, for somebody who sits there, what they can do. */
export function Gallery({ view, rights, play }: GalleryProps) {
  return (
    <div className="foot-gal">
      <p className="quiet">{galleryLine(view)}</p>
      <GalleryActions view={view} rights={rights} play={play} />
    </div>
  )
}

/** What a spectator can do: see the key, or take one of the free seats, which are among the tiles. */
export function GalleryActions({ rights, play }: GalleryProps) {
  if (!rights.canSeeKey && rights.openSeats.length === 0) return null
  return (
    <div className="gal-acts">
      {rights.canSeeKey && <SeeKeyDialog play={play} />}
      {rights.openSeats.length > 0 && <p>Or take a free seat at a desk.</p>}
    </div>
  )
}
