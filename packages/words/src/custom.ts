import { boardWordSchema } from '@wordfare/contracts'

/** Why a custom word can't be printed on a card. */
export type CustomWordReason =
  | 'not-one-word'
  | 'too-short'
  | 'too-long'
  | 'bad-characters'
  /** The same word as one above it. */
  | 'twice'

export interface CustomWordFault {
  /** 1 for the first line of the text. */
  readonly line: number
  /** What stood there, without the space around it. */
  readonly text: string
  readonly reason: CustomWordReason
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/
/** Commas and semicolons, of other scripts too. */
const SEPARATOR = /[,;،؛、，；]/

/**
 * Reads the words that somebody typed or pasted: one a line, or separated by commas or semicolons. `words` are as they
 * will stand on the cards, each once and in their order; whatever can't be is among the faults. Never throws.
 */
export function customWordFaults(text: string): {
  words: string[]
  faults: CustomWordFault[]
} {
  const words = new Set<string>()
  const faults: CustomWordFault[] = []
  for (const [position, line] of text.split(LINE_END).entries()) {
    for (const piece of line.split(SEPARATOR).map((part) => part.trim())) {
      if (piece === '') continue
      const { word, reason } = read(piece)
      if (word === null) faults.push({ line: position + 1, text: piece, reason })
      else if (words.has(word)) faults.push({ line: position + 1, text: piece, reason: 'twice' })
      else words.add(word)
    }
  }
  return { words: [...words], faults }
}

type Reading =
  | { readonly word: string; readonly reason: null }
  | { readonly word: null; readonly reason: CustomWordReason }

function read(piece: string): Reading {
  const parsed = boardWordSchema.safeParse(piece)
  if (parsed.success) return { word: parsed.data, reason: null }
  if (/\s/.test(piece)) return { word: null, reason: 'not-one-word' }
  const codes = parsed.error.issues.map(({ code }) => code)
  // The schema looks at the characters and then at their number; only a huge word never gets so far.
  if (codes.includes('invalid_format')) return { word: null, reason: 'bad-characters' }
  return { word: null, reason: Array.from(piece).length > 1 ? 'too-long' : 'too-short' }
}
