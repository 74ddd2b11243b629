import { createRequire } from 'node:module'
import type { Lexicon } from '@wordfare/game'
import { isCommonWord } from '@wordfare/words'

type Lemmatizer = Omit<Lexicon, 'isCommonWord'>

const require = createRequire(import.meta.url)
let loaded: Lemmatizer | undefined

/** Its dictionaries take as long to load as all the rest of the server, so that is put off until somebody asks. */
function lemmatizer(): Lemmatizer {
  if (loaded) return loaded
  const fresh: Lemmatizer = require('wink-lemmatizer')
  loaded = fresh
  return fresh
}

export const lexicon: Lexicon = {
  isCommonWord,
  noun: (word) => lemmatizer().noun(word),
  verb: (word) => lemmatizer().verb(word),
  adjective: (word) => lemmatizer().adjective(word),
}
