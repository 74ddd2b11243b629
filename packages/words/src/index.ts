export { packs, type WordPack } from './packs.ts'
export { wordPool } from './word-pool.ts'
