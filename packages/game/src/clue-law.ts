import type { ClueFault, ClueVerdict, Team } from '@wordfare/contracts'
import { bareWord, boardWordOf } from './board-word.ts'
import { areCompound } from './compound.ts'
import type { Lexicon } from './lexicon.ts'
import { foldedWord, shapeFault } from './clue-word.ts'
import type { GameState } from './state.ts'
import { areForms, lemmasOf } from './word-forms.ts'

/**
 * What the clue law says about a word, for a team (L1 to L5). How strict it is, the table has chosen (L7). Before
 * the first round there is no board that a word could collide with.
 */
export function checkClue(
  state: GameState,
  word: string,
  team: Team,
  lexicon: Lexicon,
): ClueVerdict {
  const fault = shapeFault(word)
  if (fault !== null) return illegal(fault)
  if (state.phase === 'seating') return { legal: true }

  const clue = foldedWord(word)
  const visible = state.cards.filter((card) => !card.isCovered).map((card) => card.word)
  const same = visible.find((boardWord) => boardWordOf(boardWord, lexicon).folded === clue)
  if (same !== undefined) return illegal('clue-on-board', same)
  if (state.settings.clueCheck === 'table') return { legal: true }

  const lemmas = lemmasOf(clue, lexicon)
  const board = visible.map((boardWord) => boardWordOf(boardWord, lexicon))
  const bareClue = bareWord(clue)
  const form = board.find((card) => card.bare === bareClue || areForms(lemmas, card.lemmas))
  if (form) return illegal('clue-form-of-board-word', form.word)
  const part = board.find((card) =>
    lemmas.some((lemma) =>
      card.lemmas.some((boardLemma) => areCompound(lemma, boardLemma, lexicon.isCommonWord)),
    ),
  )
  if (part) return illegal('clue-part-of-board-word', part.word)
  const isUsed = state.clues.some((given) => given.team === team && foldedWord(given.word) === clue)
  return isUsed ? illegal('clue-used-before') : { legal: true }
}

const illegal = (reason: ClueFault, word: string | null = null): ClueVerdict => ({
  legal: false,
  reason,
  word,
})
