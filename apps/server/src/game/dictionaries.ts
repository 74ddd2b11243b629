import type { Lexicon } from '@wordfare/game'
import { isCommonWord } from '@wordfare/words/common-word'
import lemmatizer from 'wink-lemmatizer'

export const dictionaries: Lexicon = { ...lemmatizer, isCommonWord }
