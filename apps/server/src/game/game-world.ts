import { randomInt } from 'node:crypto'
import {
  gameIdSchema,
  JOIN_CODE_ALPHABET,
  JOIN_CODE_LENGTH,
  joinCodeSchema,
} from '@wordfare/contracts'
import { wordPool } from '@wordfare/words'
import { customAlphabet, nanoid } from 'nanoid'
import type { GameWorld } from './game-service.ts'
import { lexicon } from './lexicon.ts'

const GAME_ID_CHARACTERS = 22
/** As many as there can be for `randomInt`, which keeps random bytes in store: a deal draws some eighty times. */
const FRACTIONS = 2 ** 48 - 1

const newCode = customAlphabet(JOIN_CODE_ALPHABET, JOIN_CODE_LENGTH)

/** The world as it is: the clock that the system had at the start, its cryptographic dice, and our word lists. */
export function createGameWorld(): GameWorld {
  return {
    // Goes on evenly where the system's clock is set anew: no turn ends early or late for it.
    now: () => Math.round(performance.timeOrigin + performance.now()),
    random: () => randomInt(FRACTIONS) / FRACTIONS,
    newGameId: () => gameIdSchema.parse(nanoid(GAME_ID_CHARACTERS)),
    newJoinCode: () => joinCodeSchema.parse(newCode()),
    wordPool,
    lexicon,
  }
}
