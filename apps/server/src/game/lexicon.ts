import { createRequire } from 'node:module'
import { extname } from 'node:path'
import type { Lexicon } from '@wordfare/game'
import type { dictionaries } from './dictionaries.ts'

const require = createRequire(import.meta.url)
let loaded: Lexicon | undefined

/** They take half as long to load as all the rest of the server, so that is put off until somebody asks. */
function load(): Lexicon {
  if (loaded) return loaded
  // They lie beside this file, in whatever form this one runs in.
  const file: { readonly dictionaries: typeof dictionaries } = require(
    `./dictionaries${extname(import.meta.url)}`,
  )
  loaded = file.dictionaries
  return loaded
}

export const lexicon: Lexicon = {
  isCommonWord: (word) => load().isCommonWord(word),
  noun: (word) => load().noun(word),
  verb: (word) => load().verb(word),
  adjective: (word) => load().adjective(word),
}
