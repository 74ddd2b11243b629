import { Infinity as Unlimited } from 'lucide'
import type { ReactNode } from 'react'
import type { GameView, PlayerId, Team } from '@wordfare/contracts'
import { Icon } from '../../icon.tsx'
import { fitClue } from '../board/copyfit.ts'
import { otherTeam, teamClass, teamName } from '../board/team-name.ts'
import type { InlineStyle } from '../board/inline-style.ts'
import '../../styles/clue.css'

interface ClueBarProps {
  readonly view: GameView
  /** The time that is left, where turns are timed. */
  readonly clock: ReactNode
  /** Stands at the far end, where the desks are beside the board. */
  readonly endTurn: ReactNode
}

function clueStyle(word: string): InlineStyle {
  const fit = fitClue(word)
  return {
    '--w': `${fit.wdth.toFixed(1)}%`,
    '--wt': fit.weight,
    '--fs': fit.scale.toFixed(3),
  }
}

const nameOf = (view: GameView, playerId: PlayerId | undefined): string | null =>
  view.players.find((player) => player.playerId === playerId)?.name ?? null

const spymasterOf = (view: GameView, team: Team): string | null =>
  view.players.find((player) => player.team === team && player.role === 'spymaster')?.name ?? null

const timed = (clock: ReactNode): string => (clock ? ' timed' : '')

function Kick({ team, children }: { team: Team; children: ReactNode }) {
  return (
    <p className={`kick ${teamClass[team]}`}>
      <i className="mark" />
      {children}
    </p>
  )
}

/** So many pips find room at their full width, on a phone and on a narrow desk too. */
const WIDE_PIPS = 6

function GuessesLeft({ view }: { view: GameView }) {
  const { guessesLeft, guessesMade } = view
  if (guessesLeft === null) return null
  if (guessesLeft === 'unlimited')
    return (
      <div className="gl">
        <b>No limit on guesses</b>
        <br />
        {guessesMade === 0 ? 'One is due' : `${guessesMade} made`}
      </div>
    )
  const pips = Array.from({ length: guessesMade + guessesLeft }, (_, index) => index < guessesMade)
  return (
    <div className="gl">
      <div className={`pips${pips.length > WIDE_PIPS ? ' many' : ''}`} aria-hidden="true">
        {pips.map((isUsed, index) => (
          // Pips are alike but for their place in the row.
          // oxlint-disable-next-line react/no-array-index-key
          <i key={index} className={isUsed ? 'used' : ''} />
        ))}
      </div>
      <b>{guessesLeft === 1 ? '1 guess left' : `${guessesLeft} guesses left`}</b>
    </div>
  )
}

interface WaitingProps {
  readonly view: GameView
  readonly team: Team
  readonly clock: ReactNode
}

function Waiting({ view, team, clock }: WaitingProps) {
  const spymaster = spymasterOf(view, team)
  return (
    <section className={`clue waits${timed(clock)} ${teamClass[team]}`} aria-label="Current clue">
      <Kick team={team}>
        <strong>{teamName[team]}’s clue.</strong>
        {clock}
      </Kick>
      <p className="word">
        <strong>
          {spymaster === null
            ? `${teamName[team]} has no spymaster. The chair is free.`
            : `${spymaster} is thinking of a clue.`}
        </strong>
      </p>
    </section>
  )
}

function Closed({ view, winner }: { view: GameView; winner: Team }) {
  const isAssassin = view.rounds.at(-1)?.ending === 'assassin'
  return (
    <section className={`clue waits ${teamClass[winner]}`} aria-label="Current clue">
      <Kick team={winner}>
        <strong>{teamName[winner]} wins the round.</strong>
      </Kick>
      <p className="word">
        <strong>
          {isAssassin
            ? `${teamName[otherTeam(winner)]} found the assassin.`
            : `${teamName[winner]} gets the last word.`}
        </strong>
      </p>
    </section>
  )
}

/** Whose turn it is, the clue, and how many guesses and how much time are left; or whom the table waits for. */
export function ClueBar({ view, clock, endTurn }: ClueBarProps) {
  const { turn, clue, winner } = view
  if (turn === null) return null
  if (view.phase === 'over' && winner !== null) return <Closed view={view} winner={winner} />
  if (clue === null) return <Waiting view={view} team={turn.team} clock={clock} />
  const giver = nameOf(view, view.clues.at(-1)?.by)
  const word = clue.word.toUpperCase()
  return (
    <section className={`clue${timed(clock)} ${teamClass[clue.team]}`} aria-label="Current clue">
      <Kick team={clue.team}>
        <strong>{teamName[clue.team]} to guess.</strong>
        <span>{giver === null ? 'The clue:' : `${giver}’s clue:`}</span>
        {clock}
      </Kick>
      <p className="word" key={`${turn.number}-${word}`} style={clueStyle(word)}>
        <strong>{word}</strong>{' '}
        <span className="n num">
          {clue.count === 'unlimited' ? (
            <>
              <Icon of={Unlimited} />
              <span className="vh">no limit</span>
            </>
          ) : (
            clue.count
          )}
        </span>
      </p>
      <div className="side">
        <GuessesLeft view={view} />
        {endTurn}
      </div>
    </section>
  )
}
