import type {
  CallView,
  CardView,
  ClueRecord,
  GameView,
  PlayerId,
  PlayerView,
  Settings,
  Timer,
} from '@wordfare/contracts'
import { at } from './at.ts'
import { audienceOf, type Audience } from './audience.ts'
import {
  cardsLeft,
  playerAt,
  type Call,
  type Card,
  type Clue,
  type GameState,
  type Player,
  type Table,
} from './state.ts'

/**
 * The only way a table's state leaves the server (ADR 0003): what an audience may know of it. `online` says whose
 * browsers watch right now.
 *
 * Built field by field. Never spread the state, a card or a clue here: what is added to one stays secret until
 * someone writes it down below. An audience that no longer holds, say of somebody who has left, sees what a
 * stranger sees.
 */
export function viewFor(
  state: GameState,
  audience: Audience,
  online: ReadonlySet<PlayerId>,
): GameView {
  const you = playerAt(state.players, audience.playerId)
  const isMember = you !== undefined
  const isOver = state.phase === 'over'
  const seesKey = isOver || (audience.seesKey && audienceOf(state, audience.playerId).seesKey)
  const seesTargets = (clue: Clue): boolean => isOver || (isMember && clue.by === you.playerId)
  const { gameId, gameName } = state
  return {
    gameId,
    gameName,
    joinCode: isMember ? state.joinCode : null,
    phase: state.phase,
    ...roundView(state, seesKey, seesTargets),
    players: state.players.map((player) => playerView(player, state, online)),
    you: isMember
      ? {
          playerId: you.playerId,
          team: you.team,
          role: you.role,
          isHost: you.playerId === state.hostId,
        }
      : null,
    call: callView(state.call),
    settings: settingsView(state.settings),
    rounds: state.rounds.map(({ round, winner, ending }) => ({ round, winner, ending })),
    log: [...state.log],
  }
}

type RoundView = Pick<
  GameView,
  | 'turn'
  | 'round'
  | 'roundStartedAtMs'
  | 'cards'
  | 'clue'
  | 'deadlineAtMs'
  | 'guessesLeft'
  | 'guessesMade'
  | 'cardsLeft'
  | 'winner'
  | 'clues'
>

function roundView(
  state: GameState,
  seesKey: boolean,
  seesTargets: (clue: Clue) => boolean,
): RoundView {
  if (state.phase === 'seating') {
    return {
      turn: null,
      round: 0,
      roundStartedAtMs: null,
      cards: [],
      clue: null,
      deadlineAtMs: null,
      guessesLeft: null,
      guessesMade: 0,
      cardsLeft: { red: 0, blue: 0 },
      winner: null,
      clues: [],
    }
  }
  const { cards, clues, turn } = state
  return {
    turn: { team: turn.team, number: turn.number },
    round: state.round,
    roundStartedAtMs: state.startedAtMs,
    cards: cards.map((card) => cardView(card, seesKey)),
    clue: state.phase === 'guess' ? clueView(clues) : null,
    deadlineAtMs: state.deadlineAtMs,
    guessesLeft: state.phase === 'guess' ? state.guessesLeft : null,
    guessesMade: state.guessesMade,
    cardsLeft: { red: cardsLeft(cards, 'red'), blue: cardsLeft(cards, 'blue') },
    winner: state.phase === 'over' ? state.winner : null,
    clues: clues.map((clue) => clueRecord(clue, seesTargets(clue))),
  }
}

const cardView = ({ word, kind, isCovered, marks }: Card, seesKey: boolean): CardView => ({
  word,
  kind: seesKey || isCovered ? kind : null,
  covered: isCovered,
  marks: [...marks],
})

function clueView(clues: readonly Clue[]): GameView['clue'] {
  const { word, count, team } = at(clues, clues.length - 1)
  return { word, count, team }
}

const clueRecord = (clue: Clue, seesTargets: boolean): ClueRecord => ({
  team: clue.team,
  turn: clue.turn,
  by: clue.by,
  word: clue.word,
  count: clue.count,
  targets: seesTargets && clue.targets !== null ? [...clue.targets] : null,
  guesses: clue.guesses.map(({ card, by, kind }) => ({ card, by, kind })),
})

const playerView = (
  { playerId, name, team, role, hasSeenKey }: Player,
  { hostId }: Table,
  online: ReadonlySet<PlayerId>,
): PlayerView => ({
  playerId,
  name,
  team,
  role,
  isHost: playerId === hostId,
  isOnline: online.has(playerId),
  hasSeenKey,
})

const callView = (call: Call): CallView => ({
  status: call.status,
  reason: call.status === 'unavailable' ? call.reason : null,
})

const settingsView = (settings: Settings): Settings => ({
  visibility: settings.visibility,
  clueCheck: settings.clueCheck,
  spymasterRotation: settings.spymasterRotation,
  spectators: settings.spectators,
  straightFace: settings.straightFace,
  teamTalk: settings.teamTalk,
  timer: timerView(settings.timer),
  words: { packs: settings.words.packs, custom: settings.words.custom },
})

const timerView = (timer: Timer): Timer => ({
  mode: timer.mode,
  clueSeconds: timer.clueSeconds,
  guessSeconds: timer.guessSeconds,
  firstClueExtraSeconds: timer.firstClueExtraSeconds,
  bonusSeconds: timer.bonusSeconds,
})
