import type { CardView, GameView, PlayerId, PlayerView, PublicEvent } from '@wordfare/contracts'
import { at } from './at.ts'
import { cardsOf } from './deal.ts'
import { afterGuess, allowance } from './guesses-left.ts'
import { logged } from './log-entry.ts'
import { deadlineAfter } from './timer.ts'

export { conferring, mustBeSilent } from './voices.ts'

type Event<T extends PublicEvent['type']> = Extract<PublicEvent, { type: T }>

/**
 * Applies an event to a view. The result is the view that the server would show the same watcher after the
 * event. Somebody who joins counts as offline until the next presence says otherwise.
 */
export function applyEvent(view: GameView, event: PublicEvent): GameView {
  const log = logged(view.log, view, event)
  const next = applied({ ...view, log }, event)
  const deadlineAtMs = deadlineAfter(next.settings.timer, view.deadlineAtMs, event)
  return withYou({ ...next, deadlineAtMs })
}

/** Applies who is here right now. */
export function applyPresence(view: GameView, online: readonly PlayerId[]): GameView {
  const here = new Set(online)
  const players = view.players.map((player) => ({
    ...player,
    isOnline: here.has(player.playerId),
  }))
  return { ...view, players }
}

function applied(view: GameView, event: PublicEvent): GameView {
  switch (event.type) {
    case 'GameCreated': {
      const { gameId, gameName, joinCode, settings } = event
      return { ...view, gameId, gameName, joinCode, settings }
    }
    case 'PlayerJoined':
      return { ...view, players: [...view.players, newcomer(event)] }
    case 'PlayerLeft':
    case 'PlayerRemoved':
      return {
        ...view,
        players: view.players.filter(({ playerId }) => playerId !== event.playerId),
        cards: view.cards.map((card) => withoutMark(card, event.playerId)),
      }
    case 'PlayerRenamed':
      return withPlayer(view, event.playerId, (player) => ({ ...player, name: event.name }))
    case 'HostChanged':
      return {
        ...view,
        players: view.players.map((player) => ({
          ...player,
          isHost: player.playerId === event.playerId,
        })),
      }
    case 'SeatTaken': {
      const { team, role } = event
      return withPlayer(unseated(view, event.playerId), event.playerId, (player) => ({
        ...player,
        team,
        role,
      }))
    }
    case 'SeatLeft':
      return unseated(view, event.playerId)
    case 'SeatsChanged':
      return {
        ...view,
        players: view.players.map((player) => {
          const seat = event.seats.find(({ playerId }) => playerId === player.playerId)
          return { ...player, team: seat?.team ?? null, role: seat?.role ?? null }
        }),
      }
    case 'SettingsChanged':
      return { ...view, settings: event.settings }
    case 'RoundStarted':
      return withRound(view, event)
    case 'KeySeen':
      return withPlayer(view, event.playerId, (player) => ({ ...player, hasSeenKey: true }))
    case 'AllMuted':
      return view
    case 'CallReady':
      return { ...view, call: { status: 'ready', reason: null } }
    case 'CallUnavailable':
      return { ...view, call: { status: 'unavailable', reason: event.reason } }
    case 'ClueGiven':
      return withClue(view, event)
    case 'CardMarked': {
      const { by } = event
      if (by === null) return view
      return withCard(view, event.card, (card) => {
        const { marks } = withoutMark(card, by)
        return { ...card, marks: [...marks, by] }
      })
    }
    case 'CardUnmarked':
      return withCard(view, event.card, (card) => withoutMark(card, event.by))
    case 'CardCovered':
      return withCovered(view, event)
    case 'TurnEnded':
      return {
        ...view,
        phase: 'clue',
        turn: event.next,
        clue: null,
        guessesLeft: null,
        guessesMade: 0,
        cards: view.cards.map(unmarked),
      }
    case 'RoundEnded':
      return withResult(view, event)
  }
}

const newcomer = ({ playerId, name, isHost }: Event<'PlayerJoined'>): PlayerView => ({
  playerId,
  name,
  team: null,
  role: null,
  isHost,
  isOnline: false,
  hasSeenKey: false,
})

function withRound(view: GameView, event: Event<'RoundStarted'>): GameView {
  const { key, startingTeam } = event
  return {
    ...view,
    phase: 'clue',
    turn: { team: startingTeam, number: 1 },
    round: event.round,
    roundStartedAtMs: event.atMs,
    cards: event.words.map((word, index) => ({
      word,
      kind: key === null ? null : at(key, index),
      covered: false,
      marks: [],
    })),
    clue: null,
    guessesLeft: null,
    guessesMade: 0,
    cardsLeft: { red: cardsOf('red', startingTeam), blue: cardsOf('blue', startingTeam) },
    winner: null,
    clues: [],
    players: view.players.map((player) => ({ ...player, hasSeenKey: false })),
  }
}

function withClue(view: GameView, event: Event<'ClueGiven'>): GameView {
  const { team, turn, by, word, count, targets } = event
  return {
    ...view,
    phase: 'guess',
    clue: { word, count, team },
    guessesLeft: allowance(count),
    clues:
      by === null
        ? view.clues
        : [...view.clues, { team, turn, by, word, count, targets, guesses: [] }],
  }
}

function withCovered(view: GameView, event: Event<'CardCovered'>): GameView {
  const { card, kind, by } = event
  const covered = withCard(view, card, ({ word }) => ({ word, kind, covered: true, marks: [] }))
  const { red, blue } = view.cardsLeft
  return {
    ...covered,
    cardsLeft: {
      red: kind === 'red' ? red - 1 : red,
      blue: kind === 'blue' ? blue - 1 : blue,
    },
    guessesMade: view.guessesMade + 1,
    guessesLeft: view.guessesLeft === null ? null : afterGuess(view.guessesLeft),
    clues: view.clues.map((clue, index) =>
      by === null || index < view.clues.length - 1
        ? clue
        : { ...clue, guesses: [...clue.guesses, { card, by, kind }] },
    ),
  }
}

function withResult(view: GameView, event: Event<'RoundEnded'>): GameView {
  const { winner, ending, key, targets } = event
  return {
    ...view,
    phase: 'over',
    winner,
    clue: null,
    guessesLeft: null,
    cards: view.cards.map((card, index) => ({ ...unmarked(card), kind: at(key, index) })),
    clues: view.clues.map((clue, index) => ({ ...clue, targets: targets[index] ?? null })),
    rounds: [...view.rounds, { round: view.round, winner, ending }],
  }
}

/** The watcher is one of the players. Whoever is none of them any more knows what a stranger knows. */
function withYou(view: GameView): GameView {
  if (view.you === null) return view
  const { playerId } = view.you
  const player = view.players.find((somebody) => somebody.playerId === playerId)
  if (player !== undefined) {
    const { team, role, isHost } = player
    return { ...view, you: { playerId, team, role, isHost } }
  }
  const stranger: GameView = { ...view, you: null, joinCode: null }
  if (view.phase === 'over') return stranger
  return {
    ...stranger,
    cards: view.cards.map((card) => (card.covered ? card : { ...card, kind: null })),
    clues: view.clues.map((clue) => ({ ...clue, targets: null })),
  }
}

const unmarked = (card: CardView): CardView => ({ ...card, marks: [] })

const withoutMark = (card: CardView, playerId: PlayerId | null): CardView => ({
  ...card,
  marks: card.marks.filter((mark) => mark !== playerId),
})

const withCard = (
  view: GameView,
  index: number,
  change: (card: CardView) => CardView,
): GameView => ({
  ...view,
  cards: view.cards.map((card, position) => (position === index ? change(card) : card)),
})

const withPlayer = (
  view: GameView,
  playerId: PlayerId,
  change: (player: PlayerView) => PlayerView,
): GameView => ({
  ...view,
  players: view.players.map((player) => (player.playerId === playerId ? change(player) : player)),
})

/** Takes the seat away, and the marks that go with it (G9). A spymaster of a round that is on has seen the key (R5). */
function unseated(view: GameView, playerId: PlayerId): GameView {
  const isLive = view.phase === 'clue' || view.phase === 'guess'
  const stood = withPlayer(view, playerId, (player) => ({
    ...player,
    team: null,
    role: null,
    hasSeenKey: player.hasSeenKey || (isLive && player.role === 'spymaster'),
  }))
  return { ...stood, cards: stood.cards.map((card) => withoutMark(card, playerId)) }
}
