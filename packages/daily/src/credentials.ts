import { createHmac, createSecretKey } from 'node:crypto'

import type { GameId } from '@wordfare/contracts'
import { SignJWT } from 'jose'

import type { Secret } from './secret.ts'

/** Longest quotation of somebody else's text. */
const QUOTE_MAX_CHARACTERS = 200
const ROOM_NAME_PREFIX = 'wf-'
const ROOM_NAME_DIGEST_CHARACTERS = 24
const ROOM_NAME_PATTERN = `${ROOM_NAME_PREFIX}[\\w-]{${ROOM_NAME_DIGEST_CHARACTERS}}`
const ROOM_NAME = new RegExp(`^${ROOM_NAME_PATTERN}$`, 'u')
const ROOM_NAMES = new RegExp(ROOM_NAME_PATTERN, 'gu')

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
  /** Value of the `authorization` header. */
  authorization(): string
  /** Name of a game's room: always the same for the game, and nobody without the key can tell which it is. */
  roomName(gameId: GameId): string
  /** Whether a name looks like one that `roomName` gives. */
  isRoomName(name: string): boolean
  signToken(claims: TokenClaims): Promise<string>
  /** What may be quoted of text that came from outside: one short line, without a key in any form, a token or a room. */
  quote(text: string): string
}

export function createCredentials(apiKey: Secret): Credentials {
  const key = apiKey.reveal()
  const bytes = Buffer.from(key)
  const signingKey = createSecretKey(bytes)
  const forms = [
    key,
    bytes.toString('base64').replace(/=+$/u, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(key),
    Array.from(key).toReversed().join(''),
  ]

  return {
    authorization: () => `Bearer ${key}`,

    roomName(gameId) {
      const digest = createHmac('sha256', signingKey)
        .update(`room-name:${gameId}`)
        .digest('base64url')
      return ROOM_NAME_PREFIX + digest.slice(0, ROOM_NAME_DIGEST_CHARACTERS)
    },

    isRoomName: (name) => ROOM_NAME.test(name),

    signToken: (claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(signingKey),

    quote(text) {
      // Controls go first, so that none can split a key in two; the cut comes last, so that it never halves one.
      const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '')
      return forms
        .reduce((rest, form) => rest.replaceAll(form, '[redacted]'), line)
        .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/gu, '[redacted]')
        .replaceAll(ROOM_NAMES, '[room]')
        .slice(0, QUOTE_MAX_CHARACTERS)
    },
  }
}
