import { foldedWord } from './clue-word.ts'
import type { Lexicon } from './lexicon.ts'
import { boardLemmasOf } from './word-forms.ts'

/** A word on the board, as the clue law looks at it. */
interface BoardWord {
  readonly word: string
  readonly folded: string
  readonly bare: string
  readonly lemmas: readonly string[]
}

/** More than any pack has; the custom words of a table come on top of it, and go again. */
const KNOWN_MAX = 4_000

/** Every clue is held against the whole board, whose words come up again and again. */
const known = new WeakMap<Lexicon, Map<string, BoardWord>>()

export function boardWordOf(word: string, lexicon: Lexicon): BoardWord {
  const words = known.get(lexicon) ?? new Map<string, BoardWord>()
  const before = words.get(word)
  if (before) return before
  const folded = foldedWord(word)
  const one = { word, folded, bare: bareWord(folded), lemmas: boardLemmasOf(folded, lexicon) }
  if (words.size === KNOWN_MAX) words.clear()
  known.set(lexicon, words.set(word, one))
  return one
}

/** Letters and digits alone, without accents on Latin ones: no hyphen, accent or wide letter hides a word. */
export const bareWord = (word: string): string =>
  word
    .normalize('NFKD')
    .replaceAll(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')
