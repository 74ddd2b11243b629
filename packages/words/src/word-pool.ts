import type { Settings } from '@wordfare/contracts'
import { packs } from './packs.ts'

/** The words that a board may be dealt from: those of the packs and the custom ones, upper case, each once. */
export function wordPool({ packs: ids, custom }: Settings['words']): readonly string[] {
  const pool = new Set(ids.flatMap((id) => packs[id].words))
  for (const word of custom) pool.add(word)
  return [...pool]
}
