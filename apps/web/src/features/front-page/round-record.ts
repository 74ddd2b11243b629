import type { ClueRecord, Count, Ending, GameView, Kind, PlayerId, Team } from '@wordfare/contracts'
import { otherTeam } from '../board/team-name.ts'

/** A guess as the front page tells of it. */
export interface RecordedGuess {
  readonly team: Team
  readonly by: PlayerId
  readonly word: string
  readonly outcome: 'own' | 'other-team' | 'bystander' | 'assassin'
}

/** A clue with what came of it. */
export interface RecordedClue {
  readonly team: Team
  readonly turn: number
  readonly by: PlayerId
  readonly word: string
  readonly count: Count
  /** Words that the spymaster meant, on the board’s order; null where none were named. */
  readonly targets: readonly string[] | null
  readonly guesses: readonly RecordedGuess[]
}

/** All that the game recorded of a finished round. What is not in here is not in the paper. */
export interface RoundRecord {
  readonly round: number
  readonly winner: Team
  readonly loser: Team
  readonly ending: Ending
  /** Words that the losing team had still to find. */
  readonly loserLeft: number
  readonly winnerLeft: number
  /** By how many words the winner was behind at the worst moment. */
  readonly furthestBehind: number
  readonly clues: readonly RecordedClue[]
  readonly guesses: readonly RecordedGuess[]
  /** When the round closed; null where the log doesn’t reach back. */
  readonly closedAtMs: number | null
  readonly minutes: number | null
}

const MS_PER_MINUTE = 60_000

function outcomeFor(team: Team, kind: Kind): RecordedGuess['outcome'] {
  if (kind === 'bystander' || kind === 'assassin') return kind
  return kind === team ? 'own' : 'other-team'
}

function recordedClue(view: GameView, clue: ClueRecord): RecordedClue {
  const wordOf = (card: number): string => view.cards[card]?.word ?? ''
  return {
    team: clue.team,
    turn: clue.turn,
    by: clue.by,
    word: clue.word.toUpperCase(),
    count: clue.count,
    targets: clue.targets === null ? null : clue.targets.map(wordOf),
    guesses: clue.guesses.map(({ card, by, kind }) => ({
      team: clue.team,
      by,
      word: wordOf(card),
      outcome: outcomeFor(clue.team, kind),
    })),
  }
}

function furthestBehind(view: GameView, winner: Team, guesses: readonly RecordedGuess[]): number {
  const left = {
    red: view.cards.filter((card) => card.kind === 'red').length,
    blue: view.cards.filter((card) => card.kind === 'blue').length,
  }
  const behind = (): number => left[winner] - left[otherTeam(winner)]
  let worst = behind()
  for (const guess of guesses) {
    if (guess.outcome === 'own') left[guess.team] -= 1
    if (guess.outcome === 'other-team') left[otherTeam(guess.team)] -= 1
    worst = Math.max(worst, behind())
  }
  return worst
}

/** Reads the record of the round that has just ended; null while none has. */
export function roundRecord(view: GameView): RoundRecord | null {
  const { winner } = view
  const result = view.rounds.at(-1)
  if (view.phase !== 'over' || winner === null || result === undefined) return null
  const loser = otherTeam(winner)
  const clues = view.clues.map((clue) => recordedClue(view, clue))
  const guesses = clues.flatMap((clue) => clue.guesses)
  const closedAtMs = view.log.findLast((entry) => entry.type === 'roundEnded')?.atMs ?? null
  return {
    round: result.round,
    winner,
    loser,
    ending: result.ending,
    loserLeft: view.cardsLeft[loser],
    winnerLeft: view.cardsLeft[winner],
    furthestBehind: furthestBehind(view, winner, guesses),
    clues,
    guesses,
    closedAtMs,
    minutes:
      closedAtMs === null || view.roundStartedAtMs === null
        ? null
        : Math.round((closedAtMs - view.roundStartedAtMs) / MS_PER_MINUTE),
  }
}
