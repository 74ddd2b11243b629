import { lancasterStemmer } from 'lancaster-stemmer'
import type { Lexicon } from './lexicon.ts'
import { isLookalike } from './lookalikes.ts'

/** Endings that make another form of the same word: plural, tense, agent noun, quality and the like. */
const ENDINGS =
  `s es ed ing er or ess age ery ation ion ive ance ence ment able ness ity ful less ship hood dom
  ish y ly en al ist ian ous`.split(/\s+/)

/** Endings before which English changes more than one letter: `decide`, `decision`. Only the stem tells. */
const LATIN_ENDING = /[st](?:ion|ive)$/
const LATIN_BASE = /(?:[dt]e?|[cs]e|[st]or|[st]ive)$/

/** Shorter stems and bases occur in too many words by chance. */
const LATIN_STEM_MIN = 4
const BASE_MIN = 3

/** One syllable with a single short vowel, whose last letter is doubled before a vowel: `run`, `runner`. */
const SHORT_SYLLABLE = /^(?:[^aeiou]*|[^aeiou]*qu)[aeiou][^aeiouwxy]$/

/** Whether a word with these lemmas is a form of a word on the board that has those (L2). */
export const areForms = (lemmas: readonly string[], boardLemmas: readonly string[]): boolean =>
  lemmas.some((lemma) =>
    boardLemmas.some((base) => base === lemma || isDerived(lemma, base) || isDerived(base, lemma)),
  )

/** A folded word itself and every form that dictionaries list it under. */
export function lemmasOf(word: string, lexicon: Lexicon): readonly string[] {
  const bare = word.replace(/'s?$/, '')
  if (isLookalike(bare)) return [bare]
  // Dictionaries know "men", but not the men that are part of a word.
  const nouns = [lexicon.noun(bare), bare.replace(/men$/, 'man')]
  return [...new Set([bare, ...nouns, verbLemma(bare, lexicon), lexicon.adjective(bare)])]
}

/** Like `lemmasOf`, but a noun on a card is no past tense: ROSE does not forbid "rise", though RISE forbids "rose". */
export function boardLemmasOf(word: string, lexicon: Lexicon): readonly string[] {
  const isNoun = lexicon.noun(`${word}s`) === word
  const isPast = (lemma: string): boolean =>
    lemma !== lexicon.noun(word) && !ENDINGS.some((ending) => isJoined(word, lemma, ending))
  return lemmasOf(word, lexicon).filter((lemma) => lemma === word || !isNoun || !isPast(lemma))
}

/** A lemmatizer takes `hoping` for a form of `hop`; its spelling says that it is one of `hope`. */
function verbLemma(word: string, lexicon: Lexicon): string {
  const lemma = lexicon.verb(word)
  const rest = word.replace(/(?:ing|ed)$/, '')
  return rest === lemma && SHORT_SYLLABLE.test(lemma) && rest !== word ? `${lemma}e` : lemma
}

/** Whether `word` is made from `base` by an ending. */
function isDerived(word: string, base: string): boolean {
  if (base.length < BASE_MIN || isLookalike(word)) return false
  // However an ending changes a base, all but its last letter stays. Of most pairs not even that is so.
  const isAlike = word.startsWith(base.slice(0, -1))
  if (isAlike && ENDINGS.some((ending) => isJoined(word, base, ending))) return true
  if (!LATIN_ENDING.test(word) || !LATIN_BASE.test(base)) return false
  const stem = lancasterStemmer(word)
  return stem.length >= LATIN_STEM_MIN && stem === lancasterStemmer(base)
}

/** Whether a word is spelled as a base with that ending. */
function isJoined(word: string, base: string, ending: string): boolean {
  const rest = word.slice(0, -ending.length)
  if (rest.length < 2 || rest + ending !== word) return false
  if (ending === 's' && rest.endsWith('s')) return false
  if (rest === `${base.slice(0, -1)}i` && /[^aeiou]y$/.test(base)) return true
  if (!/^[aeiouy]/.test(ending)) return rest === base
  if (SHORT_SYLLABLE.test(base)) return rest === base + base.slice(-1)
  if (base.endsWith('e') && `${rest}e` === base) return true
  return rest === base || (/[aeiou][^aeiouwxy]$/.test(base) && rest === base + base.slice(-1))
}
