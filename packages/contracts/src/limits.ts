import { BOARD_SIZE } from './board-size.ts'

/** Longest name of a player or of a game, in characters as a reader counts them. */
export const NAME_MAX_CHARACTERS = 30
/** Longest clue and longest word on a card, in code points. */
export const WORD_MAX_CHARACTERS = 24

/** How many people may be at one table, spectators included. */
export const PLAYERS_MAX = 20

export const CUSTOM_WORDS_MIN = BOARD_SIZE
export const CUSTOM_WORDS_MAX = 400
/** All custom words together, so that settings in any script fit into one message. */
export const CUSTOM_WORDS_MAX_CHARACTERS = 4_000

export const TIME_LIMIT_MIN_SECONDS = 15
export const TIME_LIMIT_MAX_SECONDS = 600
