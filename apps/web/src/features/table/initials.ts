import type { PlayerView } from '@wordfare/contracts'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const letters = (name: string): readonly string[] =>
  [...graphemes.segment(name)].map((part) => part.segment)

/** One letter of a player’s name, or two where somebody else at the table shares the first. */
export function initialsOf(player: PlayerView, players: readonly PlayerView[]): string {
  const [first = '', second = ''] = letters(player.name)
  const isShared = players.some(
    (other) =>
      other.playerId !== player.playerId &&
      letters(other.name)[0]?.toLocaleUpperCase() === first.toLocaleUpperCase(),
  )
  return first.toLocaleUpperCase() + (isShared ? second.trim() : '')
}
