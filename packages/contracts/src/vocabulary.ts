import * as z from 'zod'
import { BOARD_SIZE } from './board-size.ts'

export const teamSchema = z.enum(['red', 'blue'])
export type Team = z.infer<typeof teamSchema>

export const roleSchema = z.enum(['spymaster', 'operative'])
export type Role = z.infer<typeof roleSchema>

/** What a card turns out to be. */
export const kindSchema = z.enum(['red', 'blue', 'bystander', 'assassin'])
export type Kind = z.infer<typeof kindSchema>

/** A position on the board, row by row; 0 is top left. */
export const cardIndexSchema = z
  .int()
  .min(0)
  .max(BOARD_SIZE - 1)
export type CardIndex = z.infer<typeof cardIndexSchema>

/** The number that goes with a clue. */
export const countSchema = z.union([z.int().min(0).max(9), z.literal('unlimited')])
export type Count = z.infer<typeof countSchema>

/** The number of a turn within its round; 1 is the first. */
export const turnNumberSchema = z.int().min(1)

/** `seating`: before the first round. `clue` and `guess`: a round is on. `over`: a round has ended. */
export const phaseSchema = z.enum(['seating', 'clue', 'guess', 'over'])
export type Phase = z.infer<typeof phaseSchema>

/** Why a round ended: a team's last card was covered (E1), or the assassin was touched (E2). */
export const endingSchema = z.enum(['last-card', 'assassin'])
export type Ending = z.infer<typeof endingSchema>

/** Why a turn ended. */
export const turnEndingSchema = z.enum([
  'bystander',
  'other-team',
  'no-guesses-left',
  'by-hand',
  'out-of-time',
])
export type TurnEnding = z.infer<typeof turnEndingSchema>

/** Why a table has no call. */
export const callFailureSchema = z.enum([
  'switched-off',
  'unreachable',
  'refused',
  'key-refused',
  'quota',
])
export type CallFailure = z.infer<typeof callFailureSchema>
