import type { PlayerId } from '@wordfare/contracts'
import { at } from './at.ts'
import { currentSettings } from './current-settings.ts'
import type { GameEvent } from './event.ts'
import { afterGuess, allowance } from './guesses-left.ts'
import { logged } from './log-entry.ts'
import { deadlineAfter } from './timer.ts'
import {
  isLive,
  playerAt,
  type Card,
  type Clue,
  type GameState,
  type LiveState,
  type Player,
  type Round,
  type Table,
} from './state.ts'

type Event<T extends GameEvent['type']> = Extract<GameEvent, { type: T }>

/** Applies a fact. Total: it never refuses; refusing is `decide`'s job. */
export function evolve(state: GameState, event: GameEvent): GameState {
  const facts = { players: state.players, cards: state.phase === 'seating' ? [] : state.cards }
  return timed(applied({ ...state, log: logged(state.log, facts, event) }, event), event)
}

function timed(state: GameState, event: GameEvent): GameState {
  if (state.phase === 'seating') return state
  const deadlineAtMs = deadlineAfter(state.settings.timer, state.deadlineAtMs, event)
  return deadlineAtMs === state.deadlineAtMs ? state : { ...state, deadlineAtMs }
}

function applied(state: GameState, event: GameEvent): GameState {
  switch (event.type) {
    case 'GameCreated':
      return {
        ...state,
        gameId: event.gameId,
        gameName: event.gameName,
        joinCode: event.joinCode,
        createdAtMs: event.atMs,
        settings: currentSettings(event.settings),
      }
    case 'PlayerJoined':
      return {
        ...state,
        hostId: event.isHost ? event.playerId : state.hostId,
        players: [
          ...state.players,
          {
            playerId: event.playerId,
            name: event.name,
            team: null,
            role: null,
            hasSeenKey: false,
          },
        ],
      }
    case 'PlayerLeft':
      return withoutPlayer(state, event.playerId)
    case 'PlayerRemoved':
      return {
        ...withoutPlayer(state, event.playerId),
        removed: [...state.removed, event.playerId],
      }
    case 'PlayerRenamed':
      return withPlayer(state, event.playerId, (player) => ({ ...player, name: event.name }))
    case 'HostChanged':
      return { ...state, hostId: event.playerId }
    case 'SeatTaken':
      return withPlayer(unseated(state, event.playerId), event.playerId, (player) => ({
        ...player,
        team: event.team,
        role: event.role,
      }))
    case 'SeatLeft':
      return unseated(state, event.playerId)
    case 'SeatsChanged':
      return {
        ...state,
        players: state.players.map((player) => {
          const seat = event.seats.find(({ playerId }) => playerId === player.playerId)
          return { ...player, team: seat?.team ?? null, role: seat?.role ?? null }
        }),
      }
    case 'SettingsChanged':
      return { ...state, settings: currentSettings(event.settings) }
    case 'RoundStarted':
      return withRound(state, event)
    case 'KeySeen':
      return {
        ...withPlayer(state, event.playerId, (player) => ({ ...player, hasSeenKey: true })),
        seenKey: withMember(state.seenKey, event.playerId),
      }
    case 'CallReady':
      return { ...state, call: { status: 'ready', room: event.room } }
    case 'CallUnavailable':
      return { ...state, call: { status: 'unavailable', reason: event.reason } }
    case 'AllMuted':
      return state
    case 'ClueGiven':
    case 'CardMarked':
    case 'CardUnmarked':
    case 'CardCovered':
    case 'TurnEnded':
    case 'RoundEnded':
      return isLive(state) ? played(state, event) : state
  }
}

/** What happens within a round. */
function played(
  state: LiveState,
  event: Event<
    'ClueGiven' | 'CardMarked' | 'CardUnmarked' | 'CardCovered' | 'TurnEnded' | 'RoundEnded'
  >,
): GameState {
  const { by } = event
  switch (event.type) {
    case 'ClueGiven':
      return {
        ...tableOf(state),
        ...roundOf(state),
        clues: [
          ...state.clues,
          {
            team: event.team,
            turn: event.turn,
            by: event.by,
            word: event.word,
            count: event.count,
            targets: event.targets,
            guesses: [],
          },
        ],
        phase: 'guess',
        guessesLeft: allowance(event.count),
      }
    case 'CardMarked':
      return withCard(state, event.card, (card) =>
        by === null ? card : { ...card, marks: withMember(card.marks, by) },
      )
    case 'CardUnmarked':
      return withCard(state, event.card, (card) => ({ ...card, marks: without(card.marks, by) }))
    case 'CardCovered': {
      const covered = withCard(state, event.card, (card) => ({
        ...card,
        isCovered: true,
        marks: [],
      }))
      return covered.phase === 'guess'
        ? {
            ...covered,
            guessesMade: covered.guessesMade + 1,
            guessesLeft: afterGuess(covered.guessesLeft),
            clues: withGuess(covered.clues, event),
          }
        : covered
    }
    case 'TurnEnded':
      return {
        ...tableOf(state),
        ...roundOf(state),
        cards: state.cards.map(unmarked),
        turn: event.next,
        guessesMade: 0,
        phase: 'clue',
      }
    case 'RoundEnded':
      return {
        ...tableOf(state),
        ...roundOf(state),
        cards: state.cards.map(unmarked),
        rounds: [
          ...state.rounds,
          { round: state.round, winner: event.winner, ending: event.ending },
        ],
        phase: 'over',
        winner: event.winner,
      }
  }
}

function withRound(state: GameState, event: Event<'RoundStarted'>): GameState {
  const dealt = new Set(event.words)
  return {
    ...tableOf(state),
    players: state.players.map((player) => ({ ...player, hasSeenKey: false })),
    seenKey: [],
    usedWords: [...state.usedWords.filter((word) => !dealt.has(word)), ...event.words],
    round: event.round,
    startedAtMs: event.atMs,
    cards: event.words.map((word, index) => ({
      word,
      kind: at(event.key, index),
      isCovered: false,
      marks: [],
    })),
    turn: { team: event.startingTeam, number: 1 },
    deadlineAtMs: null,
    guessesMade: 0,
    clues: [],
    phase: 'clue',
  }
}

/** The clues, with a guess on the last one. */
const withGuess = (
  clues: readonly Clue[],
  { card, kind, by }: Event<'CardCovered'>,
): readonly Clue[] =>
  clues.map((clue, index) =>
    by === null || index < clues.length - 1
      ? clue
      : { ...clue, guesses: [...clue.guesses, { card, by, kind }] },
  )

const unmarked = (card: Card): Card => ({ ...card, marks: [] })

const withMember = (members: readonly PlayerId[], playerId: PlayerId): readonly PlayerId[] => [
  ...without(members, playerId),
  playerId,
]

const without = (members: readonly PlayerId[], playerId: PlayerId | null): readonly PlayerId[] =>
  members.filter((member) => member !== playerId)

const withCard = (state: LiveState, index: number, change: (card: Card) => Card): LiveState => ({
  ...state,
  cards: state.cards.map((card, position) => (position === index ? change(card) : card)),
})

const withPlayer = <S extends GameState>(
  state: S,
  playerId: PlayerId,
  change: (player: Player) => Player,
): S => ({
  ...state,
  players: state.players.map((player) => (player.playerId === playerId ? change(player) : player)),
})

/** Takes the seat away, and the marks that go with it (G9). A spymaster of a round that is on has seen the key (R5). */
function unseated(state: GameState, playerId: PlayerId): GameState {
  if (!isLive(state)) {
    return withPlayer(state, playerId, (player) => ({ ...player, team: null, role: null }))
  }
  const hasSeenKey = playerAt(state.players, playerId)?.role === 'spymaster'
  return {
    ...withPlayer(state, playerId, (player) => ({
      ...player,
      team: null,
      role: null,
      hasSeenKey: player.hasSeenKey || hasSeenKey,
    })),
    seenKey: hasSeenKey ? withMember(state.seenKey, playerId) : state.seenKey,
    cards: state.cards.map((card) => ({ ...card, marks: without(card.marks, playerId) })),
  }
}

function withoutPlayer(state: GameState, playerId: PlayerId): GameState {
  const stood = unseated(state, playerId)
  return {
    ...stood,
    hostId: stood.hostId === playerId ? null : stood.hostId,
    players: stood.players.filter((player) => player.playerId !== playerId),
  }
}

const tableOf = (state: GameState): Table => ({
  gameId: state.gameId,
  gameName: state.gameName,
  joinCode: state.joinCode,
  createdAtMs: state.createdAtMs,
  settings: state.settings,
  hostId: state.hostId,
  players: state.players,
  seenKey: state.seenKey,
  removed: state.removed,
  call: state.call,
  usedWords: state.usedWords,
  rounds: state.rounds,
  log: state.log,
})

const roundOf = (state: LiveState): Round => ({
  round: state.round,
  startedAtMs: state.startedAtMs,
  cards: state.cards,
  turn: state.turn,
  deadlineAtMs: state.deadlineAtMs,
  guessesMade: state.guessesMade,
  clues: state.clues,
})
