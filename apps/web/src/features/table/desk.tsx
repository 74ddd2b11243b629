import { memo } from 'react'
import type { GameView, Team } from '@wordfare/contracts'
import type { Play } from '../../trpc/play.ts'
import { teamClass, teamName } from '../board/team-name.ts'
import { Byline } from './byline.tsx'
import { EmptySeat } from './empty-seat.tsx'
import type { OpenSeat } from './turn-rights.ts'

interface DeskProps {
  readonly view: GameView
  readonly team: Team
  readonly openSeats: readonly OpenSeat[]
  readonly play: Play
}

/** From how many places on the tiles stand closer together. */
const CROWD = 5
const THRONG = 13

/** A team’s column: how many words it has to go, and its people, spymaster first. */
export const Desk = memo(function Desk({ view, team, openSeats, play }: DeskProps) {
  const members = view.players
    .filter((player) => player.team === team)
    .toSorted((a, b) => Number(b.role === 'spymaster') - Number(a.role === 'spymaster'))
  const hasSpymaster = members[0]?.role === 'spymaster'
  const free = openSeats.filter((seat) => seat.team === team)
  const isVacancyShown = !hasSpymaster && !free.some((seat) => seat.role === 'spymaster')
  const places = members.length + free.length + (isVacancyShown ? 1 : 0)
  const crowd = places >= THRONG ? ' throng' : places >= CROWD ? ' crowd' : ''
  const isOn = view.turn?.team === team && view.phase !== 'over'
  return (
    <section className={`col ${teamClass[team]}`} aria-label={`${teamName[team]} desk`}>
      <div className={`dh ${teamClass[team]}${isOn ? ' on' : ''}`}>
        <i className="mark" />
        <h2>{teamName[team]}</h2>
        {isOn && <span className="vh">, on turn</span>}
        <span className="togo">
          <b className="num">{view.cardsLeft[team]}</b>
          <span>
            to <br />
            go
          </span>
        </span>
      </div>
      <ul
        className={`tiles${crowd}`}
        aria-label={`${teamName[team]} players`}
        // A crowd may have to be scrolled, by keyboard too.
        tabIndex={crowd === '' ? undefined : 0}
      >
        {isVacancyShown && <EmptySeat seat={{ team, role: 'spymaster' }} play={null} />}
        {free
          .filter((seat) => seat.role === 'spymaster')
          .map((seat) => (
            <EmptySeat key={seat.role} seat={seat} play={play} />
          ))}
        {members.map((player) => (
          <Byline
            key={player.playerId}
            player={player}
            players={view.players}
            isYou={player.playerId === view.you?.playerId}
          />
        ))}
        {free
          .filter((seat) => seat.role === 'operative')
          .map((seat) => (
            <EmptySeat key={seat.role} seat={seat} play={play} />
          ))}
      </ul>
    </section>
  )
})
