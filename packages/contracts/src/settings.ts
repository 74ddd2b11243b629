import * as z from 'zod'
import {
  CUSTOM_WORDS_MAX,
  CUSTOM_WORDS_MAX_CHARACTERS,
  CUSTOM_WORDS_MIN,
  TIME_LIMIT_MAX_SECONDS,
  TIME_LIMIT_MIN_SECONDS,
} from './limits.ts'
import { boardWordSchema } from './text.ts'

/** How strict the clue checker is (L7). `strict`: L1 to L5. `table`: L1 and L4; the table judges the rest. */
export const clueCheckSchema = z.enum(['strict', 'table'])
export type ClueCheck = z.infer<typeof clueCheckSchema>

/** `listed`: shown in the lobby. `link`: only people with the link or the code find it. */
export const visibilitySchema = z.enum(['listed', 'link'])
export type Visibility = z.infer<typeof visibilitySchema>

export const packIdSchema = z.enum(['en'])
export type PackId = z.infer<typeof packIdSchema>

/** Where the words of a board come from: packs, custom words, or both mixed. */
const wordsSchema = z
  .strictObject({
    packs: z.array(packIdSchema).max(packIdSchema.options.length),
    /** Empty, or 25 to 400 different words. */
    custom: z.array(boardWordSchema).max(CUSTOM_WORDS_MAX),
  })
  .refine(({ custom }) => new Set(custom).size === custom.length, { error: 'word-twice' })
  .refine(({ custom }) => custom.length === 0 || custom.length >= CUSTOM_WORDS_MIN, {
    error: 'too-few-words',
  })
  .refine(({ custom }) => custom.join('').length <= CUSTOM_WORDS_MAX_CHARACTERS, {
    error: 'too-many-characters',
  })
  .refine(({ packs, custom }) => packs.length > 0 || custom.length > 0, { error: 'no-words' })

/** Whether turns are timed (T1). `soft`: the clock is shown and enforces nothing. `hard`: it ends the turn. */
export const timerModeSchema = z.enum(['off', 'soft', 'hard'])
export type TimerMode = z.infer<typeof timerModeSchema>

const timeLimitSchema = z.int().min(TIME_LIMIT_MIN_SECONDS).max(TIME_LIMIT_MAX_SECONDS)
const extraTimeSchema = z.int().min(0).max(TIME_LIMIT_MAX_SECONDS)

/** How long a turn may take, in seconds. */
export const timerSchema = z.strictObject({
  mode: timerModeSchema,
  clueSeconds: timeLimitSchema,
  /** For all guesses of a turn together. */
  guessSeconds: timeLimitSchema,
  /** On top, for the first clue of a round: the board is new to everyone. */
  firstClueExtraSeconds: extraTimeSchema,
  /** On top, for each guess that hits a card of the own team. */
  bonusSeconds: extraTimeSchema,
})
export type Timer = z.infer<typeof timerSchema>

/** The settings of a table. Visible to everyone at it. */
export const settingsSchema = z.strictObject({
  visibility: visibilitySchema,
  clueCheck: clueCheckSchema,
  /** Whether the spymasters' seats move on within each team from round to round (E4). */
  spymasterRotation: z.boolean(),
  /** Whether people without a seat may watch a round. */
  spectators: z.boolean(),
  /** Whether both spymasters' microphones are off from the clue to the end of the turn (V1). */
  straightFace: z.boolean(),
  /** Whether the team that guesses is heard by its own members alone, from the clue to the end of the turn (V3). */
  teamTalk: z.boolean(),
  timer: timerSchema,
  words: wordsSchema,
})
export type Settings = z.infer<typeof settingsSchema>

/** The settings that somebody wants changed; the others stay. */
export const settingsChangeSchema = settingsSchema.partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>
