import type { GameCommand } from './command.ts'
import { giveClue } from './decide-clue.ts'
import { endTurn, expireTurn, guess, mark } from './decide-guess.ts'
import { startRound } from './decide-round.ts'
import { leaveSeat, seeKey, shuffleTeams, takeSeat } from './decide-seats.ts'
import {
  attachCall,
  changeSettings,
  createGame,
  failCall,
  joinGame,
  leaveGame,
  makeHost,
  muteAll,
  removePlayer,
  rename,
} from './decide-table.ts'
import type { Context, Decision } from './decision.ts'
import type { GameState } from './state.ts'

/**
 * The rules. Pure: the same state, command and context always give the same decision.
 * @throws {Error} when a game is created twice, or joined before it is created
 */
export function decide(state: GameState, command: GameCommand, context: Context): Decision {
  switch (command.type) {
    case 'createGame':
      return createGame(state, command, context)
    case 'joinGame':
      return joinGame(state, command, context)
    case 'attachCall':
      return attachCall(state, command, context)
    case 'failCall':
      return failCall(state, command, context)
    case 'takeSeat':
      return takeSeat(state, command, context)
    case 'leaveSeat':
      return leaveSeat(state, context)
    case 'shuffleTeams':
      return shuffleTeams(state, context)
    case 'seeKey':
      return seeKey(state, context)
    case 'changeSettings':
      return changeSettings(state, command, context)
    case 'rename':
      return rename(state, command, context)
    case 'makeHost':
      return makeHost(state, command, context)
    case 'removePlayer':
      return removePlayer(state, command, context)
    case 'muteAll':
      return muteAll(state, context)
    case 'leaveGame':
      return leaveGame(state, context)
    case 'startRound':
      return startRound(state, context)
    case 'giveClue':
      return giveClue(state, command, context)
    case 'mark':
      return mark(state, command, context)
    case 'guess':
      return guess(state, command, context)
    case 'endTurn':
      return endTurn(state, command, context)
    case 'expireTurn':
      return expireTurn(state, command, context)
  }
}
