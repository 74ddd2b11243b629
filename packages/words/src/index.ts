export { isCommonWord } from './common-word.ts'
export { packs, type WordPack } from './packs.ts'
export { wordPool } from './word-pool.ts'
