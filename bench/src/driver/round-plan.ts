import type { Command, Kind, Role, Team } from '@wordfare/contracts'

/** What is to be done next, and from which seat. */
export interface Step {
  readonly team: Team
  readonly role: Role
  readonly command: Extract<Command, { type: 'giveClue' | 'guess' | 'endTurn' }>
}

/** Every so many turns a guess hits a bystander, as long as there are any. */
const TURNS_PER_BYSTANDER = 3
const CARDS_PER_CLUE = 2

/**
 * A round as people play it, from the first clue to the last card: a clue for two, two guesses that hit and the turn
 * ended by hand; and now and then a bystander.
 */
export function* planRound(key: readonly Kind[], startingTeam: Team): Generator<Step> {
  const open = {
    red: cardsOf(key, 'red'),
    blue: cardsOf(key, 'blue'),
    bystander: cardsOf(key, 'bystander'),
  }
  let team = startingTeam
  for (let turn = 1; ; turn++) {
    const own = open[team]
    const targets = own.slice(0, CARDS_PER_CLUE)
    const clue = { word: clueOf(turn), count: targets.length, targets } as const
    yield { team, role: 'spymaster', command: { type: 'giveClue', ...clue } }

    const bystander = turn % TURNS_PER_BYSTANDER === 0 ? open.bystander.shift() : undefined
    const meant = own.splice(0, bystander === undefined ? CARDS_PER_CLUE : 1)
    for (const card of meant) {
      yield { team, role: 'operative', command: { type: 'guess', card, turn } }
    }
    if (own.length === 0) return
    yield bystander === undefined
      ? { team, role: 'operative', command: { type: 'endTurn', turn } }
      : { team, role: 'operative', command: { type: 'guess', card: bystander, turn } }
    team = team === 'red' ? 'blue' : 'red'
  }
}

const cardsOf = (key: readonly Kind[], kind: Kind): number[] =>
  key.flatMap((each, card) => (each === kind ? [card] : []))

/** A word that no board has anything to do with, another one every turn. */
const clueOf = (turn: number): string => `zyxq${String.fromCharCode(96 + turn)}`
