import { z } from 'zod'

/** Longest name of a player or of a game, in characters as a reader counts them. */
export const NAME_MAX_CHARACTERS = 30
/** Longest clue and longest word on a card, in code points. */
export const WORD_MAX_CHARACTERS = 24

/**
 * Characters that no name may hold: controls, private use, and the invisible ones that turn or hide the text
 * around them. Joiners and variation selectors stay: Persian, Indic scripts and emoji are spelt with them.
 */
const FORBIDDEN_CHARACTERS =
  /[[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]--[\p{Join_Control}\p{Variation_Selector}]]/v

const PLAIN = /^[ -~]*$/
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
/** As a reader counts them; of plain letters each is one, which is told sooner. */
const countCharacters = (text: string): number =>
  PLAIN.test(text) ? text.length : Array.from(graphemes.segment(text)).length
const countCodePoints = (text: string): number => Array.from(text).length

const nameSchema = z
  .string()
  .max(512)
  .transform((name) => name.trim().normalize('NFC'))
  .pipe(
    z
      .string()
      .min(1)
      .refine((name) => !FORBIDDEN_CHARACTERS.test(name), { error: 'forbidden-characters' })
      .refine((name) => countCharacters(name) <= NAME_MAX_CHARACTERS, { error: 'too-long' })
      // A name of a few visible letters can carry thousands of combining marks; this bounds the bytes.
      .refine((name) => countCodePoints(name) <= NAME_MAX_CHARACTERS * 4, { error: 'too-long' })
      .refine((name) => /[\p{L}\p{N}\p{S}\p{P}]/u.test(name), { error: 'nothing-visible' }),
  )

/** What a player is called: 1 to 30 characters of any script, trimmed, NFC. */
export const playerNameSchema = nameSchema.brand<'PlayerName'>()
export type PlayerName = z.infer<typeof playerNameSchema>

/** What a game is called; the same limits as a player's name. */
export const gameNameSchema = nameSchema.brand<'GameName'>()
export type GameName = z.infer<typeof gameNameSchema>

/** A word printed on a card: one word of letters, digits, apostrophe or hyphen, upper case, NFC. */
export const boardWordSchema = z
  .string()
  .max(256)
  .transform((word) => word.trim().toUpperCase().normalize('NFC'))
  .pipe(
    z
      .string()
      .regex(/^[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*$/u)
      .refine((word) => {
        const length = countCodePoints(word)
        return length >= 2 && length <= WORD_MAX_CHARACTERS
      }),
  )

/** A clue as it was typed. Whether the rules allow it is for the rules to say (L1 to L5), with the reason. */
export const clueWordSchema = z
  .string()
  .max(256)
  .transform((word) => word.trim().normalize('NFC'))
