import { inspect } from 'node:util'

/** Made-up keys with the characters that encodings treat differently: the one of the tests, and the one after it. */
export const KEY = 'sk_daily/test+0f3a9c7e51b2d84660?~'
export const NEXT_KEY = 'sk_daily/next+77c1e09b4d5f2a3861?~'

/** The shapes in which a key could slip out. */
const formsOf = (key: string): Readonly<Record<string, string>> => ({
  raw: key,
  base64: Buffer.from(key).toString('base64'),
  base64url: Buffer.from(key).toString('base64url'),
  hex: Buffer.from(key).toString('hex'),
  'upper-case hex': Buffer.from(key).toString('hex').toUpperCase(),
  reversed: Array.from(key).toReversed().join(''),
})
export const keyForms = formsOf(KEY)

/** The forms of the key, or of another, that show in a value, however it is printed. */
export function tracesIn(value: unknown, key = KEY): readonly string[] {
  const prints = [
    JSON.stringify(value),
    inspect(value, { depth: 9, showHidden: true }),
    String(value),
    value instanceof Error ? `${value.stack} ${tracesIn(value.cause, key).join()}` : '',
  ].join('\n')
  return Object.entries(formsOf(key)).flatMap(([form, text]) =>
    prints.includes(text) ? [form] : [],
  )
}
