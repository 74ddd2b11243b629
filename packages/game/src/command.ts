import type {
  CallFailure,
  Command,
  GameId,
  JoinCode,
  PlayerId,
  Settings,
} from '@wordfare/contracts'
import type { Room } from './event.ts'

/** What the server itself asks for, beside the players' commands. */
export type ServerCommand =
  | {
      readonly type: 'createGame'
      readonly gameId: GameId
      readonly gameName: string
      readonly joinCode: JoinCode
      readonly settings: Settings
      readonly playerId: PlayerId
      readonly playerName: string
    }
  | { readonly type: 'joinGame'; readonly playerId: PlayerId; readonly playerName: string }
  | { readonly type: 'attachCall'; readonly room: Room | null }
  | { readonly type: 'expireTurn'; readonly turn: number }
  | { readonly type: 'failCall'; readonly reason: CallFailure }

/** All that can be asked of a table. */
export type GameCommand = Command | ServerCommand

/** The commands of one or more types. */
export type CommandOf<T extends GameCommand['type']> = Extract<GameCommand, { type: T }>
