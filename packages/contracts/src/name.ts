import { NAME_MAX_CHARACTERS } from './limits.ts'

/** More than this is not even looked at. */
const TYPED_MAX_LENGTH = 512

/**
 * Characters that no name may hold: controls, private use, and the invisible ones that turn or hide the text
 * around them. Joiners and variation selectors stay: Persian, Indic scripts and emoji are spelt with them.
 */
const FORBIDDEN_CHARACTERS =
  /[[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]--[\p{Join_Control}\p{Variation_Selector}]]/v
const VISIBLE_CHARACTER = /[\p{L}\p{N}\p{S}\p{P}]/u

const PLAIN = /^[ -~]*$/
/** Made when it is needed: the engine takes a while for the first one, and a server is to start soon. */
let graphemes: Intl.Segmenter | undefined
/** As a reader counts them; of plain letters each is one, which is told sooner. */
function countCharacters(text: string): number {
  if (PLAIN.test(text)) return text.length
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  return Array.from(graphemes.segment(text)).length
}
const countCodePoints = (text: string): number => Array.from(text).length

/** Why a text can't be the name of a player or a game. */
export type NameFault = 'empty' | 'forbidden-characters' | 'too-long' | 'nothing-visible'

export type ReadName =
  | { readonly name: string; readonly fault: null }
  | { readonly name: null; readonly fault: NameFault }

/** Reads what somebody typed as the name of a player or a game: trimmed, NFC, or the first thing that is wrong with it. */
export function readName(typed: string): ReadName {
  if (typed.length > TYPED_MAX_LENGTH) return { name: null, fault: 'too-long' }
  const name = typed.trim().normalize('NFC')
  const fault = faultOf(name)
  return fault === null ? { name, fault } : { name: null, fault }
}

function faultOf(name: string): NameFault | null {
  if (name === '') return 'empty'
  if (FORBIDDEN_CHARACTERS.test(name)) return 'forbidden-characters'
  if (countCharacters(name) > NAME_MAX_CHARACTERS) return 'too-long'
  // A name of a few visible letters can carry thousands of combining marks; this bounds the bytes.
  if (countCodePoints(name) > NAME_MAX_CHARACTERS * 4) return 'too-long'
  return VISIBLE_CHARACTER.test(name) ? null : 'nothing-visible'
}
