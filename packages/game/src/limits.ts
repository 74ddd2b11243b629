import type {
  BOARD_SIZE,
  LOG_LENGTH,
  NAME_MAX_CHARACTERS,
  PLAYERS_MAX,
  WORD_MAX_CHARACTERS,
} from '@wordfare/contracts'

// The rules know contracts only as types; a limit that drifts away from its original does not compile.

export const boardSize: typeof BOARD_SIZE = 25
export const logLength: typeof LOG_LENGTH = 200
export const nameMaxCharacters: typeof NAME_MAX_CHARACTERS = 30
export const playersMax: typeof PLAYERS_MAX = 20
export const wordMaxCharacters: typeof WORD_MAX_CHARACTERS = 24
