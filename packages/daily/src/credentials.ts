import { createSecretKey } from 'node:crypto'

import { SignJWT } from 'jose'

import { withoutRoomNames } from './room-names.ts'
import type { Secret } from './secret.ts'

/** Longest quotation of somebody else's text. */
const QUOTE_MAX_CHARACTERS = 200

/** Claims of a meeting token, in the short names under which Daily reads them. */
export interface TokenClaims {
  /** Name of the room. */
  readonly r: string
  /** Id of the domain. */
  readonly d: string
  /** Seconds since the Unix epoch, like `exp`. */
  readonly iat: number
  readonly exp: number
  /** Who the participant is to the program. */
  readonly ud: string
  /** What the participant is called. */
  readonly u: string
  /** Starts with the microphone off. */
  readonly ao: true
  /** Starts with the camera off. */
  readonly vo: true
}

/** All that needs the API key. The key itself stays in here. */
export interface Credentials {
  /** Value of the `authorization` header with the key in use. */
  authorization(): string
  signToken(claims: TokenClaims): Promise<string>
  /**
   * What may be quoted of text that came from outside: one short line, without a token, a room, or any key that was
   * ever in use, in any form.
   */
  quote(text: string): string
  /** Puts a key to use from now on; tells whether it is another one. */
  use(apiKey: Secret): boolean
}

export function createCredentials(apiKey: Secret): Credentials {
  let key = apiKey.reveal()
  const unquotable = new Set(formsOf(key))

  return {
    authorization: () => `Bearer ${key}`,

    signToken: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(createSecretKey(Buffer.from(key))),

    quote(text) {
      // Controls go first, so that none can split a key in two; the cut comes last, so that it never halves one.
      const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '')
      const withoutKeys = [...unquotable].reduce(
        (rest, form) => rest.replaceAll(form, '[redacted]'),
        line,
      )
      const withoutTokens = withoutKeys.replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/gu, '[redacted]')
      return withoutRoomNames(withoutTokens).slice(0, QUOTE_MAX_CHARACTERS)
    },

    use(nextKey) {
      const next = nextKey.reveal()
      if (next === key) return false
      key = next
      for (const form of formsOf(next)) unquotable.add(form)
      return true
    },
  }
}

/** How a key may be written. */
function formsOf(key: string): readonly string[] {
  const bytes = Buffer.from(key)
  return [
    key,
    bytes.toString('base64').replace(/=+$/u, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(key),
    Array.from(key).toReversed().join(''),
  ]
}
