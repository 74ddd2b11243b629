import type { CardView, Kind } from '@wordfare/contracts'

const kindName: Record<Kind, string> = {
  red: 'Red',
  blue: 'Blue',
  bystander: 'bystander',
  assassin: 'assassin',
}

const list = new Intl.ListFormat('en-GB')

/** What a card is called for those who hear it: its word, what is known of it, and who marked it. */
export function cardName(
  card: CardView,
  notes: { isCircled: boolean; markedBy: readonly string[] },
): string {
  const parts = [card.word]
  if (card.kind !== null) parts.push(kindName[card.kind])
  if (card.covered) parts.push('covered')
  if (notes.isCircled) parts.push('circled')
  if (notes.markedBy.length > 0) parts.push(`marked by ${list.format(notes.markedBy)}`)
  return parts.join(', ')
}
