import { nameMaxCharacters } from './limits.ts'
import type { Player } from './state.ts'

/** A character of a name can carry combining marks; the bound of the schema for names. */
const CODE_POINTS_MAX = nameMaxCharacters * 4

const PLAIN = /^[ -~]*$/
/** Made when it is needed: the engine takes a while for the first one. */
let graphemes: Intl.Segmenter | undefined
/** As a reader tells them apart; of plain letters each is one, which is told sooner. */
function charactersOf(name: string): readonly string[] {
  if (PLAIN.test(name)) return Array.from(name)
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  return Array.from(graphemes.segment(name), ({ segment }) => segment)
}

/** Names that a reader would take for one another compare as equal. */
const folded = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase()

/** Whether somebody at the table goes by that name already. */
export const isNameTaken = (players: readonly Player[], name: string): boolean =>
  players.some((player) => folded(player.name) === folded(name))

/** The name, or, where it is taken, the name with the first number that is free: `Ada 2`. */
export function freeName(players: readonly Player[], name: string): string {
  const taken = new Set(players.map((player) => folded(player.name)))
  if (!taken.has(folded(name))) return name
  const characters = charactersOf(name)
  for (let number = 2; ; number++) {
    const candidate = withSuffix(characters, ` ${number}`)
    if (!taken.has(folded(candidate))) return candidate
  }
}

/** A name of these characters, shortened where the suffix would make it too long. */
function withSuffix(characters: readonly string[], suffix: string): string {
  const kept = characters.slice(0, nameMaxCharacters - suffix.length).join('')
  const codePoints = Array.from(kept).slice(0, CODE_POINTS_MAX - suffix.length)
  return codePoints.join('').trimEnd() + suffix
}
