import type { Command, GameView, PlayerView, Team } from '@wordfare/contracts'
import type { Play } from '../../trpc/play.ts'
import { teamClass, teamName } from '../board/team-name.ts'
import { FreeSeat, TakenSeat, type Seat } from './seat-row.tsx'

interface TeamColumnProps {
  readonly view: GameView
  readonly team: Team
  readonly play: Play
  readonly send: (command: Command) => void
  readonly isDisabled: boolean
}

/** One side: its spymaster, its operatives, and the chairs that wait. */
export function TeamColumn({ view, team, play, send, isDisabled }: TeamColumnProps) {
  const { you } = view
  const members = view.players.filter((player) => player.team === team)
  const first: Seat = { team, role: 'spymaster' }
  const other: Seat = { team, role: 'operative' }
  const spymaster = members.find(({ role }) => role === 'spymaster')
  const operatives = members.filter(({ role }) => role === 'operative')
  const isOperativeHere = you?.team === team && you.role === 'operative'

  const taken = (player: PlayerView, seat: Seat) => (
    <TakenSeat
      key={player.playerId}
      view={view}
      player={player}
      seat={seat}
      play={play}
      isDisabled={isDisabled}
    >
      {player.playerId === you?.playerId && (
        <button
          className="btn plain"
          type="button"
          disabled={isDisabled}
          onClick={() => send({ type: 'leaveSeat' })}
        >
          Stand up
        </button>
      )}
    </TakenSeat>
  )
  const free = (seat: Seat) => (
    <FreeSeat
      seat={seat}
      onSit={you === null ? null : () => send({ type: 'takeSeat', ...seat })}
      isDisabled={isDisabled}
    />
  )

  return (
    <section className={`team-c ${teamClass[team]}`} aria-labelledby={`seats-${team}`}>
      <div className="th">
        <i className="mark" />
        <h2 id={`seats-${team}`}>{teamName[team]}</h2>
        <small>{members.length === 0 ? 'nobody yet' : `${members.length} seated`}</small>
      </div>
      <ul>
        {spymaster ? taken(spymaster, first) : free(first)}
        {operatives.map((player) => taken(player, other))}
        {/* There is always room for one more operative, save for somebody who is one here already. */}
        {!isOperativeHere && free(other)}
      </ul>
    </section>
  )
}
