import type { Team } from '@wordfare/contracts'
import { idOf } from '../table/sample-view.ts'
import { otherTeam } from '../board/team-name.ts'
import type { RecordedClue, RecordedGuess, RoundRecord } from './round-record.ts'

/** A guess of a made-up round. */
export const aGuess = (
  team: Team,
  word: string,
  outcome: RecordedGuess['outcome'] = 'own',
): RecordedGuess => ({ team, by: idOf(team === 'red' ? 'Bob' : 'Eve'), word, outcome })

/** A clue of a made-up round, with the guesses that were made on it. */
export const aClue = (
  team: Team,
  word: string,
  guesses: readonly RecordedGuess[],
  more: Partial<RecordedClue> = {},
): RecordedClue => ({
  team,
  turn: 1,
  by: idOf(team === 'red' ? 'Ada' : 'Dee'),
  word,
  count: 2,
  targets: null,
  guesses,
  ...more,
})

/** A made-up round that `winner` has won, told by its clues. */
export const aRecord = (
  winner: Team,
  clues: readonly RecordedClue[],
  more: Partial<RoundRecord> = {},
): RoundRecord => ({
  round: 2,
  winner,
  loser: otherTeam(winner),
  ending: 'last-card',
  loserLeft: 3,
  winnerLeft: 0,
  furthestBehind: 1,
  clues: clues.map((clue, index) => ({ ...clue, turn: index + 1 })),
  guesses: clues.flatMap((clue) => clue.guesses),
  closedAtMs: null,
  minutes: null,
  ...more,
})
