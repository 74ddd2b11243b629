import type { RoundResult } from '@wordfare/contracts'
import { counted } from './number-words.ts'

/** The rounds that each team has won at this table, and how that stands. */
export function score(rounds: readonly RoundResult[]): { tally: string; standing: string } {
  const red = rounds.filter((round) => round.winner === 'red').length
  const blue = rounds.length - red
  const after = `after ${counted(rounds.length, 'round')}`
  return {
    tally: `Red ${red}, Blue ${blue}`,
    standing:
      red === blue ? `All square ${after}` : `${red > blue ? 'Red' : 'Blue'} leads ${after}`,
  }
}
