import type { Kind, Team } from '@wordfare/contracts'
import { at } from './at.ts'
import { boardSize } from './limits.ts'
import { opponentOf } from './state.ts'

const STARTING_TEAM_CARDS = 9
const OTHER_TEAM_CARDS = 8
const BYSTANDERS = 7

/** How many cards the key gives to a team (R2). */
export const cardsOf = (team: Team, startingTeam: Team): number =>
  team === startingTeam ? STARTING_TEAM_CARDS : OTHER_TEAM_CARDS

/**
 * So many of the items, or all there are, chosen and ordered by chance alone (Fisher-Yates, as far as it is needed).
 * `random` gives numbers in [0, 1).
 */
function drawn<T>(items: readonly T[], count: number, random: () => number): T[] {
  const result = [...items]
  const end = Math.max(0, result.length - count)
  for (let last = result.length - 1; last > 0 && last >= end; last--) {
    const chosen = Math.floor(random() * (last + 1))
    const item = at(result, chosen)
    result[chosen] = at(result, last)
    result[last] = item
  }
  return result.slice(end)
}

/** In an order that only chance decides. `random` gives numbers in [0, 1). */
export const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  drawn(items, items.length, random)

export const randomTeam = (random: () => number): Team => (random() < 0.5 ? 'red' : 'blue')

/** A random key (R2), row by row. */
export function dealKey(startingTeam: Team, random: () => number): Kind[] {
  const other = opponentOf(startingTeam)
  return shuffled(
    [
      ...Array<Kind>(STARTING_TEAM_CARDS).fill(startingTeam),
      ...Array<Kind>(OTHER_TEAM_CARDS).fill(other),
      ...Array<Kind>(BYSTANDERS).fill('bystander'),
      'assassin',
    ],
    random,
  )
}

/**
 * The words of a new board: different ones that were not used at this table before (R1, E4). A pool that runs
 * out of fresh ones gives those that it has, and then the ones used longest ago. Null if it holds too few at all.
 */
export function dealWords(
  pool: readonly string[],
  usedWords: readonly string[],
  random: () => number,
): string[] | null {
  const fresh = new Set(pool)
  for (const word of usedWords) fresh.delete(word)
  if (fresh.size >= boardSize) return drawn([...fresh], boardSize, random)
  const offered = new Set(pool)
  const worn = usedWords.filter((word) => offered.has(word))
  const words = [...fresh, ...worn].slice(0, boardSize)
  return words.length < boardSize ? null : shuffled(words, random)
}
