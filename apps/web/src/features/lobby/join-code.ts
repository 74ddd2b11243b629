import type { GameId, JoinCode } from '@wordfare/contracts'
import {
  JOIN_CODE_ALPHABET,
  JOIN_CODE_LENGTH,
  isGameId,
  isJoinCode,
} from '@wordfare/contracts/id-forms'

/** What somebody typed or pasted where a code goes. */
export type CodeEntry =
  /** The link of a table: no code needed. */
  | { readonly type: 'link'; readonly gameId: GameId }
  | {
      readonly type: 'code'
      /** The symbols so far, without spaces and dashes. */
      readonly symbols: string
      /** The whole code; null until it is complete. */
      readonly code: JoinCode | null
      /** Signs that were typed and are in no code, each once. */
      readonly strays: string
    }

const LINK = /\/g\/([A-Za-z0-9_-]+)/

/** Reads a code as it is typed, or the link of a table as it is pasted. */
export function readCodeEntry(text: string): CodeEntry {
  const linked = LINK.exec(text)?.[1]
  if (linked !== undefined && isGameId(linked)) return { type: 'link', gameId: linked }

  const signs = Array.from(text.replaceAll(/[\s-]/g, '').toUpperCase())
  const symbols = signs
    .filter((sign) => JOIN_CODE_ALPHABET.includes(sign))
    .slice(0, JOIN_CODE_LENGTH)
    .join('')
  const strays = new Set(signs.filter((sign) => !JOIN_CODE_ALPHABET.includes(sign)))
  return {
    type: 'code',
    symbols,
    code: isJoinCode(symbols) ? symbols : null,
    strays: [...strays].join(''),
  }
}
