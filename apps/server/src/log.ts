import type { Env } from './env.ts'

const REDACTED = '[redacted]'
/** A signed token in any text: header, payload and signature, each base64url. */
const SIGNED_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** Where log lines go; a stream of the process fits. */
export interface LogTarget {
  write(line: string): void
}

/**
 * What a line must never hold is taken out twice: the serializers name the few facts of a request or an error that
 * may be said, and the scrub goes over the finished line, whatever it was made of.
 */
export function logOptions(options: {
  readonly level: Env['logLevel']
  /** Goes over every line. */
  readonly scrub: Scrub
  readonly target?: LogTarget
}) {
  return {
    level: options.level,
    serializers: {
      req: ({ method, url }: { readonly method: string; readonly url: string }) => ({
        method,
        path: pathForLog(url),
      }),
      res: ({ statusCode }: { readonly statusCode?: number }) => ({ status: statusCode ?? null }),
      err: errorForLog,
    },
    hooks: { streamWrite: options.scrub.clean },
    ...(options.target && { stream: options.target }),
  }
}

/** Takes signed tokens out of a text, and every secret that it knows. */
export interface Scrub {
  readonly clean: (text: string) => string
  /** From now on the secret is taken out, also where it stands in base64 or hex. It is never forgotten again. */
  readonly hide: (secret: string) => void
}

export function createScrub(secrets: readonly string[] = []): Scrub {
  const forms = new Set<string>()
  let longestFirst: readonly string[] = []

  function hide(secret: string): void {
    for (const form of formsOf(secret)) forms.add(form)
    longestFirst = [...forms].toSorted((a, b) => b.length - a.length)
  }
  for (const secret of secrets) hide(secret)

  return {
    clean(text) {
      let scrubbed = text
      for (const form of longestFirst) scrubbed = scrubbed.replaceAll(form, REDACTED)
      return scrubbed.replaceAll(SIGNED_TOKEN, REDACTED)
    },
    hide,
  }
}

function formsOf(secret: string): readonly string[] {
  if (secret === '') return []
  const bytes = Buffer.from(secret)
  return [
    secret,
    // As it stands inside a JSON string.
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
}

/**
 * An error's words and those of its causes. What libraries hang on their errors, such as the command that failed
 * with all that it was called with, is left out.
 */
function errorForLog(error: unknown) {
  const chain = withCauses(error)
  const [first] = chain
  if (!first) return { type: typeof error, message: String(error), stack: '' }
  return {
    type: first.name,
    message: chain.map(({ message }) => message).join(': '),
    ...('code' in first && typeof first.code === 'string' && { code: first.code }),
    stack: chain.map(({ stack }) => stack).join('\ncaused by: '),
  }
}

function withCauses(error: unknown): readonly Error[] {
  const chain: Error[] = []
  for (let next = error; next instanceof Error && !chain.includes(next); next = next.cause) {
    chain.push(next)
  }
  return chain
}

/** A path without its query; who knows the id of a game may open its table, so that is left out as well. */
export function pathForLog(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.replace(/^\/g\/.*/s, '/g/*')
}
