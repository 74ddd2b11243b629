import { fc, test } from '@fast-check/vitest'
import { PLAYERS_MAX, type PlayerId } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { ask, eventsOf, play, script, transitions, type Step } from '../test/random-play.ts'
import { player } from '../test/table.ts'
import type { GameCommand } from './command.ts'
import type { GameEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { initialState, isLive, operativesOf, spymasterOf, type GameState } from './state.ts'

const TEAMS = ['red', 'blue'] as const

/** What is wrong with a table; nothing, after any command. */
function faults(state: GameState): string[] {
  const { players } = state
  const found: string[] = []
  const must = (holds: boolean, what: string) => {
    if (!holds) found.push(what)
  }
  must(players.length <= PLAYERS_MAX, 'not too many players')
  must(areDistinct(players.map(({ playerId }) => playerId)), 'everyone is there once')
  must(areDistinct(players.map(({ name }) => name.toLowerCase())), 'everyone has another name')
  const hosts = players.filter(({ playerId }) => playerId === state.hostId)
  must(hosts.length === Math.min(1, players.length), 'a host while somebody is there')
  must(
    players.every(({ team, role }) => (team === null) === (role === null)),
    'a seat is a team and a role',
  )
  must(
    players.every(({ playerId }) => !state.removed.includes(playerId)),
    'nobody who was removed',
  )
  for (const team of TEAMS) {
    const members = players.filter((each) => each.team === team)
    must(members.filter(({ role }) => role === 'spymaster').length <= 1, 'one spymaster')
  }
  must('winner' in state === (state.phase === 'over'), 'a winner once it is over')
  must('guessesLeft' in state === (state.phase === 'guess'), 'guesses left while guessing')
  if (state.phase === 'seating') return found

  const { cards, clues, turn } = state
  const counts = (kind: string) => cards.filter((card) => card.kind === kind).length
  must(Math.abs(counts('red') - counts('blue')) === 1, '9 and 8')
  must(counts('red') + counts('blue') === 17 && counts('bystander') === 7, '17 and 7')
  must(counts('assassin') === 1, 'one assassin')
  must(cards.length === 25 && areDistinct(cards.map(({ word }) => word)), '25 different words')
  must(state.round === state.rounds.length + (state.phase === 'over' ? 0 : 1), 'rounds add up')

  const operatives = operativesOf(players, turn.team).map(({ playerId }) => playerId)
  for (const { isCovered, marks } of cards) {
    must(areDistinct(marks), 'one mark for each')
    must(marks.length === 0 || (!isCovered && state.phase === 'guess'), 'marks while guessing')
    must(
      marks.every((mark) => operatives.includes(mark)),
      'marks of operatives',
    )
  }
  const guessed = clues.flatMap(({ guesses }) => guesses.map(({ card }) => card))
  must(areDistinct(guessed), 'a card is guessed once')
  must(
    cards.every(({ isCovered }, card) => isCovered === guessed.includes(card)),
    'what is guessed is covered',
  )
  const left = (kind: string) => cards.filter((card) => card.kind === kind && !card.isCovered)
  const isDecided = ['red', 'blue', 'assassin'].some((kind) => left(kind).length === 0)
  must(isDecided === (state.phase === 'over'), 'over as soon as it is decided')
  if (isLive(state)) {
    must(
      players.every(({ role, hasSeenKey }) => role !== 'operative' || !hasSeenKey),
      'no operative has seen the key',
    )
  }
  if (state.phase === 'guess') {
    const last = clues.at(-1)
    must(last?.guesses.length === state.guessesMade, 'guesses made')
    const limit = last?.count === 'unlimited' ? 0 : (last?.count ?? 0)
    must(
      limit === 0
        ? state.guessesLeft === 'unlimited'
        : state.guessesLeft === limit + 1 - state.guessesMade && state.guessesLeft > 0,
      'guesses left',
    )
  }
  return found
}

const areDistinct = (items: readonly string[] | readonly number[]): boolean =>
  new Set<string | number>(items).size === items.length

/** Brings a round to its end, with newcomers where a seat is empty that nobody at the table may take. */
function finish(start: GameState): GameState {
  let state = start
  const must = (by: PlayerId, command: GameCommand) => {
    const { decision, after } = ask(state, { by, command, seed: 1 })
    expect(decision).toHaveProperty('ok', true)
    state = after
  }
  const fill = (role: 'spymaster' | 'operative', newcomer: PlayerId) => {
    if (!isLive(state)) return
    const { team } = state.turn
    if (state.players.length === PLAYERS_MAX) {
      const spare = state.players.find((each) => each.team !== team) ?? state.players[0]
      if (spare !== undefined) must(spare.playerId, { type: 'leaveGame' })
    }
    must(newcomer, { type: 'joinGame', playerId: newcomer, playerName: 'New' })
    must(newcomer, { type: 'takeSeat', team, role })
  }
  if (!isLive(state)) return state
  const { team, number } = state.turn
  if (spymasterOf(state.players, team) === undefined) fill('spymaster', player('new1'))
  if (operativesOf(state.players, team).length === 0) fill('operative', player('new2'))
  const spymaster = spymasterOf(state.players, team)?.playerId ?? player('nobody')
  const operative = operativesOf(state.players, team)[0]?.playerId ?? player('nobody')
  if (state.phase === 'clue') must(spymaster, { type: 'giveClue', word: 'zq', count: 1 })
  const card = isLive(state) ? state.cards.findIndex(({ kind }) => kind === 'assassin') : -1
  must(operative, { type: 'guess', card, turn: number })
  return state
}

describe('whatever anybody tries', () => {
  test.prop([script(120)], { numRuns: 120 })(
    '[R1] [R2] [R4] the table stays sound, and 9, 8, 7 and 1 cards add up',
    (attempt) => {
      expect(play(attempt).flatMap(({ after }) => faults(after))).toEqual([])
    },
  )

  test.prop([script(120)], { numRuns: 100 })(
    '[E1] [E2] a round can always be brought to its end',
    (attempt) => {
      const steps = play(attempt)
      // Every tenth moment of the play, and its end.
      for (const { after } of steps.filter(
        (_, index) => index % 10 === 0 || index === steps.length - 1,
      )) {
        if (isLive(after)) expect(finish(after).phase).toBe('over')
      }
    },
  )

  test.prop([script(120)], { numRuns: 100 })('the events alone give the same table', (attempt) => {
    const steps = play(attempt)
    const stored: GameEvent[] = eventsOf(steps).map((event) => JSON.parse(JSON.stringify(event)))
    expect(stored.reduce(evolve, initialState)).toStrictEqual(steps.at(-1)?.after)
  })

  it('reaches every event, several rounds and what is rare in them', () => {
    const plays = fc.sample(script(200), { numRuns: 150, seed: 7 }).map(play)
    const events = plays.flatMap(eventsOf)
    const seen = (test_: (event: GameEvent) => boolean): boolean => events.some(test_)

    expect([...new Set(events.map(({ type }) => type))].toSorted()).toEqual(EVENT_TYPES)
    expect(seen((event) => event.type === 'RoundStarted' && event.round > 2)).toBe(true)
    expect(seen((event) => event.type === 'SeatsChanged' && event.reason === 'rotation')).toBe(true)
    expect(seen((event) => event.type === 'RoundEnded' && event.ending === 'last-card')).toBe(true)
    expect(seen((event) => event.type === 'RoundEnded' && event.ending === 'assassin')).toBe(true)
    expect(seen((event) => event.type === 'ClueGiven' && event.targets !== null)).toBe(true)
    const leaving = plays.some((steps) =>
      [...transitions(steps)].some(
        ({ before, event }) =>
          event.type === 'PlayerLeft' &&
          isLive(before) &&
          TEAMS.some((team) => spymasterOf(before.players, team)?.playerId === event.playerId),
      ),
    )
    expect(leaving).toBe(true)
    expect(new Set(plays.flatMap(refusals)).size).toBeGreaterThan(20)
  })
})

const refusals = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ decision }) => (decision.ok ? [] : [decision.reason]))

const EVENT_TYPES: readonly GameEvent['type'][] = [
  'AllMuted',
  'CallReady',
  'CallUnavailable',
  'CardCovered',
  'CardMarked',
  'CardUnmarked',
  'ClueGiven',
  'GameCreated',
  'HostChanged',
  'KeySeen',
  'PlayerJoined',
  'PlayerLeft',
  'PlayerRemoved',
  'PlayerRenamed',
  'RoundEnded',
  'RoundStarted',
  'SeatLeft',
  'SeatTaken',
  'SeatsChanged',
  'SettingsChanged',
  'TurnEnded',
]
