import type { PlayerView } from '@wordfare/contracts'
import type { JSX } from 'react'
import { PageLink } from '../../page-link.tsx'
import { Wordmark } from '../../wordmark.tsx'
import { PrintedBoard } from '../board/printed-board.tsx'
import { teamClass } from '../board/team-name.ts'
import { Byline } from '../table/byline.tsx'
import type { TableProps } from '../table/table.tsx'
import { clockTime } from '../table/wire-copy.ts'
import { Banner } from './banner.tsx'
import { ClueList } from './clue-list.tsx'
import { headline } from './headline.ts'
import { NextRound } from './next-round.tsx'
import { playerNote } from './player-note.ts'
import { roundRecord, type RoundRecord } from './round-record.ts'
import { score } from './score.ts'
import { corrections, namesAt, story } from './story.ts'
import '../../styles/front-page.css'

export interface FrontPageProps extends TableProps {
  readonly onChangeSeats: () => void
}

/** The end of a round as the front page of the next edition. */
export function FrontPage(props: FrontPageProps): JSX.Element | null {
  const record = roundRecord(props.view)
  return record === null ? null : <Page key={record.round} {...props} record={record} />
}

const list = new Intl.ListFormat('en-GB')
const isRed = (player: PlayerView): boolean => player.team === 'red'

const dateline = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

function duration(minutes: number | null): string {
  if (minutes === null) return ''
  if (minutes < 1) return ', under a minute'
  return minutes === 1 ? ', 1 minute' : `, ${minutes} minutes`
}

function Page({
  view,
  play,
  tools,
  onChangeSeats,
  record,
}: FrontPageProps & { record: RoundRecord }) {
  const { banner, deck } = headline(record)
  const { tally, standing } = score(view.rounds)
  const nameOf = namesAt(view)
  const regrets = corrections(record, nameOf)
  const closedAt = record.closedAtMs === null ? null : new Date(record.closedAtMs)
  const seated = view.players.filter((player) => player.team !== null)
  const spectators = view.players.filter((player) => player.team === null)
  return (
    <div className="fp">
      <div className="sheet">
        <header>
          <div className="folio no-print">
            <p>
              {closedAt === null ? 'Final edition' : `${dateline.format(closedAt)}, final edition`}
            </p>
            <nav aria-label="Page">{tools}</nav>
          </div>
          <div className="plate-head">
            <p className="ear">
              <b>{view.gameName}</b>
              <br />
              Round {record.round}
              {duration(record.minutes)}
            </p>
            <PageLink className="wm" to="/" aria-label="Code of Daily, to the lobby">
              <Wordmark />
            </PageLink>
            <p className="ear">
              <b>{tally}</b>
              <br />
              {standing}
            </p>
          </div>
        </header>
        <hr className="oxford" />
        <main id="main">
          <Banner text={banner} />
          <p className={`fp-deck ${teamClass[record.winner]}`}>
            <i className="mark" />
            <span>{deck}</span>
          </p>
          <div className="fp-grid">
            <article className="story">
              <p className="bl">
                By our own correspondent
                {closedAt !== null && (
                  <>
                    , <time dateTime={closedAt.toISOString()}>{clockTime(closedAt.getTime())}</time>
                  </>
                )}
              </p>
              {story(record, nameOf).map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              {regrets.length > 0 && (
                <div className="corr">
                  {regrets.map((regret) => (
                    <p key={regret}>
                      <b>Correction.</b> {regret}
                    </p>
                  ))}
                </div>
              )}
            </article>
            <figure>
              <PrintedBoard cards={view.cards} />
              <figcaption>
                The board at the close. Stamped words were guessed. The rest show their key.
              </figcaption>
            </figure>
            <div className="clues">
              <ClueList record={record} team="red" nameOf={nameOf} />
              <ClueList record={record} team="blue" nameOf={nameOf} />
            </div>
          </div>
          <ul className="bylines" aria-label="Players">
            {[...seated.filter(isRed), ...seated.filter((player) => !isRed(player))].map(
              (player) => (
                <Byline
                  key={player.playerId}
                  player={player}
                  players={view.players}
                  isYou={player.playerId === view.you?.playerId}
                  note={playerNote(player, record)}
                />
              ),
            )}
          </ul>
          {spectators.length > 0 && (
            <p className="gallery-line quiet">
              In the gallery: {list.format(spectators.map((player) => player.name))}.
            </p>
          )}
          <NextRound view={view} play={play} onChangeSeats={onChangeSeats} />
        </main>
      </div>
    </div>
  )
}
