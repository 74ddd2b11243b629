import type { Settings } from '@wordfare/contracts'
import { packs } from './packs.ts'

/** The words that a board may be dealt from: those of the packs and the custom ones, upper case, each once. */
export function wordPool({ packs: ids, custom }: Settings['words']): readonly string[] {
  const [first, ...more] = ids
  // Nearly always there is nothing to mix.
  if (first !== undefined && more.length === 0 && custom.length === 0) return packs[first].words
  return [...new Set([...ids.flatMap((id) => packs[id].words), ...custom])]
}
