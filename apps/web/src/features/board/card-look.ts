import type { CardView, Kind } from '@wordfare/contracts'

const printed: Record<Kind, string> = {
  red: 'r t-red',
  blue: 'r t-blue',
  bystander: 'r by',
  assassin: 'r x',
}
const keyed: Record<Kind, string> = {
  red: 'k t-red',
  blue: 'k t-blue',
  bystander: 'k kn',
  assassin: 'k kx',
}

/** The classes of a card’s cell: printed once it is covered, with its key for those who may see it, plain otherwise. */
export function cardLook(card: CardView): string {
  if (card.kind === null) return 'cell'
  return `cell ${card.covered ? printed[card.kind] : keyed[card.kind]}`
}
