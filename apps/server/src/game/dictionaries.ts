import { createRequire } from 'node:module'
import type { Lexicon } from '@wordfare/game'
import { isCommonWord } from '@wordfare/words/common-word'

const require = createRequire(import.meta.url)
// It comes without types.
const lemmatizer: Omit<Lexicon, 'isCommonWord'> = require('wink-lemmatizer')

export const dictionaries: Lexicon = { ...lemmatizer, isCommonWord }
