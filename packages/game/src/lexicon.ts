/** What is known about English words, which are given in lower case. */
export interface Lexicon {
  /** Whether a word is one that people know; decides what a compound is made of (L3). */
  readonly isCommonWord: (word: string) => boolean
  /** What a dictionary lists a word under, taken for a noun (L2); the word itself where it knows no other. */
  readonly noun: (word: string) => string
  /** The same, taken for a verb. */
  readonly verb: (word: string) => string
  /** The same, taken for an adjective. */
  readonly adjective: (word: string) => string
}
