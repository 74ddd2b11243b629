import * as z from 'zod'

/** Why the clue checker says no (L1 to L5). */
export const clueFaultSchema = z.enum([
  'clue-empty',
  'clue-too-long',
  'clue-not-one-word',
  'clue-bad-characters',
  'clue-on-board',
  'clue-form-of-board-word',
  'clue-part-of-board-word',
  'clue-used-before',
])
export type ClueFault = z.infer<typeof clueFaultSchema>

/** Every way in which the rules can say no. Closed: a new one needs a sentence in the web app. */
export const rejectionSchema = z.enum([
  // who may
  'not-a-player',
  'not-the-host',
  'not-your-turn',
  'not-the-spymaster',
  'not-an-operative',
  'not-a-spectator',
  // when
  'round-in-progress',
  'no-round',
  'no-clue-yet',
  'clue-already-given',
  'stale-turn',
  'guess-due',
  'out-of-time',
  // seats
  'seat-taken',
  'already-seated',
  'not-seated',
  'seen-the-key',
  'seats-missing',
  'spectators-not-allowed',
  'table-full',
  'removed-from-game',
  'no-such-player',
  'not-yourself',
  'name-taken',
  // cards
  'card-covered',
  'bad-targets',
  'not-enough-words',
  ...clueFaultSchema.options,
])
export type Rejection = z.infer<typeof rejectionSchema>

/** The checker's verdict on a word: `word` is the word on the board that it collides with, if one does. */
export const clueVerdictSchema = z.discriminatedUnion('legal', [
  z.strictObject({ legal: z.literal(true) }),
  z.strictObject({
    legal: z.literal(false),
    reason: clueFaultSchema,
    word: z.string().nullable(),
  }),
])
export type ClueVerdict = z.infer<typeof clueVerdictSchema>
