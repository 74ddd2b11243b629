import { checkClue } from './clue-law.ts'
import type { CommandOf } from './command.ts'
import { accept, asPlayer, fact, refuse, type Context, type Decision } from './decision.ts'
import { isLive, type Card, type GameState } from './state.ts'
import { isOutOfTime } from './timer.ts'

/** Gives the turn's clue (C1 to C4). */
export function giveClue(
  state: GameState,
  { word, count, targets = [] }: CommandOf<'giveClue'>,
  context: Context,
): Decision {
  return asPlayer(state, context, ({ playerId, team, role }) => {
    if (!isLive(state)) return refuse('no-round')
    if (state.phase === 'guess') return refuse('clue-already-given')
    const { turn, cards } = state
    if (team !== turn.team) return refuse('not-your-turn')
    if (role !== 'spymaster') return refuse('not-the-spymaster')
    if (isOutOfTime(state.settings.timer, state.deadlineAtMs, context.nowMs)) {
      return refuse('out-of-time')
    }
    const verdict = checkClue(state, word, team, context.lexicon)
    if (!verdict.legal) return refuse(verdict.reason)
    const canMean = (card: Card | undefined): boolean => card?.kind === team && !card.isCovered
    if (new Set(targets).size < targets.length || !targets.every((card) => canMean(cards[card]))) {
      return refuse('bad-targets')
    }
    return accept({
      ...fact(context),
      by: playerId,
      type: 'ClueGiven',
      team,
      turn: turn.number,
      word: word.trim().normalize('NFC'),
      count,
      targets: targets.length > 0 ? targets : null,
    })
  })
}
