import { teamName } from '../board/team-name.ts'
import { capitalised, counted } from './number-words.ts'
import type { RoundRecord } from './round-record.ts'

/** The banner headline, in capitals, and the line beneath it. */
export interface Headline {
  readonly banner: string
  readonly deck: string
}

/** By how many words a winner must once have been behind for the presses to be stopped. */
const STOP_PRESS_BEHIND = 4

/** Chooses the headline by what the round recorded; the rarer the story, the earlier it is asked for. */
export function headline(record: RoundRecord): Headline {
  const winner = teamName[record.winner]
  const loser = teamName[record.loser]
  const WINNER = winner.toUpperCase()
  const LOSER = loser.toUpperCase()
  const { loserLeft, ending } = record
  const last = record.guesses.at(-1)

  if (ending === 'assassin') {
    if (record.guesses.length === 1)
      return {
        banner: `${LOSER} OUT BEFORE BREAKFAST`,
        deck: `The first guess of the round was ${last?.word ?? 'a word'}, and it was the assassin`,
      }
    return {
      banner: `${WINNER} WALKS IT`,
      deck: `${loser} finds the assassin on page one, ${counted(loserLeft, 'word')} from home`,
    }
  }
  if (last?.team === record.loser)
    return {
      banner: `${LOSER} FILES ${WINNER}’S STORY`,
      deck: `${loser} turns over ${last.word}, and it was ${winner}’s last word`,
    }
  if (record.furthestBehind >= STOP_PRESS_BEHIND)
    return {
      banner: `STOP PRESS: ${WINNER}`,
      deck: `${capitalised(counted(record.furthestBehind, 'word'))} behind at one point, and first to finish`,
    }
  const own = record.guesses.filter((guess) => guess.team === record.winner)
  if (own.every((guess) => guess.outcome === 'own'))
    return {
      banner: `${WINNER}, WITHOUT A CORRECTION`,
      deck: `${capitalised(counted(own.length, 'guess', 'guesses'))}, and every one of them right`,
    }
  if (loserLeft === 1)
    return { banner: `${WINNER} BY A COMMA`, deck: `${loser} had one word left to find` }
  return {
    banner: `${WINNER} GETS THE LAST WORD`,
    deck: `${loser} was ${counted(loserLeft, 'word')} from home`,
  }
}
