import { randomBytes } from 'node:crypto'
import {
  gameIdSchema,
  JOIN_CODE_ALPHABET,
  JOIN_CODE_LENGTH,
  joinCodeSchema,
} from '@wordfare/contracts'
import { wordPool } from '@wordfare/words'
import type { GameWorld } from './game-service.ts'
import { lexicon } from './lexicon.ts'

const GAME_ID_CHARACTERS = 22
/** What a double can hold of a fraction, and what is left over of the bits that are drawn for it. */
const FRACTION_BITS = 53
const SPARE_BITS = 64 - FRACTION_BITS

/** The world as it is: the clock that the system had at the start, its cryptographic dice, and our word lists. */
export function createGameWorld(): GameWorld {
  return {
    // Goes on evenly where the system's clock is set anew: no turn ends early or late for it.
    now: () => Math.round(performance.timeOrigin + performance.now()),
    // Uniform over all multiples of 2^-53 below 1.
    random: () =>
      Number(randomBytes(8).readBigUInt64BE() >> BigInt(SPARE_BITS)) / 2 ** FRACTION_BITS,
    newGameId: () =>
      gameIdSchema.parse(
        randomBytes(GAME_ID_CHARACTERS).toString('base64url').slice(0, GAME_ID_CHARACTERS),
      ),
    // The alphabet's length divides what a byte can be, so that no symbol comes more often than another.
    newJoinCode: () =>
      joinCodeSchema.parse(
        Array.from(
          randomBytes(JOIN_CODE_LENGTH),
          (byte) => JOIN_CODE_ALPHABET[byte % JOIN_CODE_ALPHABET.length],
        ).join(''),
      ),
    wordPool,
    lexicon,
  }
}
