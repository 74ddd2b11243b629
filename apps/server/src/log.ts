import type { Env } from './env.ts'

const REDACTED = '[redacted]'
/** A signed token in any text: header, payload and signature, each base64url. */
const SIGNED_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** Where log lines go; a stream of the process fits. */
export interface LogTarget {
  write(line: string): void
}

/**
 * What a line must never hold is taken out twice: the serializers name the few facts of a request that may be
 * said, and the scrub goes over the finished line, whatever it was made of.
 */
export function logOptions(options: {
  readonly level: Env['logLevel']
  /** Taken out of every line, also where they stand in base64 or hex. */
  readonly secrets: readonly string[]
  readonly target?: LogTarget
}) {
  const scrub = createScrub(options.secrets)
  return {
    level: options.level,
    serializers: {
      req: ({ method, url }: { readonly method: string; readonly url: string }) => ({
        method,
        path: pathForLog(url),
      }),
      res: ({ statusCode }: { readonly statusCode?: number }) => ({ status: statusCode ?? null }),
    },
    hooks: { streamWrite: scrub },
    ...(options.target && { stream: options.target }),
  }
}

/** Takes secrets and signed tokens out of a text. */
export function createScrub(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.filter(Boolean).flatMap((secret) => {
    const bytes = Buffer.from(secret)
    return [
      secret,
      // As it stands inside a JSON string.
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ]
  })
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length)
  return (text) => {
    let scrubbed = text
    for (const form of longestFirst) scrubbed = scrubbed.replaceAll(form, REDACTED)
    return scrubbed.replaceAll(SIGNED_TOKEN, REDACTED)
  }
}

/** A path without its query; who knows the id of a game may open its table, so that is left out as well. */
export function pathForLog(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.replace(/^\/g\/.*/s, '/g/*')
}
