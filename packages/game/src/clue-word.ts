import type { ClueFault } from '@wordfare/contracts'
import { wordMaxCharacters } from './limits.ts'

/** Words that differ only in case, in composition or in the sign for an apostrophe compare as equal. */
export const foldedWord = (word: string): string =>
  word
    .trim()
    .normalize('NFC')
    .replaceAll(/[\u2018\u2019\u02BC\u0060\u00B4]/g, "'")
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC')

/** Why a clue is no single word of letters, digits, apostrophe and hyphen (L4); null if it is one. */
export function shapeFault(word: string): ClueFault | null {
  const typed = word.trim().normalize('NFC')
  if (typed === '') return 'clue-empty'
  if (Array.from(typed).length > wordMaxCharacters) return 'clue-too-long'
  if (/\s/u.test(typed)) return 'clue-not-one-word'
  const isWord = /^[\p{L}\p{M}\p{N}'’-]+$/u.test(typed) && /[\p{L}\p{N}]/u.test(typed)
  return isWord ? null : 'clue-bad-characters'
}
