import type { PackId } from '@wordfare/contracts'
import { en } from './en.ts'

/** Words that a board may be dealt from. */
export interface WordPack {
  /** What the pack is called in the settings of a table, in its own language. */
  readonly title: string
  /** Upper case, each word once. */
  readonly words: readonly string[]
}

export const packs: Record<PackId, WordPack> = {
  en: { title: 'English, everyday', words: en },
}
