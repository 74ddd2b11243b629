import * as z from 'zod'
import { WORD_MAX_CHARACTERS } from './limits.ts'
import { readName } from './name.ts'

const countCodePoints = (text: string): number => Array.from(text).length

const nameSchema = z.string().transform((typed, context) => {
  const { name, fault } = readName(typed)
  if (fault === null) return name
  context.addIssue(fault)
  return z.NEVER
})

/** What a player is called, as `readName` reads it. */
export const playerNameSchema = nameSchema.brand<'PlayerName'>()
export type PlayerName = z.infer<typeof playerNameSchema>

/** What a game is called; what will do for a player's name will do. */
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
