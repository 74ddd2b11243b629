import type { ListedGame, Team } from '@wordfare/contracts'
import { PLAYERS_MAX } from '@wordfare/contracts/limits'
import { teamName } from '../board/team-name.ts'
import { TableLink } from './table-link.tsx'

const TEAMS = ['red', 'blue'] as const
/** More pips than this say no more than the number does. */
const PIPS_MAX = 6

/** One table of the lobby: what it is, who sits there, and the way in. */
export function OpenTable({ game }: { game: ListedGame }) {
  const isOn = game.phase === 'clue' || game.phase === 'guess'
  const isFull = game.players >= PLAYERS_MAX
  return (
    <li>
      <div>
        <h3>{game.gameName}</h3>
        <p>
          Hosted by {game.hostName}. {statusOf(game)}
        </p>
      </div>
      <Seats seats={game.seats} />
      {isFull ? (
        <span className="slug quiet">Full</span>
      ) : (
        <TableLink
          gameId={game.gameId}
          label={`${isOn && game.spectators ? 'Watch' : 'Take a seat at'} ${game.gameName}`}
        >
          {isOn && game.spectators ? 'Watch' : 'Take a seat'}
        </TableLink>
      )}
    </li>
  )
}

function statusOf(game: ListedGame): string {
  if (game.players >= PLAYERS_MAX) return 'No room left.'
  if (game.phase === 'clue' || game.phase === 'guess') return `Round ${game.round} under way.`
  const { red, blue } = game.seats
  if (!red.hasSpymaster && !blue.hasSpymaster) return 'Needs a spymaster on both sides.'
  const headless = TEAMS.find((team) => !game.seats[team].hasSpymaster)
  if (headless) return `Needs a spymaster for ${teamName[headless]}.`
  if (red.operatives === 0 && blue.operatives === 0) return 'Needs operatives on both sides.'
  const handless = TEAMS.find((team) => game.seats[team].operatives === 0)
  if (handless) return `Needs an operative for ${teamName[handless]}.`
  return game.phase === 'over' ? 'Between two rounds.' : 'Filling up, starts when ready.'
}

function Seats({ seats }: { seats: ListedGame['seats'] }) {
  return (
    <div className="seats">
      <span className="vh">
        {TEAMS.map((team) => `${teamName[team]}: ${takenIn(seats[team])} seated`).join(', ')}
      </span>
      {TEAMS.map((team) => (
        <span key={team} className="pips" aria-hidden="true">
          {pipsOf(seats[team]).map((isTaken, index) => (
            // eslint-disable-next-line react/no-array-index-key -- pips have nothing but a place
            <Pip key={index} team={team} isTaken={isTaken} />
          ))}
        </span>
      ))}
    </div>
  )
}

type TeamSeats = ListedGame['seats'][Team]

const takenIn = ({ hasSpymaster, operatives }: TeamSeats): number =>
  operatives + (hasSpymaster ? 1 : 0)

/** The seats that are taken, then those that are missing; there is always room for one more operative. */
function pipsOf(seats: TeamSeats): readonly boolean[] {
  const taken = Math.min(takenIn(seats), PIPS_MAX)
  const missing = (seats.hasSpymaster ? 0 : 1) + (seats.operatives === 0 ? 1 : 0)
  return Array.from({ length: taken + Math.max(missing, 1) }, (_, index) => index < taken)
}

function Pip({ team, isTaken }: { team: Team; isTaken: boolean }) {
  const ink = isTaken
    ? { fill: `var(--${team})` }
    : {
        fill: 'none',
        stroke: `var(--${team})`,
        strokeWidth: 1.6,
        strokeDasharray: '2 1.6',
      }
  return (
    <svg className="pip" viewBox="0 0 14 14">
      {team === 'red' ? (
        <path d="M7 1l6 12H1z" style={ink} />
      ) : (
        <circle cx="7" cy="7" r="6" style={ink} />
      )}
    </svg>
  )
}
