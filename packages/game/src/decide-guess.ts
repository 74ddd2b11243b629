import type { Ending, Kind, Rejection, Team, TurnEnding } from '@wordfare/contracts'
import { at } from './at.ts'
import type { CommandOf } from './command.ts'
import { accept, asPlayer, fact, refuse, type Context, type Decision } from './decision.ts'
import type { GameEvent } from './event.ts'
import { afterGuess } from './guesses-left.ts'
import {
  cardsLeft,
  isLive,
  opponentOf,
  type GameState,
  type LiveState,
  type Player,
} from './state.ts'
import { isOutOfTime } from './timer.ts'

type GuessState = Extract<LiveState, { phase: 'guess' }>

/** Marks a card that an operative thinks of, or takes the mark away again (G9). */
export function mark(state: GameState, { card }: CommandOf<'mark'>, context: Context): Decision {
  return asGuesser(state, null, context, (guessing, { playerId }) => {
    const { isCovered, marks } = at(guessing.cards, card)
    if (isCovered) return refuse('card-covered')
    const type = marks.includes(playerId) ? 'CardUnmarked' : 'CardMarked'
    return accept({ ...fact(context), type, card })
  })
}

/** Covers a card, and ends the turn or the round where that follows (G3 to G7, E1 to E3). */
export function guess(
  state: GameState,
  { card, turn }: CommandOf<'guess'>,
  context: Context,
): Decision {
  return asGuesser(state, turn, context, (guessing) => {
    const { isCovered, kind } = at(guessing.cards, card)
    if (isCovered) return refuse('card-covered')
    if (isOver(guessing, context)) return refuse('out-of-time')
    const { team, number } = guessing.turn
    return accept(
      { ...fact(context), type: 'CardCovered', card, kind, team, turn: number },
      ...consequences(guessing, kind, context),
    )
  })
}

/** Ends the turn by hand (G2, G8). */
export function endTurn(
  state: GameState,
  { turn }: CommandOf<'endTurn'>,
  context: Context,
): Decision {
  return asGuesser(state, turn, context, (guessing) => {
    if (isOver(guessing, context)) return refuse('out-of-time')
    if (guessing.guessesMade === 0) return refuse('guess-due')
    return accept(turnEnded(guessing, 'by-hand', context))
  })
}

/** Ends a turn that is out of time (T3). For any other turn, or too early, there is nothing to do. */
export function expireTurn(
  state: GameState,
  { turn }: CommandOf<'expireTurn'>,
  context: Context,
): Decision {
  const isDue = isLive(state) && turn === state.turn.number && isOver(state, context)
  return isDue ? accept(turnEnded(state, 'out-of-time', context)) : accept()
}

const isOver = ({ settings, deadlineAtMs }: LiveState, { nowMs }: Context): boolean =>
  isOutOfTime(settings.timer, deadlineAtMs, nowMs)

/**
 * Lets only an operative of the active team go on, after the clue (G1). A turn other than the present one comes
 * before all else: a double tap that landed late is told so, whoever's turn it is by now. `turn` is null where
 * it does not matter.
 */
function asGuesser(
  state: GameState,
  turn: number | null,
  context: Context,
  decideFor: (state: GuessState, player: Player) => Decision,
): Decision {
  return asPlayer(state, context, (player) => {
    if (!isLive(state)) return refuse('no-round')
    const reason = whyNoGuesser(state, turn, player)
    if (reason !== null) return refuse(reason)
    return state.phase === 'clue' ? refuse('no-clue-yet') : decideFor(state, player)
  })
}

function whyNoGuesser(state: LiveState, turn: number | null, player: Player): Rejection | null {
  if (turn !== null && turn !== state.turn.number) return 'stale-turn'
  if (player.team !== state.turn.team) return 'not-your-turn'
  if (player.role !== 'operative') return 'not-an-operative'
  return null
}

/** What follows from covering a card of that kind. */
function consequences(state: GuessState, kind: Kind, context: Context): GameEvent[] {
  const { team } = state.turn
  if (kind === 'assassin') return [roundEnded(state, opponentOf(team), 'assassin', context)]
  if (kind === 'bystander') return [turnEnded(state, 'bystander', context)]
  const isLastCard = cardsLeft(state.cards, kind) === 1
  if (isLastCard) return [roundEnded(state, kind, 'last-card', context)]
  if (kind !== team) return [turnEnded(state, 'other-team', context)]
  const isSpent = afterGuess(state.guessesLeft) === 0
  return isSpent ? [turnEnded(state, 'no-guesses-left', context)] : []
}

const turnEnded = (state: LiveState, reason: TurnEnding, context: Context): GameEvent => ({
  ...fact(context),
  type: 'TurnEnded',
  reason,
  next: { team: opponentOf(state.turn.team), number: state.turn.number + 1 },
})

/** Ends the round, and makes the key and the targets of every clue public (E3). */
const roundEnded = (
  { cards, clues }: LiveState,
  winner: Team,
  ending: Ending,
  context: Context,
): GameEvent => ({
  ...fact(context),
  type: 'RoundEnded',
  winner,
  ending,
  key: cards.map(({ kind }) => kind),
  targets: clues.map(({ targets }) => (targets === null ? null : [...targets])),
})
