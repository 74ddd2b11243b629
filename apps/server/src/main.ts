import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'

/**
 * How far the heap may grow before all of it is marked anew. V8's own choice is some fifty percent, so that a server under
 * load marked everything every few seconds, and each time the tables waited for 150 ms (docs/performance.md).
 */
const HEAP_GROWING_PERCENT = 300

setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`)
// What V8 has compiled is there for the next start. Where it can't be written, that one takes longer.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))
const { serve } = await import('./serve.ts')

try {
  await serve()
} catch (error) {
  // Before there is a log; the causes that matter here are files and ports.
  console.error(`The server could not start: ${error instanceof Error ? error.message : 'unknown'}`)
  process.exit(1)
}
flushCompileCache()
