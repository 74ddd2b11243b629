import type { PlayerView } from '@wordfare/contracts'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The first two letters of a name, the first as a capital. */
function letters(name: string): readonly [string, string] {
  // To segment is slow: no further than the letters that are wanted.
  const [first, second] = graphemes.segment(name)
  return [(first?.segment ?? '').toLocaleUpperCase(), second?.segment ?? '']
}

/** The first letter of a name, as a capital. */
export const firstLetter = (name: string): string => letters(name)[0]

/** One letter of a player’s name, or two where somebody else at the table shares the first. */
export function initialsOf(player: PlayerView, players: readonly PlayerView[]): string {
  const [first, second] = letters(player.name)
  const isShared = players.some(
    (other) => other.playerId !== player.playerId && firstLetter(other.name) === first,
  )
  return first + (isShared ? second.trim() : '')
}
