import type { PlayerView } from '@wordfare/contracts'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const letters = (name: string): readonly string[] =>
  [...graphemes.segment(name)].map((part) => part.segment)

/** The first letter of a name, as a capital. */
export const firstLetter = (name: string): string => (letters(name)[0] ?? '').toLocaleUpperCase()

/** One letter of a player’s name, or two where somebody else at the table shares the first. */
export function initialsOf(player: PlayerView, players: readonly PlayerView[]): string {
  const [, second = ''] = letters(player.name)
  const first = firstLetter(player.name)
  const isShared = players.some(
    (other) => other.playerId !== player.playerId && firstLetter(other.name) === first,
  )
  return first + (isShared ? second.trim() : '')
}
