import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** All that a file loads at run time, itself included: paths of files, names of packages. */
function loaded(file: string, found = new Set<string>()): ReadonlySet<string> {
  found.add(file)
  const source = readFileSync(file, 'utf8')
  for (const [, isType, from = ''] of source.matchAll(
    /^(?:import|export) (type )?(?:[\w\s{},*]+ from )?'([^']+)'/gm,
  )) {
    if (isType !== undefined) continue
    const target = from.startsWith('.') ? join(dirname(file), from) : from
    if (!found.has(target)) {
      if (from.startsWith('.')) loaded(target, found)
      else found.add(target)
    }
  }
  return found
}

const src = import.meta.dirname

describe('what a browser loads', () => {
  it('is the view alone, without the clue law and its dictionaries', () => {
    expect([...loaded(join(src, 'view.ts'))].toSorted()).toEqual(
      [
        'at.ts',
        'deal.ts',
        'guesses-left.ts',
        'limits.ts',
        'log-entry.ts',
        'state.ts',
        'timer.ts',
        'view.ts',
        'voices.ts',
      ].map((file) => join(src, file)),
    )
  })

  it('is less than what the server loads', () => {
    const names = [...loaded(join(src, 'index.ts'))]
    expect(names).toContain('lancaster-stemmer')
    expect(names).toContain(join(src, 'clue-law.ts'))
  })
})
