import {
  JOIN_CODE_ALPHABET,
  JOIN_CODE_LENGTH,
  gameIdSchema,
  joinCodeSchema,
  type GameId,
  type JoinCode,
} from '@wordfare/contracts'

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
  const linked = gameIdSchema.safeParse(LINK.exec(text)?.[1])
  if (linked.success) return { type: 'link', gameId: linked.data }

  const signs = Array.from(text.replaceAll(/[\s-]/g, '').toUpperCase())
  const symbols = signs
    .filter((sign) => JOIN_CODE_ALPHABET.includes(sign))
    .slice(0, JOIN_CODE_LENGTH)
    .join('')
  const strays = new Set(signs.filter((sign) => !JOIN_CODE_ALPHABET.includes(sign)))
  const code = joinCodeSchema.safeParse(symbols)
  return {
    type: 'code',
    symbols,
    code: code.success ? code.data : null,
    strays: [...strays].join(''),
  }
}
