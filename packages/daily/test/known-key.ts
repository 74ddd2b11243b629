import { inspect } from 'node:util'

/** A made-up key with the characters that encodings treat differently. */
export const KEY = 'sk_daily/test+0f3a9c7e51b2d84660?~'

/** The shapes in which a key could slip out. */
export const keyForms: Readonly<Record<string, string>> = {
  raw: KEY,
  base64: Buffer.from(KEY).toString('base64'),
  base64url: Buffer.from(KEY).toString('base64url'),
  hex: Buffer.from(KEY).toString('hex'),
  'upper-case hex': Buffer.from(KEY).toString('hex').toUpperCase(),
  reversed: Array.from(KEY).toReversed().join(''),
}

/** The forms of the key that show in a value, however it is printed. */
export function tracesIn(value: unknown): readonly string[] {
  const prints = [
    JSON.stringify(value),
    inspect(value, { depth: 9, showHidden: true }),
    String(value),
    value instanceof Error ? `${value.stack} ${tracesIn(value.cause).join()}` : '',
  ].join('\n')
  return Object.entries(keyForms).flatMap(([form, text]) => (prints.includes(text) ? [form] : []))
}
