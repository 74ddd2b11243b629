import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { CallFrame } from './time-by-part.ts'

/** Native functions that are a part by themselves, whoever calls them. */
const NATIVE_PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\(garbage collector\)$/, 'garbage collection'],
  [/^\(program\)$/, 'the event loop and other native code'],
  [/^write/, 'writing to sockets'],
  [/^(run|get|all|exec)$/, 'better-sqlite3'],
]

/**
 * Says which part of the server a function belongs to: a package, Node, or native code of a kind. Null for other native
 * code, which is its caller's.
 */
export function createPartOf(): (frame: CallFrame) => string | null {
  const maps = new Map<string, SourceMap | null>()

  /** Where the function was written, by the source map of what it was bundled into. */
  function sourceOf({ url, lineNumber, columnNumber }: CallFrame): string {
    if (!maps.has(url)) maps.set(url, readSourceMap(url))
    const entry = maps.get(url)?.findEntry(lineNumber, columnNumber)
    return entry && 'originalSource' in entry ? entry.originalSource : url
  }

  return (frame) => {
    const { functionName, url } = frame
    if (url === '') return NATIVE_PARTS.find(([pattern]) => pattern.test(functionName))?.[1] ?? null
    if (url.startsWith('node:')) return 'Node'
    const installed = packageIn(url)
    if (installed === '@trpc/server' && isJson(functionName)) return 'JSON of the frames'
    if (installed !== null) return installed
    const source = sourceOf(frame)
    const own = /packages\/([^/]+)\//.exec(source)?.[1] ?? 'server'
    return packageIn(source) ?? `@wordfare/${own}`
  }
}

/** tRPC's encoder, which does nothing but that. */
const isJson = (functionName: string): boolean => ['encode', 'decode'].includes(functionName)

const packageIn = (path: string): string | null =>
  /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? null

/** Null for a script that has none. */
function readSourceMap(url: string): SourceMap | null {
  const file = `${fileURLToPath(url)}.map`
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null
}
