/** Daily shows it to everyone in the call, so it is kept as short as a name at the table. */
const TOKEN_NAME_MAX_CODE_POINTS = 30

/** Controls, halves of characters, and marks that turn the text around them. */
const NOT_FOR_A_NAME = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A player's name as it stands in a token. */
export function tokenName(name: string): string {
  const clean = name.replaceAll(NOT_FOR_A_NAME, '').normalize('NFC')
  return Array.from(clean).slice(0, TOKEN_NAME_MAX_CODE_POINTS).join('')
}
