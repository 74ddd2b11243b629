import { inspect } from 'node:util'

import { API_KEY_PAGE, SettingFault, type SettingFaultReason } from './setting-fault.ts'

const REDACTED = '[redacted]'

/** The form of a key is not documented, so this only has to tell a key from a slip of the hand. */
const API_KEY_MIN_CHARACTERS = 20

const PLACEHOLDER =
  /change[-_ ]?me|your[-_ ]?(?:daily[-_ ]?)?(?:api[-_ ]?)?key|placeholder|replace[-_ ]?me|x{6,}|^<.*>$|^(.)\1*$/iu

/** A value that no print, log line, JSON or error shows; whoever needs it says so with `reveal`. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    if (value === '') throw new TypeError('a secret is never empty')
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [inspect.custom](): string {
    return REDACTED
  }
}

/**
 * Takes a Daily API key from a setting or a file; white space around it (a file's last line break) is forgiven.
 * @throws {SettingFault} when it cannot be a key
 */
export function parseApiKey(raw: string | undefined): Secret {
  const key = (raw ?? '').trim()
  const reason = faultOf(key)
  if (reason) {
    throw new SettingFault('apiKey', reason, `copy the key as it stands at ${API_KEY_PAGE}`)
  }
  return new Secret(key)
}

function faultOf(key: string): SettingFaultReason | null {
  if (key === '') return 'missing'
  if (/^bearer(?:\s|$)/iu.test(key)) return 'has-bearer-prefix'
  if (PLACEHOLDER.test(key)) return 'placeholder'
  if (/\s/u.test(key)) return 'has-whitespace'
  // Anything else could not be sent in a header, and would be quoted in the complaint about it.
  if (!/^[!-~]+$/u.test(key)) return 'has-odd-characters'
  return key.length < API_KEY_MIN_CHARACTERS ? 'too-short' : null
}
