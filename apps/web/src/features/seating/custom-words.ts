import {
  CUSTOM_WORDS_MAX,
  CUSTOM_WORDS_MAX_CHARACTERS,
  CUSTOM_WORDS_MIN,
  WORD_MAX_CHARACTERS,
} from '@wordfare/contracts'
import {
  customWordFaults,
  type CustomWordFault,
  type CustomWordReason,
} from '@wordfare/words/custom'

/** How many faults are told at once; the rest are counted. */
const TOLD = 3

const reasonText: Record<CustomWordReason, string> = {
  'not-one-word': 'one word only',
  'too-short': 'too short',
  'too-long': `longer than ${WORD_MAX_CHARACTERS} characters`,
  'bad-characters': 'letters, figures, apostrophe and hyphen only',
  twice: 'is in the list already',
}

/** The words in a text, as they would stand on the cards, and what keeps them from being used; null when nothing does. */
export function readCustomWords(text: string): {
  words: readonly string[]
  fault: string | null
} {
  const { words, faults } = customWordFaults(text)
  return { words, fault: faultOf(words, faults) }
}

function faultOf(words: readonly string[], faults: readonly CustomWordFault[]): string | null {
  const count = words.length
  if (faults.length > 0) {
    const told = faults
      .slice(0, TOLD)
      .map(({ line, text, reason }) => `line ${line}, “${text}”: ${reasonText[reason]}`)
    const more = faults.length - told.length
    const rest = more > 0 ? [`and ${more} more`] : []
    return `Not all of it can go on cards: ${[...told, ...rest].join('; ')}.`
  }
  if (count < CUSTOM_WORDS_MIN)
    return `A board takes ${CUSTOM_WORDS_MIN} words; ${CUSTOM_WORDS_MIN - count} more to go.`
  if (count > CUSTOM_WORDS_MAX)
    return `${CUSTOM_WORDS_MAX} words are the most; take out ${count - CUSTOM_WORDS_MAX}.`
  const excess = words.join('').length - CUSTOM_WORDS_MAX_CHARACTERS
  if (excess > 0) return `The list is too long by ${excess} characters; take some words out.`
  return null
}
