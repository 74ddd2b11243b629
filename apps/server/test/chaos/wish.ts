import type { PlayerId, Role, Team } from '@wordfare/contracts'
import type { GameState } from '@wordfare/game'
import fc from 'fast-check'
import type { Command } from '../table.ts'

/** What can be done at a table, by whatever way. */
export type Deed = Command | { readonly type: 'joinGame' }

/** A deed, and the place of who does it among the people. */
export interface Act {
  readonly by: number
  readonly deed: Deed
}

/** What somebody is about to do: what exactly, and in whose turn, follows from the table as they find it. */
export interface Wish {
  readonly text: string
  readonly actAt: (table: GameState, ids: readonly PlayerId[]) => Act
}

type LiveState = Extract<GameState, { readonly phase: 'clue' | 'guess' }>

interface Seat {
  readonly team: Team
  readonly role: Role
}

const seats: readonly Seat[] = [
  { team: 'red', role: 'spymaster' },
  { team: 'red', role: 'operative' },
  { team: 'blue', role: 'spymaster' },
  { team: 'blue', role: 'operative' },
]

const clueWord = fc.constantFrom('zyxqa', 'zyxqb', 'zyxqc', 'zyxqd', 'zyxqe')
const count = fc.constantFrom(0, 1, 2, 'unlimited' as const)

const wish = <T>(
  name: string,
  parts: fc.Arbitrary<T>,
  act: (parts: T, table: GameState, ids: readonly PlayerId[]) => Act,
): fc.Arbitrary<Wish> =>
  parts.map((each) => ({
    text: `${name} ${JSON.stringify(each)}`,
    actAt: (table, ids) => act(each, table, ids),
  }))

/** The wishes of so many people. */
export function wishesOf(people: number) {
  const person = fc.nat(people - 1)

  /** What the table waits for. */
  const due = wish(
    'what is due',
    fc.record({
      else: person,
      place: fc.nat(24),
      on: fc.oneof(
        { weight: 6, arbitrary: fc.constant('own' as const) },
        { weight: 2, arbitrary: fc.constantFrom('other' as const, 'bystander' as const) },
        { weight: 2, arbitrary: fc.constant('assassin' as const) },
      ),
      word: clueWord,
      count,
    }),
    whatIsDue,
  )

  /** What else those whose turn it is may do, and those who only look on. */
  const beside = wish(
    'beside',
    fc.record({
      what: fc.constantFrom(
        'mark' as const,
        'endTurn' as const,
        'clueWithTargets' as const,
        'lookOn' as const,
      ),
      else: person,
      card: fc.nat(24),
      word: clueWord,
    }),
    ({ what, else: other, card, word }, table, ids) => {
      if (what === 'lookOn') return lookingOn(table, ids, other)
      if (what === 'clueWithTargets') {
        const targets = isLive(table) ? openCards(table, table.turn.team).slice(0, 2) : []
        const deed = { type: 'giveClue', word, count: targets.length, targets } as const
        return { by: inTurn(table, ids, 'spymaster') ?? other, deed }
      }
      const by = inTurn(table, ids, 'operative') ?? other
      return {
        by,
        deed: what === 'mark' ? { type: what, card } : { type: what, turn: turnOf(table) },
      }
    },
  )

  /** Anything by anybody: most of it is out of turn, too late or somebody else's. */
  const byChance = wish(
    'by chance',
    fc.record({
      by: person,
      late: fc.constantFrom(0, 0, 0, -1, 1),
      deed: fc.oneof(
        fc.constantFrom(...seats).map((seat) => ({ type: 'takeSeat' as const, ...seat })),
        fc.constantFrom<Deed>(
          { type: 'joinGame' },
          { type: 'leaveGame' },
          { type: 'leaveSeat' },
          { type: 'shuffleTeams' },
          { type: 'startRound' },
          { type: 'muteAll' },
          { type: 'seeKey' },
        ),
        fc.record({
          type: fc.constant('giveClue' as const),
          word: clueWord,
          count,
          targets: fc.uniqueArray(fc.nat(24), { maxLength: 2 }),
        }),
        fc.record({ type: fc.constant('mark' as const), card: fc.nat(24) }),
        fc.record({
          type: fc.constant('guess' as const),
          card: fc.nat(24),
          turn: fc.constant(0),
        }),
        fc.record({ type: fc.constant('endTurn' as const), turn: fc.constant(0) }),
      ),
    }),
    ({ by, late, deed }, table) => ({
      by,
      deed: 'turn' in deed ? { ...deed, turn: Math.max(1, turnOf(table) + late) } : deed,
    }),
  )

  /** All of them mixed, what is due most often. */
  return { person, mixed: fc.oneof(due, due, beside, byChance, byChance) }
}

interface Due {
  /** Who does it where nobody in particular would. */
  readonly else: number
  readonly place: number
  readonly on: 'own' | 'other' | 'bystander' | 'assassin'
  readonly word: string
  readonly count: number | 'unlimited'
}

function whatIsDue(due: Due, table: GameState, ids: readonly PlayerId[]): Act {
  const filling = fillingOf(table, ids)
  if (filling) return filling
  const { else: other, place, on, word } = due
  switch (table.phase) {
    case 'seating':
    case 'over': {
      const by = ids.findIndex((id) => table.players.some((p) => p.playerId === id && p.team))
      return { by, deed: { type: place % 5 === 0 ? 'shuffleTeams' : 'startRound' } }
    }
    case 'clue':
      return {
        by: inTurn(table, ids, 'spymaster') ?? other,
        deed: { type: 'giveClue', word, count: due.count },
      }
    case 'guess': {
      const { team } = table.turn
      const rival = team === 'red' ? 'blue' : 'red'
      const open = openCards(table, on === 'own' ? team : on === 'other' ? rival : on)
      const card = open[place % open.length] ?? place
      return {
        by: inTurn(table, ids, 'operative') ?? other,
        deed: { type: 'guess', card, turn: table.turn.number },
      }
    }
  }
}

/** How somebody takes a seat that the table can't play without; null where there is none, or nobody for it. */
function fillingOf({ players, seenKey }: GameState, ids: readonly PlayerId[]): Act | null {
  const empty = seats.find(
    ({ team, role }) => !players.some((player) => player.team === team && player.role === role),
  )
  if (!empty) return null
  const free = players.find(
    ({ playerId, team }) =>
      team === null && (empty.role === 'spymaster' || !seenKey.includes(playerId)),
  )
  if (free) return { by: ids.indexOf(free.playerId), deed: { type: 'takeSeat', ...empty } }
  const absent = ids.findIndex((id) => !players.some(({ playerId }) => playerId === id))
  return absent < 0 ? null : { by: absent, deed: { type: 'joinGame' } }
}

/** How somebody without a seat comes to the table, then to the key, and then, in vain, to the guessing. */
function lookingOn({ players }: GameState, ids: readonly PlayerId[], other: number): Act {
  const absent = ids.findIndex((id) => !players.some(({ playerId }) => playerId === id))
  if (absent >= 0) return { by: absent, deed: { type: 'joinGame' } }
  const spectator = players.find(({ team }) => team === null)
  if (!spectator) return { by: other, deed: { type: 'seeKey' } }
  return {
    by: ids.indexOf(spectator.playerId),
    deed: spectator.hasSeenKey
      ? { type: 'takeSeat', team: 'red', role: 'operative' }
      : { type: 'seeKey' },
  }
}

/** The place of somebody whose turn it is in that role; null where nobody's is. */
function inTurn(table: GameState, ids: readonly PlayerId[], role: Role): number | null {
  if (!isLive(table)) return null
  const player = table.players.find((one) => one.team === table.turn.team && one.role === role)
  return player ? ids.indexOf(player.playerId) : null
}

const isLive = (table: GameState): table is LiveState =>
  table.phase === 'clue' || table.phase === 'guess'

const turnOf = (table: GameState): number => (isLive(table) ? table.turn.number : 1)

const openCards = ({ cards }: LiveState, kind: string): number[] =>
  cards.flatMap((card, index) => (card.kind === kind && !card.isCovered ? [index] : []))
