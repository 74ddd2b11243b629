import { otherTeam, teamName } from '../board/team-name.ts'
import type { RecordedClue } from './round-record.ts'

/** A word under a clue: found or not, meant or not. */
export interface ClueWord {
  readonly word: string
  readonly isFound: boolean
}

/** How a clue came out: "2 of 2", "1 of 3, then the assassin". */
export function clueResult(clue: RecordedClue): string {
  const hits = clue.guesses.filter((guess) => guess.outcome === 'own').length
  const isOpen = clue.count === 'unlimited' || clue.count === 0
  const score = isOpen
    ? `${hits} found`
    : hits > clue.count
      ? `${hits} for ${clue.count}`
      : `${hits} of ${clue.count}`
  const last = clue.guesses.at(-1)
  switch (last?.outcome) {
    case 'bystander':
      return `${score}, then a bystander`
    case 'assassin':
      return `${score}, then the assassin`
    case 'other-team':
      return `${score}, then ${teamName[otherTeam(clue.team)]}’s`
    case 'own':
    case undefined:
      return score
  }
}

/** What a clue was about: its targets, found or missed, and then what it found besides. */
export function clueWords(clue: RecordedClue): readonly ClueWord[] {
  const found = clue.guesses.filter((guess) => guess.outcome === 'own').map((guess) => guess.word)
  const meant = clue.targets ?? []
  return [
    ...meant
      .map((word) => ({ word, isFound: found.includes(word) }))
      .toSorted((a, b) => Number(b.isFound) - Number(a.isFound)),
    ...found.filter((word) => !meant.includes(word)).map((word) => ({ word, isFound: true })),
  ]
}
